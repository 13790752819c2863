"""Writes: one file for each verb."""
