"""Published agents on accounts of voice platforms: compiled, pushed, watched, and brought in from there."""
