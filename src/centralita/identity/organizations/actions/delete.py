"""Deleting an organization for good."""

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.audit import platform
from centralita.identity.organizations.actions.lock import lock_organization
from centralita.identity.organizations.tasks import forget_organization
from centralita.kit.errors import Invalid
from centralita.kit.ids import to_text


class NameDiffers(Invalid):
    """What was typed is not the organization's name."""

    code = "name_differs"


def delete_organization(actor: Actor, *, name: str) -> None:
    """Delete the organization with everything in it, its files by a job. `name` is what the owner typed to be sure.

    Its audit trail goes with it; the platform's keeps who did it.
    """
    organization = lock_organization(actor)
    if name.strip() != organization.name:
        raise NameDiffers(field="name")
    platform.record(
        "organization_delete",
        actor_id=actor.user_id,
        actor_name=actor.name,
        address=actor.address,
        subject_kind="organization",
        subject_id=to_text("org", organization.id),
        before={"name": organization.name, "slug": organization.slug},
    )
    with connection.cursor() as cursor:
        # However much there is, it goes in one transaction or not at all.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("DELETE FROM ledger_event WHERE organization_id = %s", [organization.id])
        cursor.execute("DELETE FROM organization WHERE id = %s", [organization.id])
    forget_organization.defer(organization_id=str(organization.id))
