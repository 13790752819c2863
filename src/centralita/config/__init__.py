"""Wiring: settings, addresses and entry points. No rules of its own."""
