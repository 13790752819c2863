"""Pure rules of tools."""
