"""Asking for real conversations to be held again, and setting what a draft must meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Stale
from centralita.kit.ids import to_text
from centralita.kit.intervals import Confidence
from centralita.ledger.events.hints import changed
from centralita.studio.agents.public import candidate, require_agent
from centralita.studio.proof.domain.drawing import draw
from centralita.studio.proof.models import PublishRule, Replay, ReplayTalk
from centralita.studio.proof.queries import get_replay, rule_of
from centralita.studio.proof.records import records

# What is drawn from: a busy agent's last weeks are enough.
MOST_DRAWN_FROM: Final = 5_000
# The strictest rule takes 657 to be met at all.
MOST_TALKS: Final = 700
_MOST_AT_ONCE: Final = 3
# What was said again is said in full: an agent's older replays make room.
_MOST_KEPT: Final = 30


class NothingToReplay(Conflict):
    """The agent had no conversations in these days. Data: `days`."""

    code = "nothing_to_replay"


class TooManyReplays(Conflict):
    """The organization has as many replays under way as it may. Data: `limit`."""

    code = "too_many_replays"


class ReplayIsOver(Conflict):
    """The replay has ended already."""

    code = "replay_is_over"


def start_replay(actor: Actor, agent_id: UUID, *, size: int, days: int, queued: bool = True) -> Replay:
    """Have real conversations of the last `days` held again with the draft as it is now.

    A worker holds them, unless the caller does so itself and says not `queued`.
    """
    require_agent(actor, agent_id)
    if Replay.objects.filter(state__in=["queued", "running"]).count() >= _MOST_AT_ONCE:
        raise TooManyReplays(limit=_MOST_AT_ONCE)
    wanted = candidate(actor, agent_id)
    population = records().drawable(agent_id, now() - timedelta(days=days), MOST_DRAWN_FROM)
    if not population:
        raise NothingToReplay(days=days)
    # The same ones each time: nobody draws again until the draw is a lucky one.
    drawn = draw(population, size, str(agent_id))
    replay = Replay.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent_id,
        blueprint_id=wanted.blueprint_id,
        draft_revision=wanted.draft_revision or 0,
        days=days,
        population=len(population),
        total=len(drawn),
        started_by=actor.user_id,
        started_by_name=actor.name,
    )
    ReplayTalk.objects.bulk_create(
        ReplayTalk(
            organization_id=actor.organization_id,
            replay_id=replay.id,
            conversation_id=each.id,
            position=position,
        )
        for position, each in enumerate(drawn)
    )
    forgotten = Replay.objects.filter(agent_id=agent_id).order_by("-id").values_list("id", flat=True)
    Replay.objects.filter(id__in=list(forgotten[_MOST_KEPT:])).delete()
    trail.record(
        actor,
        action="replay_start",
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        after={"replay": to_text("rpl", replay.id), "conversations": len(drawn), "days": days},
    )
    if queued:
        # By its name: the job itself leads to those who ask for it.
        job = app.configure_task("proof.replay")
        job.defer(organization_id=str(actor.organization_id), replay_id=str(replay.id))
    return replay


def cancel_replay(actor: Actor, replay_id: UUID) -> Replay:
    """Hold no more of a replay's conversations; what was found stays."""
    replay = get_replay(actor, replay_id, lock=True)
    if replay.state in ("done", "cancelled"):
        raise ReplayIsOver
    replay.state, replay.ended_at = "cancelled", now()
    replay.save()
    trail.record(
        actor,
        action="replay_cancel",
        subject_kind="agent",
        subject_id=to_text("agt", replay.agent_id),
        after={"replay": to_text("rpl", replay.id)},
    )
    changed(actor.organization_id, "replay", replay.id)
    return replay


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a draft must meet: scenarios that pass, at most this share (in percent) of conversations that end worse,
    the same behaviour in every language.
    """

    scenarios: bool
    replay: bool
    languages: bool
    most_worse: int
    confidence: Confidence
    lost: Sequence[str]


def set_rule(actor: Actor, agent_id: UUID, wanted: Wanted, *, seen: int | None) -> PublishRule:
    """Set what the agent's draft must meet before it goes live. Stale when it has moved on from revision `seen`."""
    require_agent(actor, agent_id)
    PublishRule.objects.select_for_update().filter(agent_id=agent_id).first()
    rule = rule_of(actor.organization_id, agent_id)
    if seen is not None and seen != rule.revision:
        raise Stale(actual=rule.revision, seen=seen)
    before, after = _told(rule), _as_told(wanted)
    if before == after and rule.revision:
        witness.nothing_changed()
        return rule
    rule.scenarios, rule.replay, rule.languages = wanted.scenarios, wanted.replay, wanted.languages
    rule.most_worse, rule.confidence = wanted.most_worse, wanted.confidence
    rule.lost = list(wanted.lost)
    rule.revision += 1
    rule.updated_by = actor.user_id
    rule.save()
    trail.record(
        actor,
        action="publish_rule_set",
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        before=before,
        after=after,
    )
    changed(actor.organization_id, "agent", agent_id)
    return rule


def _told(rule: PublishRule) -> dict[str, object]:
    return {
        "scenarios": rule.scenarios,
        "replay": rule.replay,
        "languages": rule.languages,
        "most_worse": rule.most_worse,
        "confidence": rule.confidence,
        "lost": rule.lost,
    }


def _as_told(wanted: Wanted) -> dict[str, object]:
    return {
        "scenarios": wanted.scenarios,
        "replay": wanted.replay,
        "languages": wanted.languages,
        "most_worse": wanted.most_worse,
        "confidence": wanted.confidence,
        "lost": list(wanted.lost),
    }
