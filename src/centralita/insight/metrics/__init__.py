"""The figures of an organization: today's from the conversations, older days' from daily roll-ups."""
