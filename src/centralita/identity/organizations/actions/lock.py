"""Taking an organization for a write."""

from centralita.identity.access.actor import Actor
from centralita.identity.organizations.models import Organization


def lock_organization(actor: Actor) -> Organization:
    """The actor's organization, locked for this transaction: changes of members wait for each other here.

    Rows that only refer to it (a message, a call) do not wait.
    """
    return Organization.objects.select_for_update(no_key=True).get(id=actor.organization_id)
