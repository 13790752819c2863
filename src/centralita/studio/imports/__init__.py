"""Agents that come in from files of other builders, and go out as files of their own."""
