"""The pure part: what a scenario is, how it is talked through, and what is found."""
