"""Pure rules of figures."""
