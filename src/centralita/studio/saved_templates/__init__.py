"""Saved templates: an agent kept as a starting point for everybody in the organization."""
