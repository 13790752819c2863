"""The rules of agents that need no database."""
