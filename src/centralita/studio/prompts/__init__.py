"""Prompts: texts for models that are kept once, with versions and labels, and used by many agents."""
