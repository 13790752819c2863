"""Counting conversations as facts about them arrive, and ending what is decided. Inside the organization's scope.

What a conversation came to is read from itself, so that a fact which comes twice or late changes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import MalformedId, from_text
from centralita.ledger.events.consumers import ReadEvent
from centralita.ledger.events.hints import changed
from centralita.studio.experiments.actions.end import end
from centralita.studio.experiments.domain.design import Came, Design, Goal, values_of
from centralita.studio.experiments.domain.history import with_point
from centralita.studio.experiments.domain.judgement import Standing, judge
from centralita.studio.experiments.domain.sums import ARMS, Values, exchange
from centralita.studio.experiments.models import Experiment, ExperimentEntry
from centralita.studio.experiments.queries import design_of, sums_of
from centralita.studio.proof.public import LOST

# Whoever has not written for so long has left.
_LEFT_AFTER: Final = timedelta(hours=6)
_MOST_DUE: Final = 500
_DAY: Final = timedelta(days=1)
# What went wrong on the agent's side, whatever came of the conversation.
FAILURES: Final = frozenset({"tool.failed", "model.failed", "conversation.stuck"})
COUNTED: Final = FAILURES | {"conversation.ended", "conversation.rated", "conversation.handed_off"}
# Plain SQL: conversations and calls live in a room above this one.
_TALKS: Final = (
    "SELECT c.id, c.status, c.outcome, c.handed_off_at IS NOT NULL, c.csat, c.cost_micros, c.active_at,"
    " (SELECT l.contact_id FROM call l WHERE l.conversation_id = c.id LIMIT 1)"
    " FROM conversation c WHERE c.id = ANY(%s)"
)

_CONTACTS: Final = (
    "SELECT conversation_id, contact_id FROM call WHERE conversation_id = ANY(%s) AND contact_id IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class _Talk:
    status: str
    outcome: str
    person_called: bool
    csat: int | None
    cost_micros: int
    active_at: datetime
    contact_id: UUID | None


def take_in(actor: Actor, events: Sequence[ReadEvent]) -> None:
    """Count what a batch of facts tells of running experiments, and end those that it decides."""
    _enter(actor, [event for event in events if event.kind == "conversation.started"])
    concerned = {event.subject_id for event in events if event.kind in COUNTED}
    concerned |= {event.subject_id for event in events if event.data.get("experiment_id")}
    stays = _merged([event for event in events if event.kind == "lead.merged"])
    reached = _reached([event for event in events if event.kind == "lead.stage_changed"], stays)
    reached |= _used([event for event in events if event.kind == "tool.called"])
    failed = {event.subject_id for event in events if event.kind in FAILURES}
    _count(actor, concerned | reached, failed=failed, reached=reached)


def settle_due(actor: Actor) -> int:
    """Look again at conversations of which nothing was heard for a while; how many."""
    due = ExperimentEntry.objects.filter(due_at__lt=now()).order_by("due_at")
    ids = set(due.values_list("conversation_id", flat=True)[:_MOST_DUE])
    _count(actor, ids)
    return len(ids)


def judge_running(actor: Actor) -> None:
    """End what is decided by time alone, and note where each experiment stands."""
    for row in Experiment.objects.select_for_update(no_key=True).filter(state="running").order_by("id"):
        _judge(actor, row)


def _enter(actor: Actor, events: Iterable[ReadEvent]) -> None:
    """Write down who takes part from now on."""
    rows = []
    running: dict[UUID, datetime | None] = {}
    for event in events:
        experiment_id, arm, person = (event.data.get(name) for name in ("experiment_id", "arm", "person"))
        if not (isinstance(experiment_id, str) and arm in ARMS and isinstance(person, str)):
            continue
        try:
            identifier = from_text("exp", experiment_id)
        except MalformedId:
            continue
        if identifier not in running:
            found = Experiment.objects.filter(id=identifier).values_list("started_at", flat=True)
            running[identifier] = found.first()
        if running[identifier] is None:
            continue
        rows.append(
            ExperimentEntry(
                organization_id=actor.organization_id,
                experiment_id=identifier,
                conversation_id=event.subject_id,
                arm=arm,
                person=person[:32],
                at=event.at,
                due_at=event.at + _LEFT_AFTER,
            )
        )
    # A conversation that was erased meanwhile has no place any more.
    there = set(_talks([row.conversation_id for row in rows]))
    ExperimentEntry.objects.bulk_create(
        [row for row in rows if row.conversation_id in there], ignore_conflicts=True
    )


def _merged(events: Sequence[ReadEvent]) -> dict[UUID, UUID]:
    """Let what was held with a contact that went into another one be that one's; by the one that is gone."""
    stays: dict[UUID, UUID] = {}
    for event in events:
        gone = from_text("con", str(event.data["other_id"]))
        ExperimentEntry.objects.filter(contact_id=gone).update(contact_id=event.subject_id)
        stays = {old: event.subject_id if new == gone else new for old, new in stays.items()}
        stays[gone] = event.subject_id
    return stays


