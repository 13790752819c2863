"""The same done with several documents or questions at once, telling by name which were not done and why."""
