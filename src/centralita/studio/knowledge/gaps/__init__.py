"""What was asked and nothing answered: collected from conversations, put together where it asks for the same."""
