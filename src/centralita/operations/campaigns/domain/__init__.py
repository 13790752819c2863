"""The rules of a campaign, with no database: hours, pace, retries, when to stop."""
