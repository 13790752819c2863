"""What a published template holds, what is taken out of it, and how a copy takes over a newer version. Pure."""
