"""How questions are answered: from passages alone, or by a model that is given them."""
