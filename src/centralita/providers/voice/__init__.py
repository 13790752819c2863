"""Platforms that make and take phone calls."""
