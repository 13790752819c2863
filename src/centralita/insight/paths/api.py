"""The ways through an agent's flows over HTTP."""

from typing import Annotated, Literal

from ninja import Query

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.insight.metrics.domain.period import Period
from centralita.insight.metrics.reading import zone_of
from centralita.insight.paths.queries import Traffic, read_traffic
from centralita.insight.paths.schemas import StepTraffic, TrafficOut, WayTraffic
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.studio.agents.public import numbered_version

router = TenantRouter("metrics")

_DAYS = {"7d": 7, "30d": 30, "90d": 90}


@router.get(
    "/agents/{agent_id}/traffic",
    permission=Permission.AGENT_READ,
    operation="agent_traffic_read",
    response=TrafficOut,
)
def read_agent_traffic(
    request: TenantRequest,
    agent_id: str,
    span: Annotated[Literal["7d", "30d", "90d"], Query(alias="range")] = "30d",
    version: Annotated[
        int | None, Query(ge=1, le=2_000_000_000, description="The live one by default")
    ] = None,
) -> TrafficOut:
    """How many conversations passed each connection of a version, and at which step they stopped."""
    actor, moment = request.actor, now()
    found = numbered_version(actor, from_text("agt", agent_id), version)
    period = Period.ending(moment, _DAYS[span], str(zone_of(actor.organization_id)))
    if found is None:
        return _shown(None, period, Traffic(0, 0, (), ()))
    return _shown(found.number, period, read_traffic(found.version_id, period, moment))


def _shown(number: int | None, period: Period, traffic: Traffic) -> TrafficOut:
    return TrafficOut(
        version=number,
        first=period.first,
        last=period.today,
        time_zone=period.zone,
        conversations=traffic.conversations,
        running=traffic.running,
        nodes=[
            StepTraffic(
                flow_id=one.node[0],
                node_id=one.node[1],
                visited=one.visited,
                stopped=one.stopped,
                running=one.here,
            )
            for one in traffic.nodes
        ],
        ways=[
            WayTraffic(flow_id=flow, source=source, port=port, target=target, passed=passed)
            for (flow, source, port, target), passed in traffic.ways
        ],
    )
