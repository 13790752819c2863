"""ElevenLabs Agents: `mapping` reads what it tells, `provider` speaks with it through its SDK, which is slow to import."""
