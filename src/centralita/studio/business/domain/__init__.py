"""Rules of the business profile: hours, wording, and how records compile into facts."""
