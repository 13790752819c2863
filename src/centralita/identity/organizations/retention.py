"""For how long what was said in calls is kept: as the organization chose, and never longer than its plan allows."""

from centralita.identity.organizations.models import Organization
from centralita.identity.plans.catalogue import Plan, most_call_days
from centralita.kit.errors import Conflict
from centralita.kit.ids import OrganizationId

SETTING = "call_days"


class KeptTooLong(Conflict):
    """The plan keeps what was said in calls for `limit` days at most."""

    code = "kept_too_long"


def call_days(organization: Organization) -> int | None:
    """Days that calls are kept; None for as long as the organization is there."""
    most = most_call_days(Plan(organization.plan))
    chosen: int | None = organization.settings.get(SETTING)
    told = [each for each in (chosen, most) if each is not None]
    return min(told, default=None)


def call_days_of(organization_id: OrganizationId) -> int | None:
    """The same by its id."""
    return call_days(Organization.objects.only("plan", "settings").get(id=organization_id))


def require_allowed(organization: Organization, days: int | None) -> None:
    """Raises KeptTooLong when the plan does not keep calls for so long."""
    most = most_call_days(Plan(organization.plan))
    if days is not None and most is not None and days > most:
        raise KeptTooLong(field="call_days", limit=most)
