"""Knowledge: documents and questions that agents answer from, cut into passages that a search finds."""
