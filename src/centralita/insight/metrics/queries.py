"""The figures of a period: closed days from the roll-ups, the last two from the conversations themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.insight.metrics.domain.buckets import percentile
from centralita.insight.metrics.domain.outcomes import SUCCESSFUL
from centralita.insight.metrics.domain.period import Period
from centralita.insight.metrics.domain.tally import ALL_AGENTS

RUNNING_FOR = timedelta(minutes=30)
SHOWN_AGENTS = 50


@dataclass(slots=True)
class Figures:
    """Sums of some days."""

    started: int = 0
    ended: int = 0
    succeeded: int = 0
    response_ms_total: int = 0
    response_count: int = 0
    buckets: Counter[int] = field(default_factory=Counter)

    def add(self, sums: Sequence[int]) -> None:
        """Add (started, ended, succeeded, response_ms_total, response_count)."""
        self.started += sums[0]
        self.ended += sums[1]
        self.succeeded += sums[2]
        self.response_ms_total += sums[3]
        self.response_count += sums[4]

    @property
    def conversion(self) -> float | None:
        """The share of ended conversations with a successful outcome."""
        return self.succeeded / self.ended if self.ended else None

    @property
    def response_ms(self) -> float | None:
        """The mean time until an answer."""
        return self.response_ms_total / self.response_count if self.response_count else None

    @property
    def response_p95_ms(self) -> float | None:
        """The time that 95 of 100 answers do not exceed."""
        return percentile(self.buckets, 0.95)


@dataclass(slots=True)
class Report:
    """What happened in a period and in the one before it."""

    now: Figures = field(default_factory=Figures)
    before: Figures = field(default_factory=Figures)
    days: dict[date, Figures] = field(default_factory=dict)
    hours: list[list[int]] = field(default_factory=lambda: [[0] * 24 for _ in range(7)])
    agents: dict[UUID, Figures] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose figures: all agents', or those of these."""

    agent_ids: tuple[UUID, ...] | None

    @classmethod
    def of(cls, actor: Actor, agent_id: UUID | None) -> "Reach":
        """What an actor sees, narrowed to one agent when asked for."""
        if agent_id is not None:
            return cls((agent_id,) if actor.reaches(agent_id) else ())
        return cls(None if actor.agent_ids is None else tuple(actor.agent_ids))

    @property
    def rolled(self) -> list[UUID]:
        """The agents to ask the roll-ups for."""
        return [ALL_AGENTS] if self.agent_ids is None else list(self.agent_ids)

    def narrow(self, column: str) -> tuple[str, list[Any]]:
        """A condition to append, and its parameters: none where all agents are seen."""
        if self.agent_ids is None:
            return "", []
        return f" AND {column} = ANY(%s)", [list(self.agent_ids)]


def read_report(period: Period, reach: Reach) -> Report:
    """The figures of a period and of the one before, and the busiest agents."""
    report = Report(days={day: Figures() for day in period.dates()})
    _add_rolled(report, period, reach)
    _add_fresh(report, period, reach)
    _add_responses(report, period, reach)
    _add_agents(report, period, reach)
    _add_languages(report, period, reach)
    return report


def _rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


# The same five sums as `Figures.add` takes, of conversations themselves. The first parameter: successful outcomes.
_COUNTED = (
    "count(*), count(*) FILTER (WHERE status = 'ended'),"
    " count(*) FILTER (WHERE status = 'ended' AND outcome = ANY(%s)),"
    " coalesce(sum(response_ms_total) FILTER (WHERE status = 'ended'), 0)::bigint,"
    " coalesce(sum(response_count) FILTER (WHERE status = 'ended'), 0)::bigint"
)


def _add_rolled(report: Report, period: Period, reach: Reach) -> None:
    rows = _rows(
        "SELECT day, started, ended, succeeded, response_ms_total, response_count, hours FROM insight_day"
        " WHERE agent_id = ANY(%s) AND day >= %s AND day < %s",
        [reach.rolled, period.before, period.fresh],
    )
    for day, *sums, hours in rows:
        if day < period.first:
            report.before.add(sums)
            continue
        report.now.add(sums)
        report.days[day].add(sums)
        week = report.hours[day.weekday()]
        for hour, count in enumerate(hours):
            week[hour] += count


def _add_fresh(report: Report, period: Period, reach: Reach) -> None:
    only, chosen = reach.narrow("agent_id")
    rows = _rows(
        "SELECT (started_at AT TIME ZONE %s)::date,"  # noqa: S608 - text of our own
        f" extract(hour FROM started_at AT TIME ZONE %s)::int, {_COUNTED}"
        f" FROM conversation WHERE started_at >= %s AND started_at < %s AND NOT test{only} GROUP BY 1, 2",
        [period.zone, period.zone, list(SUCCESSFUL), *_fresh_span(period), *chosen],
    )
    for day, hour, *sums in rows:
        report.now.add(sums)
        report.days[day].add(sums)
        report.hours[day.weekday()][hour] += sums[0]


def _fresh_span(period: Period) -> tuple[datetime, datetime]:
    return period.start_of(max(period.fresh, period.first)), period.start_of(period.today + timedelta(days=1))


