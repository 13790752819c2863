"""Writes to the rules of contact and to the lists: one function a verb, the actor first."""
