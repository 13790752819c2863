"""What is known of a call, between its rows and the pure merge."""

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId, new_id
from centralita.kit.money import Money
from centralita.kit.phone import PhoneInvalid
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import CallReconciled, TranscriptCompleted
from centralita.operations.calls.domain.merge import CallRecord, Source, apply
from centralita.operations.calls.domain.outcome import outcome_of, wants_no_calls
from centralita.operations.calls.domain.patience import GUESSES, next_check
from centralita.operations.calls.domain.words import Evidence, Outcome, Placing, RecordingStatus
from centralita.operations.calls.erasing import empty
from centralita.operations.calls.finishing import free_money, settle_money
from centralita.operations.calls.lines import count_line, give_line
from centralita.operations.calls.models import Call, CallCostLine, CallUtterance
from centralita.operations.calls.ports import UsageLine
from centralita.operations.calls.queueing import queue_insights, queue_recording
from centralita.operations.calls.telling import tell_steps
from centralita.operations.compliance.public import record_opt_out
from centralita.operations.conversations.public import (
    FinishedTalk,
    Line,
    begun_for_tools,
    conversation_of_call,
    keep_talk,
)
from centralita.providers.voice.calls import CallSnapshot, CallStatus, CostLine, Ending, Utterance
from centralita.studio.language_models.public import has_model

_SAME: Final = (
    *("platform_call_id", "platform_reason", "from_number", "to_number", "ringing_at", "answered_at"),
    *("ended_at", "duration_seconds", "summary", "sentiment", "successful", "cost_final", "latency"),
    *("collected", "evidence"),
)
_LONGEST: Final = {"platform_call_id": 120, "platform_reason": 120, "from_number": 40, "to_number": 40}
_LONGEST_SUMMARY: Final = 20_000


def record_of(call: Call) -> CallRecord:
    """What is known of a call."""
    said = CallUtterance.objects.filter(call_id=call.id).order_by("position")
    cost = CallCostLine.objects.filter(call_id=call.id).order_by("position")
    return CallRecord(
        status=CallStatus(call.status),
        guessed=call.error in GUESSES,
        ending=Ending(call.ending) if call.ending else None,
        transcript=tuple(
            Utterance(each.role, each.text, each.at, each.ends, each.confidence)  # type: ignore[arg-type]
            for each in said
        ),
        transcript_final=call.transcript_status == "completed",
        cost=tuple(CostLine(each.item, Money(each.micros, each.currency)) for each in cost),
        has_recording=call.recording_status != RecordingStatus.NONE,
        verified=frozenset(call.verified),
        **{name: getattr(call, name) for name in _SAME},
    )


def keep_told(actor: Actor, call: Call, told: Iterable[CallSnapshot], source: Source) -> bool:
    """Apply what the platform told to a locked call, with everything that follows from it; whether it changed."""
    known = merged = record_of(call)
    for snapshot in told:
        merged = apply(merged, _fitting(snapshot), source)
    if merged == known:
        return False
    moment = now()
    before, came_of_it = CallStatus(call.status), call.outcome
    resurrected = known.guessed and not merged.guessed
    doubted = call.placing == Placing.CLAIMED and not known.platform_call_id
    _write(call, known, merged, moment)
    if resurrected:
        call.error = ""
        if not merged.status.ended and not call.holds_line and call.account_id is not None:
            count_line(OrganizationId(actor.organization_id), call.account_id)
            call.holds_line = True
        # What we concluded was told as its end: the facts go on from there.
        append(actor, call.id, CallReconciled(before=before.value, after=call.status))
    elif doubted and source == "asked":
        append(actor, call.id, CallReconciled(before="in_doubt", after=call.status))
    if call.error in {"call_in_doubt", "call_unconfirmed"}:
        call.error = ""
    _follow_end(call, known, merged)
    _heed(call, known, merged, came_of_it)
    if merged.transcript_status == "completed" and call.erased_at is None:
        _keep_talk(actor, call, merged)
    call.checks = 0
    call.check_at = None if merged.complete else next_check(merged.status, 0, moment)
    call.updated_at = moment
    if call.erased_at is not None and merged.status.ended:
        empty([call])
    call.save()
    tell_steps(actor, call, CallStatus.QUEUED if resurrected else before)
    if merged.transcript_status == "completed" and known.transcript_status != "completed":
        append(actor, call.id, TranscriptCompleted(utterances=len(merged.transcript)))
        if merged.transcript and call.erased_at is None and has_model(call.organization_id):
            queue_insights(call.organization_id, call.id)
    changed(actor.organization_id, "call", call.id)
    return True


