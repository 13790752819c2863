"""Searching by meaning: passages and questions as vectors of one model, beside the search by words."""