def _add_agents(report: Report, period: Period, reach: Reach) -> None:
    only, chosen = reach.narrow("agent_id")
    rows = _rows(
        "SELECT agent_id, sum(a)::bigint, sum(b)::bigint, sum(c)::bigint, sum(d)::bigint, sum(e)::bigint FROM ("  # noqa: S608 - text of our own
        " SELECT agent_id, sum(started) a, sum(ended) b, sum(succeeded) c, sum(response_ms_total) d,"
        " sum(response_count) e FROM insight_day"
        f" WHERE day >= %s AND day < %s AND agent_id <> %s{only} GROUP BY agent_id"
        f" UNION ALL SELECT agent_id, {_COUNTED} FROM conversation"
        f" WHERE started_at >= %s AND started_at < %s AND NOT test{only} GROUP BY agent_id"
        ") AS both_parts GROUP BY agent_id ORDER BY 2 DESC, agent_id LIMIT %s",
        [
            *(period.first, period.fresh, ALL_AGENTS, *chosen),
            *(list(SUCCESSFUL), *_fresh_span(period), *chosen, SHOWN_AGENTS),
        ],
    )
    for agent_id, *sums in rows:
        report.agents[agent_id] = Figures()
        report.agents[agent_id].add(sums)


def _add_languages(report: Report, period: Period, reach: Reach) -> None:
    """How many conversations each language was the last of, the most spoken first.

    Of closed days only those that have ended are rolled up: until then the language may change. Many never end.
    """
    only, chosen = reach.narrow("agent_id")
    first, (fresh, end) = period.start_of(period.first), _fresh_span(period)
    rows = _rows(
        "SELECT language, sum(count)::bigint FROM ("  # noqa: S608 - text of our own
        " SELECT key AS language, value::bigint AS count FROM insight_day, jsonb_each_text(languages)"
        " WHERE agent_id = ANY(%s) AND day >= %s AND day < %s"
        " UNION ALL SELECT language, count(*) FROM conversation WHERE status IN ('active', 'handed_off')"
        f" AND active_at >= %s AND started_at >= %s AND started_at < %s AND NOT test{only} GROUP BY language"
        " UNION ALL SELECT language, count(*) FROM conversation"
        f" WHERE started_at >= %s AND started_at < %s AND NOT test{only} GROUP BY language"
        ") AS both_parts GROUP BY language ORDER BY 2 DESC, language",
        [
            *(reach.rolled, period.first, period.fresh),
            # Nothing is active before it begins, but for another machine's clock: what the index of open ones is asked.
            *(first - timedelta(minutes=1), first, fresh, *chosen),
            *(fresh, end, *chosen),
        ],
    )
    report.languages = dict(rows)


def _add_responses(report: Report, period: Period, reach: Reach) -> None:
    rows = _rows(
        "SELECT day >= %s, bucket, sum(count)::bigint FROM insight_response WHERE agent_id = ANY(%s) AND day >= %s"
        " GROUP BY 1, 2",
        [period.first, reach.rolled, period.before],
    )
    for current, bucket, count in rows:
        (report.now if current else report.before).buckets[bucket] += count


def count_active_agents(reach: Reach) -> int:
    """How many agents take conversations."""
    only, chosen = reach.narrow("id")
    (row,) = _rows(
        f"SELECT count(*) FROM agent WHERE status = 'active'{only}",  # noqa: S608 - text of our own
        chosen,
    )
    return int(row[0])


def count_running(reach: Reach, moment: datetime) -> int:
    """How many conversations had something said in the last half hour and have not ended."""
    only, chosen = reach.narrow("agent_id")
    (row,) = _rows(
        "SELECT count(*) FROM conversation"  # noqa: S608 - text of our own
        " WHERE status IN ('active', 'handed_off') AND NOT test"
        f" AND active_at >= %s AND last_at >= %s{only}",
        [moment - RUNNING_FOR - timedelta(minutes=1), moment - RUNNING_FOR, *chosen],
    )
    return int(row[0])


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact worth showing. `agent_id` is None where none is concerned."""

    id: UUID
    kind: str
    at: datetime
    subject_id: UUID
    agent_id: UUID | None
    outcome: str


SHOWN_KINDS = (
    *("agent.created", "agent.published", "agent.paused", "agent.resumed", "agent.archived"),
    *("experiment.started", "experiment.stopped"),
    *("conversation.started", "conversation.ended", "conversation.handed_off", "conversation.taken_over"),
    *(
        "conversation.rated",
        "knowledge.indexed",
        "knowledge.failed",
        "provider.failing",
        "provider.recovered",
    ),
)
_LOOKED_THROUGH = 80


def read_activity(reach: Reach, moment: datetime, limit: int) -> list[Happening]:
    """The last things that happened within a week, newest first."""
    rows = _rows(
        "SELECT e.id, e.kind, e.at, e.subject_id, e.data ->> 'outcome' FROM ledger_event e"
        " WHERE e.at >= %s AND e.at <= %s AND e.kind = ANY(%s) ORDER BY e.at DESC, e.id DESC LIMIT %s",
        [moment - timedelta(days=7), moment, list(SHOWN_KINDS), _LOOKED_THROUGH],
    )
    agents = _agents_of([row[3] for row in rows if str(row[1]).startswith("conversation.")])
    found = []
    for identifier, kind, at, subject_id, outcome in rows:
        agent_id = subject_id if kind.startswith(("agent.", "experiment.")) else agents.get(subject_id)
        if reach.agent_ids is not None and agent_id not in reach.agent_ids:
            continue
        found.append(Happening(identifier, kind, at, subject_id, agent_id, outcome or ""))
    return found[:limit]


def _agents_of(conversation_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    return dict(
        _rows("SELECT id, agent_id FROM conversation WHERE id = ANY(%s)", [list(set(conversation_ids))])
    )
