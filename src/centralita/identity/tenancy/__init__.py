"""Keeping tenants apart: the database does it, the scope only says for whom."""
