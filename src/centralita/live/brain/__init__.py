"""The engine behind a phone call: one session that every voice platform's wire drives."""
