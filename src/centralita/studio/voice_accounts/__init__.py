"""An organization's accounts at platforms for calls, and the webhooks that come from them."""
