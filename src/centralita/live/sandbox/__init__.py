"""Makes the sandbox's calls: a simulated person on the line talks with our own engine, in real time."""
