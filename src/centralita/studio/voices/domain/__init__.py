"""Rules about voices that need no database."""
