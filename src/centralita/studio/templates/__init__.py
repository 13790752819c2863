"""Templates: a working agent for an industry, with sample facts and questions to begin from."""