def _reached(events: Sequence[ReadEvent], stays: Mapping[UUID, UUID]) -> set[UUID]:
    """The conversations whose contacts reached just now what is counted of them, under whichever name."""
    moved: defaultdict[UUID, list[ReadEvent]] = defaultdict(list)
    for event in events:
        moved[stays.get(event.subject_id, event.subject_id)].append(event)
    if not moved:
        return set()
    entries = ExperimentEntry.objects.filter(contact_id__in=moved, due_at__isnull=False, reached=False)
    goals: dict[UUID, Goal] = {}
    found: set[UUID] = set()
    for entry in entries:
        goal = goals.get(entry.experiment_id)
        if goal is None:
            goal = goals[entry.experiment_id] = design_of(Experiment.objects.get(id=entry.experiment_id)).goal
        until = entry.at + goal.days * _DAY
        assert entry.contact_id is not None
        if goal.comes_later and any(
            event.data.get("after") == goal.stage and entry.at <= event.at <= until
            for event in moved[entry.contact_id]
        ):
            found.add(entry.conversation_id)
    return found


def _used(events: Sequence[ReadEvent]) -> set[UUID]:
    """The conversations whose success is a tool's work, which it did just now: in them, or in their contacts' later."""
    used: defaultdict[UUID, list[ReadEvent]] = defaultdict(list)
    for event in events:
        used[event.subject_id].append(event)
    if not used:
        return set()
    by_contact: defaultdict[UUID, list[ReadEvent]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_CONTACTS, [list(used)])
        for conversation_id, contact_id in cursor.fetchall():
            by_contact[contact_id] += used[conversation_id]
    entries = ExperimentEntry.objects.filter(
        Q(conversation_id__in=used) | Q(contact_id__in=by_contact), reached=False
    )
    goals: dict[UUID, Goal] = {}
    found: set[UUID] = set()
    for entry in entries:
        goal = goals.get(entry.experiment_id)
        if goal is None:
            goal = goals[entry.experiment_id] = design_of(Experiment.objects.get(id=entry.experiment_id)).goal
        until = entry.at + goal.days * _DAY
        later = by_contact.get(entry.contact_id, []) if entry.contact_id else []
        counting = [
            *used.get(entry.conversation_id, []),
            *(event for event in later if entry.at <= event.at <= until),
        ]
        if goal.kind == "tool" and any(event.data.get("tool") == goal.tool for event in counting):
            found.add(entry.conversation_id)
    return found


