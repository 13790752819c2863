"""What a prompt is, without a database."""
