"""How people get in: this installation's rules for sign-up and sign-in, and what is told of them."""
