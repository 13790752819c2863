"""RUN: channels, conversations and the people in them."""