def _write(call: Call, known: CallRecord, merged: CallRecord, moment: datetime) -> None:
    for name in _SAME:
        setattr(call, name, getattr(merged, name))
    call.status = merged.status.value
    call.ending = "" if merged.ending is None else merged.ending.value
    call.verified = sorted(merged.verified)
    if merged.status.rank > CallStatus.INITIATING.rank and call.ringing_at is None:
        call.ringing_at = merged.answered_at or moment
    if merged.status is CallStatus.IN_PROGRESS and call.answered_at is None:
        call.answered_at = moment
    if merged.status.ended and call.ended_at is None:
        call.ended_at = moment
    if call.placing in (Placing.CLAIMED, Placing.WAITING) and merged.platform_call_id:
        call.placing = Placing.PLACED
    call.transcript_status = merged.transcript_status
    call.confidence = merged.confidence
    call.utterances = len(merged.transcript)
    if merged.transcript != known.transcript:
        _write_transcript(call, known.transcript, merged.transcript)
    if merged.cost != known.cost:
        _write_cost(call, merged.cost)
    if call.outcome_by is None:
        call.outcome = outcome_of(
            merged.status, merged.ending, answered=call.answered_at is not None, collected=merged.collected
        )
        if merged.status.ended and wants_no_calls(merged.transcript, merged.ending):
            call.outcome = Outcome.OPTED_OUT.value


def _write_transcript(call: Call, old: tuple[Utterance, ...], new: tuple[Utterance, ...]) -> None:
    grew = new[: len(old)] == old
    first = len(old) if grew else 0
    if not grew:
        CallUtterance.objects.filter(call_id=call.id).delete()
    CallUtterance.objects.bulk_create(
        CallUtterance(
            id=new_id(),
            organization_id=call.organization_id,
            call_id=call.id,
            position=position,
            role=each.role,
            text=each.text,
            at=each.at,
            ends=each.ends,
            confidence=each.confidence,
        )
        for position, each in enumerate(new[first:], start=first)
    )


def _write_cost(call: Call, lines: tuple[CostLine, ...]) -> None:
    CallCostLine.objects.filter(call_id=call.id).delete()
    CallCostLine.objects.bulk_create(
        CallCostLine(
            id=new_id(),
            organization_id=call.organization_id,
            call_id=call.id,
            position=position,
            item=each.item[:120],
            micros=each.money.micros,
            currency=each.money.currency,
        )
        for position, each in enumerate(lines)
    )
    call.cost_currency = lines[0].money.currency if lines else ""
    call.cost_micros = sum(each.money.micros for each in lines) if lines else None


def _follow_end(call: Call, known: CallRecord, merged: CallRecord) -> None:
    if not merged.status.ended:
        return
    give_line(call)
    if merged.cost:
        if merged.cost != known.cost or merged.cost_final != known.cost_final or not known.status.ended:
            settle_money(call, [UsageLine(each.item, each.money) for each in merged.cost])
    elif merged.cost_final:
        free_money(call)
    if merged.has_recording and call.recording_status == RecordingStatus.NONE:
        call.recording_status = RecordingStatus.PENDING
        queue_recording(call.organization_id, call.id)


