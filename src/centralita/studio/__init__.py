"""BUILD: what agents know and how they talk."""
