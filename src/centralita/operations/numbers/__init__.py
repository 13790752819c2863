"""Phone numbers of the connected accounts: who answers them, when, and which may be shown to those we call."""
