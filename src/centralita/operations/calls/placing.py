"""Placing a call: claimed in one transaction, dialled outside of any, and what came of it kept in another.

Killed between any two of these, the call is never dialled again: from the claim on, only the platform can say whether
it dialled, and it is asked.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.organizations.dialling import hold_switch, stop_of
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.hints import changed
from centralita.operations.calls.domain.words import Placing
from centralita.operations.calls.finishing import end_by_us
from centralita.operations.calls.keeping import call_of
from centralita.operations.calls.models import Call
from centralita.operations.calls.queueing import queue_place, queue_stop
from centralita.operations.calls.rerouting import reroute
from centralita.operations.calls.routing import PAUSED
from centralita.operations.calls.traffic import (
    ACCOUNT_ERRORS,
    after_pause,
    paused_until,
    platform_answered,
    platform_failed,
)
from centralita.operations.compliance.public import is_barred
from centralita.operations.numbers.public import caller_ids
from centralita.providers.voice.calls import CallOrder, CallSnapshot, CallStatus, Ending, Placed
from centralita.providers.voice.catalogue import RemoteNumber
from centralita.providers.voice.errors import (
    VoiceBusy,
    VoiceError,
    VoiceRefused,
    VoiceThingMissing,
    VoiceUnavailable,
    VoiceUnsupported,
)
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.deployments.public import variable_name
from centralita.studio.voice_accounts.inbox import look_again
from centralita.studio.voice_accounts.public import provider_of

_NUMBERS_KEPT: Final = 60.0
# Numbers seldom change; what is no longer there is refused by the platform before it dials.
_NUMBERS_TRUSTED: Final = timedelta(days=1)
_BUSY_PAUSE: Final = timedelta(seconds=15)
_FIRST_LOOK: Final = timedelta(seconds=5)
# The platform said that it did nothing: then it certainly did not dial. All else may have.
_CERTAIN: Final = (VoiceRefused, VoiceThingMissing, VoiceUnsupported, *ACCOUNT_ERRORS)
_ENDINGS: Final = {
    "no_free_line": Ending.NO_FREE_LINE,
    "invalid_number": Ending.INVALID_NUMBER,
    "blocked": Ending.BLOCKED,
    "no_credit": Ending.NO_CREDIT,
}
_numbers: dict[UUID, tuple[float, tuple[RemoteNumber, ...]]] = {}

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Task:
    """A call that is to be dialled, and where."""

    actor: Actor
    call_id: UUID
    account_id: UUID
    provider: VoiceProvider
    from_number: str
    to_number: str
    agent_id: str


def place(organization_id: OrganizationId, call_id: UUID) -> None:
    """Have the platform dial, once. Does nothing for a call that was dialled, or may have been."""
    task = _look(organization_id, call_id)
    if task is None:
        return
    try:
        number = _caller(task)
    except VoiceError as error:
        # Nothing has been asked of the platform but its numbers.
        _keep_failure(task, error, certain=True)
        return
    order = _claim(task, number)
    if order is None:
        return
    try:
        placed = task.provider.place_call(order)
    except VoiceError as error:
        _keep_failure(task, error, certain=isinstance(error, (*_CERTAIN, VoiceBusy)))
        return
    _keep_placed(task, placed)


def _look(organization_id: OrganizationId, call_id: UUID) -> _Task | None:
    actor = system_actor(organization_id, "calls")
    with tenant_scope(organization_id):
        call = Call.objects.select_for_update().filter(id=call_id, placing=Placing.WAITING).first()
        if call is None or CallStatus(call.status).ended:
            return None
        if call.deadline_at is not None and call.deadline_at < now():
            end_by_us(actor, call, CallStatus.FAILED, evidence="us", error="call_waited_too_long")
            return None
        provider = provider_of(call.account_id) if call.account_id else None
        if provider is None or call.account_id is None:
            if not reroute(actor, call, "call_account_gone"):
                end_by_us(actor, call, CallStatus.FAILED, evidence="us", error="call_account_gone")
            return None
        until = paused_until(call.account_id)
        if until is not None:
            if not reroute(actor, call, PAUSED):
                _wait(call, after_pause(until))
            return None
        return _Task(
            actor,
            call.id,
            call.account_id,
            provider,
            call.from_number,
            call.to_number,
            call.provider_agent_id,
        )


def _wait(call: Call, until: datetime) -> None:
    """Try again later; the caller's transaction."""
    call.check_at = until + timedelta(seconds=30)
    call.save(update_fields=["check_at"])
    queue_place(call.organization_id, call.id, at=until)


def _caller(task: _Task) -> RemoteNumber:
    """The account's own number that will show: the wanted one, the agent's, one of the same country, any."""
    numbers = _known(task) or _listed(task)
    able = [each for each in numbers if each.can_call]
    if task.from_number:
        able = [each for each in able if each.number == task.from_number]
    if not able:
        _numbers.pop(task.account_id, None)
        raise VoiceRefused(platform="", reason="from_number")
    return max(able, key=lambda each: (each.inbound_agent == task.agent_id, _common(each, task.to_number)))


def _known(task: _Task) -> tuple[RemoteNumber, ...]:
    """The numbers as they were listed for the organization lately; none where the wanted one is not among them."""
    listed = _numbers.get(task.account_id)
    if listed is not None and time.monotonic() - listed[0] <= _NUMBERS_KEPT:
        return ()  # fresher than that
    with tenant_scope(task.actor.organization_id):
        known = caller_ids(task.account_id)
    since = now() - _NUMBERS_TRUSTED
    own = tuple(
        RemoteNumber(each.remote_id, each.number, each.label, each.inbound_agent)
        for each in known
        if each.verified_at is not None and each.verified_at > since
    )
    if task.from_number and all(each.number != task.from_number for each in own):
        return ()
    return own


