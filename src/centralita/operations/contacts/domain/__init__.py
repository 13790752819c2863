"""What contacts are made of, without a database."""
