"""The business profile: what agents know about the business, as typed records that compile into facts."""
