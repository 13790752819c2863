"""Voices of the connected accounts: catalogue, favourites, samples and clones."""