def _count(
    actor: Actor, ids: set[UUID], *, failed: Collection[UUID] = (), reached: Collection[UUID] = ()
) -> None:
    """Count these conversations as they stand now, those that take part in an experiment."""
    if not ids:
        return
    taking_part = ExperimentEntry.objects.filter(conversation_id__in=ids)
    # In one order, so that two who count wait for each other and never in a circle.
    for experiment_id in sorted(set(taking_part.values_list("experiment_id", flat=True))):
        # No key: a conversation that begins points to the row, and waits for nobody who counts.
        row = Experiment.objects.select_for_update(no_key=True).filter(id=experiment_id).first()
        if row is None:
            continue
        # Read only now: nobody else counts in it until this transaction is over.
        entries = list(taking_part.filter(experiment_id=experiment_id))
        for entry in entries:
            entry.failed = entry.failed or entry.conversation_id in failed
            entry.reached = entry.reached or entry.conversation_id in reached
        _count_in(row, entries, _talks([entry.conversation_id for entry in entries]))
        if row.state == "running":
            _judge(actor, row)
        else:
            row.save()
        changed(actor.organization_id, "experiment", row.id)


def _count_in(row: Experiment, entries: Sequence[ExperimentEntry], talks: dict[UUID, _Talk]) -> None:
    """Exchange these conversations for what they are now, person by person."""
    design = design_of(row)
    people = {entry.person for entry in entries}
    before: defaultdict[tuple[str, str], dict[UUID, Values]] = defaultdict(dict)
    # Without values it is not counted yet.
    kept = ExperimentEntry.objects.filter(experiment_id=row.id, person__in=people).exclude(values={})
    for identifier, arm, person, values in kept.values_list("conversation_id", "arm", "person", "values"):
        before[arm, person][identifier] = values
    after = {who: dict(talked) for who, talked in before.items()}
    moment = now()
    for entry in entries:
        who = entry.arm, entry.person
        talk = talks.get(entry.conversation_id)
        if talk is None:
            entry.due_at = None
            continue
        _update(entry, design, talk, moment)
        after.setdefault(who, {})[entry.conversation_id] = entry.values
    sums = sums_of(row)
    for arm in ARMS:
        exchange(
            sums[arm],
            [list(talked.values()) for who, talked in before.items() if who[0] == arm],
            [list(talked.values()) for who, talked in after.items() if who[0] == arm],
        )
    row.sums = {arm: sums[arm].told() for arm in ARMS}
    ExperimentEntry.objects.bulk_update(
        entries, ["contact_id", "due_at", "reached", "failed", "values"], batch_size=200
    )


def _update(entry: ExperimentEntry, design: Design, talk: _Talk, moment: datetime) -> None:
    over = talk.status == "ended"
    quiet_from = talk.active_at + _LEFT_AFTER
    entry.contact_id = entry.contact_id or talk.contact_id
    settled = over or moment >= quiet_from
    due = None if settled else quiet_from
    if design.goal.comes_later:
        ripe_at = entry.at + design.goal.days * _DAY
        settled = settled and moment >= ripe_at
        due = None if settled else max(ripe_at, due or ripe_at)
    entry.due_at = due
    entry.values = values_of(
        design.goal,
        Came(
            settled=settled,
            over=over,
            outcome=talk.outcome,
            person_called=talk.person_called,
            csat=talk.csat,
            cost_micros=talk.cost_micros,
            failed=entry.failed,
            reached=entry.reached if entry.contact_id or design.goal.kind == "tool" else None,
            lost=frozenset(LOST),
        ),
    )


def standing_of(row: Experiment) -> Standing:
    """What is known of an experiment at this moment."""
    until = row.ended_at or now()
    days = (until - row.started_at) / _DAY if row.started_at else 0.0
    return judge(design_of(row), sums_of(row), days)


def _judge(actor: Actor, row: Experiment) -> None:
    found = standing_of(row)
    sums = sums_of(row)
    over = found.ending is not None
    row.points = with_point(row.points, now(), sums["a"], sums["b"], found.difference, always=over)
    if found.ending is None:
        row.save()
        return
    end(actor, row, found.ending, guard=found.broken.kind if found.broken else "")


def _talks(ids: Sequence[UUID]) -> dict[UUID, _Talk]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TALKS, [list(ids)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return {row[0]: _Talk(*row[1:]) for row in rows}
