"""What is done with money: hold, book, free, limit."""
