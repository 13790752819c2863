"""What people do to agents, one verb a file."""
