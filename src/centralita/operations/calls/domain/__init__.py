"""Rules of calls that need no database."""
