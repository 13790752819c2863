"""The sandbox: a voice platform of our own, with people who are only simulated, to try everything without a key."""
