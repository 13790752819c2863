"""Home over HTTP."""

from typing import Annotated, Literal

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.insight.metrics import presentation, queries
from centralita.insight.metrics.domain.period import Period
from centralita.insight.metrics.reading import zone_of
from centralita.insight.metrics.schemas import HomeOut
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text

router = TenantRouter("metrics")

SHOWN_HAPPENINGS = 12
_DAYS = {"7d": 7, "30d": 30, "90d": 90}


@router.get("/home", permission=Permission.METRIC_READ, operation="home_read", response=HomeOut)
def home(
    request: TenantRequest,
    span: Annotated[Literal["7d", "30d", "90d"], Query(alias="range")] = "7d",
    agent: Annotated[str | None, Query(max_length=40)] = None,
) -> HomeOut:
    """The figures of the last days beside those of as many days before; days are the organization's own."""
    actor, moment = request.actor, now()
    agent_id = from_text("agt", agent) if agent else None
    if agent_id is not None and not actor.reaches(agent_id):
        raise NotFound(kind="agent")
    reach = queries.Reach.of(actor, agent_id)
    period = Period.ending(moment, _DAYS[span], str(zone_of(actor.organization_id)))
    return presentation.home(
        period,
        queries.read_report(period, reach),
        queries.read_activity(reach, moment, SHOWN_HAPPENINGS),
        active=queries.count_active_agents(reach),
        running=queries.count_running(reach, moment),
    )
