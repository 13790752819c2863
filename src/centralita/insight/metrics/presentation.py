"""Figures as the API shows them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from centralita.insight.metrics.domain.period import Period
from centralita.insight.metrics.queries import Happening, Report
from centralita.insight.metrics.schemas import (
    Activity,
    AgentFigures,
    DayFigures,
    HomeOut,
    LanguageFigures,
    Measure,
)
from centralita.kit.ids import to_text
from centralita.studio.agents.public import AgentFacts, agent_facts

_PREFIXES = {"agent": "agt", "conversation": "cnv", "knowledge": "kno", "provider": "pac"}


def measure(value: float | None, before: float | None) -> Measure:
    """A figure beside the one before."""
    change = (value - before) / before if value is not None and before else None
    return Measure(
        value=_rounded(value), before=_rounded(before), change=None if change is None else round(change, 4)
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def home(
    period: Period, report: Report, happenings: Sequence[Happening], *, active: int, running: int
) -> HomeOut:
    """Everything that Home shows."""
    concerned = {one.agent_id for one in happenings if one.agent_id}
    agents = agent_facts(report.agents.keys() | concerned)
    now, before = report.now, report.before
    return HomeOut(
        days=period.days,
        first=period.first,
        last=period.today,
        time_zone=period.zone,
        active_agents=active,
        running_now=running,
        conversations=measure(now.started, before.started),
        conversion=measure(now.conversion, before.conversion),
        response_ms=measure(now.response_ms, before.response_ms),
        response_p95_ms=measure(now.response_p95_ms, before.response_p95_ms),
        per_day=[
            DayFigures(day=day, conversations=figures.started, succeeded=figures.succeeded)
            for day, figures in report.days.items()
        ],
        hours=report.hours,
        languages=[
            LanguageFigures(code=code, conversations=count) for code, count in report.languages.items()
        ],
        agents=[
            AgentFigures(
                agent_id=to_text("agt", agent_id),
                name=agents[agent_id].name,
                conversations=figures.started,
                conversion=_rounded(figures.conversion),
                response_ms=_rounded(figures.response_ms),
            )
            for agent_id, figures in report.agents.items()
            if agent_id in agents
        ],
        activity=[_activity(one, agents) for one in happenings],
    )


def _activity(one: Happening, agents: Mapping[UUID, AgentFacts]) -> Activity:
    agent = agents.get(one.agent_id) if one.agent_id else None
    return Activity(
        id=to_text("evt", one.id),
        kind=one.kind,
        at=one.at,
        subject_id=to_text(_PREFIXES[one.kind.split(".")[0]], one.subject_id),
        agent_name=agent.name if agent else None,
        outcome=one.outcome or None,
    )
