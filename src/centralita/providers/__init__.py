"""The outside world behind protocols, each with a real adapter and one in memory that pass the same tests."""
