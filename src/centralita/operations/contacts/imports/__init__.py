"""Contacts out of files: reading, planning, carrying out, undoing."""
