"""Whether there is room for more, counted in the caller's transaction under the organization's lock."""

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.identity.plans.catalogue import Limits, Plan, Resource, limits_of
from centralita.kit.errors import Conflict
from centralita.kit.ids import OrganizationId

# Plain SQL: what is counted lives in rooms above this one. Archived agents and closed invitations take no room.
_COUNTS = {
    Resource.AGENTS: "SELECT count(*) FROM agent WHERE status <> 'archived'",
    Resource.MEMBERS: "SELECT (SELECT count(*) FROM membership) + (SELECT count(*) FROM invitation"
    " WHERE accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now())",
    Resource.KNOWLEDGE_DOCUMENTS: "SELECT count(*) FROM knowledge_document WHERE storage_key <> ''",
    Resource.KNOWLEDGE_BYTES: "SELECT coalesce(sum(size), 0)::bigint FROM knowledge_document",
}
_PLAN = "SELECT plan FROM organization WHERE id = %s"
_PLAN_LOCKED = "SELECT plan FROM organization WHERE id = %s FOR NO KEY UPDATE"


class PlanLimit(Conflict):
    """The plan has no room for it. Data: `plan`, `limit`, `used`."""

    code = "plan_limit"


class PlanLimitOfAgents(PlanLimit):
    """As many agents as the plan allows, archived ones apart."""

    code = "plan_limit_agents"


class PlanLimitOfMembers(PlanLimit):
    """As many members and open invitations as the plan allows."""

    code = "plan_limit_members"


class PlanLimitOfDocuments(PlanLimit):
    """As many knowledge documents as the plan allows."""

    code = "plan_limit_documents"


class PlanLimitOfStorage(PlanLimit):
    """The knowledge files would take more than the plan allows; `limit_megabytes` is in the data too."""

    code = "plan_limit_storage"


_ERRORS: dict[Resource, type[PlanLimit]] = {
    Resource.AGENTS: PlanLimitOfAgents,
    Resource.MEMBERS: PlanLimitOfMembers,
    Resource.KNOWLEDGE_DOCUMENTS: PlanLimitOfDocuments,
    Resource.KNOWLEDGE_BYTES: PlanLimitOfStorage,
}


def require_room(actor: Actor, resource: Resource, *, more: int = 1) -> None:
    """Raises PlanLimit when the organization's plan does not leave room for `more` of it.

    The organization stays locked until the transaction ends, so that two requests never take the last place.
    """
    plan = _plan_of(actor.organization_id, lock=True)
    limit = limits_of(plan)[resource]
    if limit is None:
        return
    used = _used(resource)
    if used + more > limit:
        raise _ERRORS[resource](plan=plan.value, limit=limit, used=used, limit_megabytes=limit // 1_000_000)


def usage_of(actor: Actor) -> tuple[Plan, Limits, dict[Resource, int]]:
    """The plan, what it allows, and how much of it is taken."""
    plan = _plan_of(actor.organization_id, lock=False)
    return plan, limits_of(plan), {resource: _used(resource) for resource in Resource}


def plan_of(organization_id: OrganizationId) -> Plan:
    """The plan that an organization is on."""
    return _plan_of(organization_id, lock=False)


def _plan_of(organization_id: OrganizationId, *, lock: bool) -> Plan:
    # Rows that only refer to the organization (a message, a call) do not wait for this lock.
    statement = _PLAN_LOCKED if lock else _PLAN
    with connection.cursor() as cursor:
        cursor.execute(statement, [organization_id])
        return Plan(cursor.fetchone()[0])


def _used(resource: Resource) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS[resource])
        used: int = cursor.fetchone()[0]
    return used
