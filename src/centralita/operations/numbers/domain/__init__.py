"""Rules about phone numbers that need no database."""
