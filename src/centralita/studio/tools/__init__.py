"""Tools: what an agent may do beside talking, made by people and called through the one way out."""