def _heed(call: Call, known: CallRecord, merged: CallRecord, came_of_it: str) -> None:
    """Who wants no more calls gets none, as soon as we are told: what our engine hears in its own talks is heard in
    those of a platform's brain, too.
    """
    number = other_number(call)
    if merged.transcript != known.transcript and wants_no_calls(merged.transcript, merged.ending):
        topic = ""
    elif call.outcome == Outcome.OPTED_OUT and came_of_it != Outcome.OPTED_OUT:
        topic = call.topic
    else:
        return
    with contextlib.suppress(PhoneInvalid):
        record_opt_out(OrganizationId(call.organization_id), number, "speech", topic=topic)


def _keep_talk(actor: Actor, call: Call, merged: CallRecord) -> None:
    """A talk that the platform's own brain held is a conversation like any other, and goes on from its tools."""
    begun = call.conversation_id
    if begun is not None and not begun_for_tools(begun):
        return
    began = call.answered_at or call.ringing_at or call.created_at
    lines = [
        Line(
            "agent" if each.role == "agent" else "visitor",
            each.text,
            began + timedelta(seconds=each.at or 0.0),
        )
        for each in merged.transcript
        if each.role in ("agent", "callee")
    ]
    if call.version_id is None or not lines:
        return
    held = None
    if begun is None and call.account_id is not None:
        held = conversation_of_call(call.account_id, call.platform_call_id)
    if held is not None:
        # Our own brain held it: it is there already.
        call.conversation_id = held
        return
    call.conversation_id = keep_talk(
        actor,
        FinishedTalk(
            version_id=call.version_id,
            lines=lines,
            started_at=began,
            ended_at=call.ended_at or lines[-1].at,
            outcome=call.outcome,
            cost_micros=call.cost_micros or 0,
            currency=call.cost_currency or "USD",
            variables=dict(merged.collected),
        ),
        begun,
    )


def other_number(call: Call) -> str:
    """The number of whoever is at the other end."""
    return call.from_number if call.direction == "inbound" else call.to_number


def guess_end(actor: Actor, call: Call, error: str, evidence: Evidence) -> None:
    """Take a call for failed that nobody knows of: what was set aside for it is free. The platform may know better."""
    before = CallStatus(call.status)
    call.status, call.error, call.evidence = CallStatus.FAILED.value, error, evidence
    call.ended_at = now()
    call.ending = Ending.UNKNOWN.value
    if call.transcript_status in ("pending", "processing"):
        call.transcript_status = "failed"
    call.check_at = None
    give_line(call)
    free_money(call)
    call.updated_at = now()
    call.save()
    append(actor, call.id, CallReconciled(before=before.value, after=call.status))
    tell_steps(actor, call, before)


def call_of(account_id: UUID, told: CallSnapshot, *, lock: bool = True) -> Call | None:
    """The call that a snapshot is about, by our id or by the platform's."""
    rows = Call.objects.select_for_update() if lock else Call.objects.all()
    if told.our_call is not None:
        found = rows.filter(id=told.our_call, account_id=account_id).first()
        if found is not None:
            return found
    return rows.filter(account_id=account_id, platform_call_id=told.call_id).first() if told.call_id else None


def _fitting(told: CallSnapshot) -> CallSnapshot:
    """The snapshot with texts that the table holds."""
    return replace(
        told,
        call_id=_plain(told.call_id, _LONGEST["platform_call_id"]),
        platform_reason=_plain(told.platform_reason, _LONGEST["platform_reason"]),
        from_number=_plain(told.from_number, _LONGEST["from_number"]),
        to_number=_plain(told.to_number, _LONGEST["to_number"]),
        summary=_plain(told.summary, _LONGEST_SUMMARY),
        sentiment=told.sentiment,
        transcript=tuple(replace(each, text=_plain(each.text, None)) for each in told.transcript),
    )


def _plain(text: str, longest: int | None) -> str:
    """Nothing that the database cannot keep."""
    return text[:longest].encode(errors="replace").decode().replace("\0", "\ufffd")
