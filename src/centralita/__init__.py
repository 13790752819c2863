"""Centralita: agents that talk with a business's customers by phone and chat."""

__version__ = "0.1.0"
