"""Pure rules of paths."""
