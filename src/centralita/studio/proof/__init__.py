"""Proof before publishing: real conversations held again with a draft, and the rule that a draft must meet."""
