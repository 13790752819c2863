"""Agents: drafted, checked, published as numbered versions, paused, archived."""
