"""Rules and value types, without a database."""
