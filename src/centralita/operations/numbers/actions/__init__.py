"""What can be done with phone numbers."""
