"""Pure rules of translations."""
