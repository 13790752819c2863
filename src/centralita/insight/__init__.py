"""What is learned from what happened."""
