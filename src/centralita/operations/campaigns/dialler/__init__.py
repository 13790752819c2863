"""Who calls whom, and when: the part of a campaign that runs in the worker."""
