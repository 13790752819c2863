"""Holding drawn conversations again: several side by side, each outside of any transaction, kept one by one."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.studio.language_models.asker import Usage
from centralita.studio.language_models.brake import Brake
from centralita.studio.proof.domain.following import RecordedCaller
from centralita.studio.proof.domain.recording import Recorded, read
from centralita.studio.proof.domain.standing import Standing
from centralita.studio.proof.means import RecordedMeans
from centralita.studio.proof.models import Replay, ReplayTalk
from centralita.studio.proof.records import records
from centralita.studio.scenarios.public import (
    WAITING,
    Opening,
    OwnMeans,
    Prepared,
    converse,
    ending,
    held_abreast,
    prepared,
    shown,
)
from centralita.studio.tools.public import only_reading

# What says nothing about how the caller would have fared.
_UNDECIDED: Final = ("never_told", "no_end", "cancelled")

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all conversations of a replay have in common."""

    organization_id: OrganizationId
    replay_id: UUID
    agent_id: UUID
    ready: Prepared
    reading: frozenset[str]
    brake: Brake


@dataclass(slots=True)
class _Again:
    """What a conversation came to when it was held again."""

    reason: str = ""
    was: Standing | None = None
    is_now: Standing | None = None
    talk: dict[str, Any] | None = None
    cost_micros: int = 0
    usage: Usage | None = None


def hold_replay(organization_id: OrganizationId, replay_id: UUID) -> None:
    """Hold what was not held yet, then end the replay. Opens its own transactions; safe to run again."""
    setting = _begin(organization_id, replay_id)
    if setting is None:
        return
    with tenant_scope(organization_id):
        waiting = list(
            ReplayTalk.objects.filter(replay_id=replay_id, ended_at=None)
            .order_by("position")
            .values_list("id", flat=True)
        )
    held_abreast(partial(_hold_one, setting), waiting, asks_model=setting.ready.model is not None)
    _end(setting)


def _begin(organization_id: OrganizationId, replay_id: UUID) -> _Setting | None:
    with tenant_scope(organization_id):
        replay = Replay.objects.select_for_update().filter(id=replay_id).first()
        if replay is None or replay.state in ("done", "cancelled"):
            return None
        if replay.state == "queued":
            replay.state = "running"
            replay.save()
            changed(organization_id, "replay", replay.id)
        ready = prepared(organization_id, replay.blueprint_id)
        return _Setting(organization_id, replay.id, replay.agent_id, ready, only_reading(), Brake(WAITING))


def _hold_one(setting: _Setting, talk_id: UUID) -> bool:
    """Hold one conversation again and keep what was found; whether the replay goes on."""
    with tenant_scope(setting.organization_id):
        row = ReplayTalk.objects.filter(id=talk_id).first()
        goes_on = Replay.objects.filter(id=setting.replay_id, state="running").exists()
        recorded = records().recorded(row.conversation_id) if row is not None else None
    if not goes_on:
        return False
    # Gone meanwhile with its conversation: there is nothing to keep.
    if row is not None and recorded is not None:
        _keep(setting, row, _again(setting, recorded))
    return True


def _again(setting: _Setting, recorded: Recorded) -> _Again:
    recording = read(recorded)
    then = _deeds(setting, ((each.tool, each.returned.ok) for each in recording.calls))
    found = _Again(was=replace(recording.standing, deeds=then))
    with OwnMeans(
        setting.organization_id, setting.ready.model, setting.ready.stand_ins, setting.brake
    ) as own:
        means = RecordedMeans(recording, own, on_phone=recorded.channel == "voice")
        opening = Opening(
            recorded.at,
            "voice" if recorded.channel == "voice" else "chat",
            recording.language if recording.language in setting.ready.blueprint.languages else None,
            recorded.given,
            recorded.seed,
        )
        try:
            talk = converse(
                setting.ready.blueprint,
                opening,
                RecordedCaller(recording.said, leaves=recording.left),
                means,
                someone_comes=not recording.nobody_came,
                cancelled=lambda: bool(means.missing or means.failed),
            )
        except AppError as error:
            log.warning("replay_failed", replay=str(setting.replay_id), error=repr(error))
            found.reason = error.code
        else:
            found.reason = _undecided(means, talk.stopped)
            now_done = _deeds(setting, ((use.tool, use.ok) for use in talk.tools))
            found.is_now = Standing(ending(talk), talk.outcome, talk.unanswered, now_done)
            found.talk = {**shown(talk), "missing": means.missing}
            found.cost_micros = talk.cost_micros
        found.usage = own.usage
    return found


def _deeds(setting: _Setting, calls: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """Of calls, and whether they worked, the tools that did something."""
    return tuple(sorted({tool for tool, worked in calls if worked} - setting.reading))


def _undecided(means: RecordedMeans, stopped: str) -> str:
    """Why it says nothing about how the caller would have fared; "" when it does."""
    if means.missing:
        return "not_recorded"
    if means.failed:
        return "model_failed"
    return stopped if stopped in _UNDECIDED else ""


def _keep(setting: _Setting, row: ReplayTalk, found: _Again) -> None:
    with tenant_scope(setting.organization_id):
        # Updated, never inserted again: the conversation may have been deleted while it was held.
        ReplayTalk.objects.filter(id=row.id).update(
            reason=found.reason,
            was=asdict(found.was) if found.was else {},
            is_now=asdict(found.is_now) if found.is_now else {},
            talk=found.talk or {},
            cost_micros=found.cost_micros,
            ended_at=now(),
        )
        if found.usage is not None:
            append(
                system_actor(setting.organization_id, "replays"),
                setting.replay_id,
                found.usage.fact(setting.agent_id),
            )
        changed(setting.organization_id, "replay", setting.replay_id)


def _end(setting: _Setting) -> None:
    with tenant_scope(setting.organization_id):
        if not ReplayTalk.objects.filter(replay_id=setting.replay_id, ended_at=None).exists():
            Replay.objects.filter(id=setting.replay_id, state="running").update(state="done", ended_at=now())
            changed(setting.organization_id, "replay", setting.replay_id)
