"""Files become passages: pure functions, run in a process of their own because files come from anywhere."""
