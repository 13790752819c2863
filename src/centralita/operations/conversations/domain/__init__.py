"""Pure rules of conversations."""
