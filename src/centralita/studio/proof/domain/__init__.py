"""Pure: what is drawn, how a caller is followed again, what is better and worse, and how sure that is."""
