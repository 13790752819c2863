"""Rules of saved templates. Pure."""
