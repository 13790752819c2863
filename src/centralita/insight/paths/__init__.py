"""Which way real conversations took through an agent's flows, and where they stopped."""
