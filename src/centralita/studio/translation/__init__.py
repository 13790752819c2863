"""Agents in several languages: their texts side by side, translated, scored, and proven to behave alike."""
