"""What super admins do to organizations. Both chains tell it: the platform's and the organization's own."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.gate.authentication import client_address
from centralita.identity.organizations.dialling import hold_switch
from centralita.identity.organizations.models import DiallingStop, Organization
from centralita.identity.platform.door import PlatformRequest, tell
from centralita.identity.platform.queries import get_organization
from centralita.identity.tenancy.scope import acting_for_another_organization
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, to_text


def suspend_organization(request: PlatformRequest, organization_id: UUID, *, reason: str) -> Organization:
    """Shut an organization: its members see it no more until it is resumed; nothing is lost."""
    organization = get_organization(organization_id, lock=True)
    if organization.suspended_at is not None:
        witness.nothing_changed()
        return organization
    organization.suspended_at = now()
    organization.save()
    _tell_both(request, organization, "organization_suspend", {"suspended": False}, {"reason": reason})
    return organization


def resume_organization(request: PlatformRequest, organization_id: UUID) -> Organization:
    """Open it again."""
    organization = get_organization(organization_id, lock=True)
    if organization.suspended_at is None:
        witness.nothing_changed()
        return organization
    organization.suspended_at = None
    organization.save()
    _tell_both(request, organization, "organization_resume", {"suspended": True}, {"suspended": False})
    return organization


def stop_dialling(request: PlatformRequest, organization_id: UUID | None, *, reason: str) -> None:
    """Have nobody called any more: for one organization, or for all of them. Calls under way go on."""
    organization = get_organization(organization_id, lock=True) if organization_id else None
    hold_switch(alone=True)
    name = request.person.get_full_name()
    _, stopped = DiallingStop.objects.get_or_create(
        organization_id=organization_id,
        defaults={"reason": reason, "stopped_by_name": name, "stopped_at": now()},
    )
    if not stopped:
        witness.nothing_changed()
        return
    _tell_switch(request, organization, "dialling_stop", {"reason": reason})


def resume_dialling(request: PlatformRequest, organization_id: UUID | None) -> None:
    """Let people be called again."""
    organization = get_organization(organization_id, lock=True) if organization_id else None
    hold_switch(alone=True)
    resumed, _ = DiallingStop.objects.filter(organization_id=organization_id).delete()
    if not resumed:
        witness.nothing_changed()
        return
    _tell_switch(request, organization, "dialling_resume", {})


def _tell_switch(
    request: PlatformRequest, organization: Organization | None, action: str, after: dict[str, object]
) -> None:
    if organization is not None:
        _tell_both(request, organization, action, {}, after)
    else:
        tell(request, action, subject_kind="platform", after=after)


def change_plan(request: PlatformRequest, organization_id: UUID, plan: str) -> Organization:
    """Give it another plan."""
    organization = get_organization(organization_id, lock=True)
    before = organization.plan
    if before == plan:
        witness.nothing_changed()
        return organization
    organization.plan = plan
    organization.revision += 1
    organization.save()
    _tell_both(request, organization, "organization_plan_change", {"plan": before}, {"plan": plan})
    return organization


def _tell_both(
    request: PlatformRequest,
    organization: Organization,
    action: str,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    subject = to_text("org", organization.id)
    tell(request, action, subject_kind="organization", subject_id=subject, before=before, after=after)
    actor = Actor(
        organization_id=OrganizationId(organization.id),
        kind="system",
        user_id=request.person.id,
        name="Platform",
        address=client_address(request),
    )
    with acting_for_another_organization(organization.id, back_to=None):
        trail.record(
            actor, action=action, subject_kind="organization", subject_id=subject, before=before, after=after
        )
