"""An organization's accounts at vendors of language models, and how the live plane reaches them."""
