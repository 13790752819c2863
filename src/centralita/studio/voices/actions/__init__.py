"""What can be done with voices."""
