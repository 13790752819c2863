"""FACTS: the append-only log that other rooms learn from."""
