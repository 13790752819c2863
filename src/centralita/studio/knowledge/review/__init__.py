"""What in the knowledge should be looked at again: old, or saying something else than the business or another document."""