def _listed(task: _Task) -> tuple[RemoteNumber, ...]:
    """The numbers as the platform lists them, kept for a while."""
    kept = _numbers.get(task.account_id)
    if kept is None or time.monotonic() - kept[0] > _NUMBERS_KEPT:
        kept = (time.monotonic(), tuple(task.provider.list_numbers()))
        _numbers[task.account_id] = kept
    return kept[1]


def _common(number: RemoteNumber, other: str) -> int:
    same = 0
    for mine, theirs in zip(number.number, other, strict=False):
        if mine != theirs:
            break
        same += 1
    return min(same, 4)


def _claim(task: _Task, number: RemoteNumber) -> CallOrder | None:
    """Take the call for this process alone. From here on it counts as dialled until the platform says otherwise."""
    moment = now()
    with tenant_scope(task.actor.organization_id):
        hold_switch()
        waiting = Call.objects.select_for_update().filter(id=task.call_id, placing=Placing.WAITING).first()
        if waiting is not None and stop_of(waiting.organization_id) is not None:
            end_by_us(task.actor, waiting, CallStatus.CANCELLED, evidence="us", error="dialling_stopped")
            return None
        if waiting is not None and is_barred(waiting.organization_id, waiting.to_number, topic=waiting.topic):
            # They asked for no more calls after this one was allowed, and before it was dialled.
            end_by_us(task.actor, waiting, CallStatus.CANCELLED, evidence="us", error="call_refused")
            return None
        claimed = Call.objects.filter(
            id=task.call_id,
            placing=Placing.WAITING,
            status__in=[CallStatus.QUEUED.value, CallStatus.INITIATING.value],
        ).update(
            status=CallStatus.INITIATING.value,
            placing=Placing.CLAIMED,
            from_number=number.number,
            placed_at=moment,
            check_at=moment + _FIRST_LOOK,
            checks=0,
            error="",
            updated_at=moment,
        )
        if not claimed:
            return None
        call = Call.objects.get(id=task.call_id)
        changed(task.actor.organization_id, "call", call.id)
    # Our brain reads them under their own names; a platform's model under those that it can take.
    native = call.conversation_id is None
    return CallOrder(
        our_call=call.id,
        agent_id=call.provider_agent_id,
        from_number=number.number,
        from_number_id=number.id,
        to_number=call.to_number,
        version=call.provider_version,
        variables={
            variable_name(name) if native else name: str(value) for name, value in call.variables.items()
        },
    )


def _keep_placed(task: _Task, placed: Placed) -> None:
    with tenant_scope(task.actor.organization_id):
        call = Call.objects.select_for_update().filter(id=task.call_id).first()
        if call is None:
            return
        platform_answered(task.actor, task.account_id)
        if call.placing == Placing.CLAIMED:
            call.placing = Placing.PLACED
        if placed.call_id and not call.platform_call_id:
            told = CallSnapshot(call_id=placed.call_id, status=CallStatus.INITIATING)
            twin = call_of(task.account_id, told)
            if twin is None:
                call.platform_call_id = placed.call_id
                look_again(task.account_id, placed.call_id)
            elif twin.id != call.id:
                # The platform gives one id to two of ours: shown, never papered over.
                log.error("call_id_twice", call=str(call.id), other=str(twin.id))
        call.save(update_fields=["placing", "platform_call_id"])
        changed(call.organization_id, "call", call.id)
        if call.stop_asked_at is not None and not CallStatus(call.status).ended:
            queue_stop(call.organization_id, call.id)


def _keep_failure(task: _Task, error: VoiceError, *, certain: bool) -> None:
    with tenant_scope(task.actor.organization_id):
        call = Call.objects.select_for_update().filter(id=task.call_id).first()
        if call is None:
            return
        if isinstance(error, (VoiceUnavailable, VoiceBusy, *ACCOUNT_ERRORS)):
            until = platform_failed(task.actor, task.account_id, error)
        else:
            until = now() + _BUSY_PAUSE
        # A webhook may have been quicker than the answer: then it is known that the platform dialled.
        if CallStatus(call.status).ended or call.platform_call_id:
            return
        if not certain:
            call.error = "call_in_doubt"
            call.save(update_fields=["error"])
            changed(call.organization_id, "call", call.id)
            return
        if _elsewhere(error) and reroute(task.actor, call, _told(error)):
            return
        if _for_later(error) and (call.deadline_at is None or until < call.deadline_at):
            call.placing = Placing.WAITING
            call.error = error.code
            call.tries += 1
            call.save(update_fields=["placing", "error", "tries"])
            _wait(call, after_pause(until))
            return
        reason = str(error.data.get("reason") or "")
        end_by_us(
            task.actor,
            call,
            CallStatus.FAILED,
            evidence="placing",
            ending=_ENDINGS.get(reason, Ending.PLATFORM_FAILED),
            never_dialled=True,
            error=_told(error),
        )


def _elsewhere(error: VoiceError) -> bool:
    """Whether another account may well dial what this one did not."""
    if isinstance(error, (VoiceBusy, VoiceUnavailable, VoiceThingMissing, VoiceUnsupported, *ACCOUNT_ERRORS)):
        return True
    return error.data.get("reason") in {"no_free_line", "from_number", "no_credit"}


def _told(error: VoiceError) -> str:
    reason = error.data.get("reason")
    return (f"{error.code}.{reason}" if reason else error.code)[:60]


def _for_later(error: VoiceError) -> bool:
    """Whether the platform may dial a little later what it does not dial now."""
    return isinstance(error, VoiceBusy | VoiceUnavailable) or error.data.get("reason") == "no_free_line"
