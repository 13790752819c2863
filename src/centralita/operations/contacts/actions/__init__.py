"""The writes, one to a file."""
