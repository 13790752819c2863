"""Whether somebody may be called, as pure rules over dated data."""
