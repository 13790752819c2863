"""Lists of contacts with a name."""
