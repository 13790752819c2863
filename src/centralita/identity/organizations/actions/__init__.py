"""What people do to organizations and their members, one noun a file."""

from centralita.identity.organizations.actions.create import create_client, create_organization

__all__ = ["create_client", "create_organization"]
