"""What people and jobs do to knowledge."""
