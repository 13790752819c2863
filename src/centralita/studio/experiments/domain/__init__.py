"""Pure rules of experiments: who gets which version, what is counted, and what it proves."""
