"""Retell AI: `mapping` reads what it tells, `provider` speaks with it through its SDK, which takes seconds to import."""
