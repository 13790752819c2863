"""Pure: what is in a file, and what an agent of ours would be made of it."""
