"""Two versions of an agent that share live traffic until it is known which one does better."""
