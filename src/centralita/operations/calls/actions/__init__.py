"""What is done with calls: one file per verb."""
