"""What an organization's plan leaves room for."""
