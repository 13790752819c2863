"""Scenarios: conversations that are written down once, and held again with every version before callers hear it."""
