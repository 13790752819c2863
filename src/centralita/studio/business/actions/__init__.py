"""What people do to the business profile. Every write compiles a new snapshot."""
