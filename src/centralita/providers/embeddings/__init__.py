"""Models that turn a text into a vector: one port, a thin wire for each family of vendors, and one on this machine."""
