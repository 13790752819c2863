"""Services that translate: one port, a thin wire for each."""
