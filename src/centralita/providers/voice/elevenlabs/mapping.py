"""ElevenLabs' conversation object in our words. It counts in seconds, in US dollars, and in credits, which are no money."""

from collections import defaultdict
from datetime import timedelta
from statistics import median
from typing import Final, Literal

from centralita.kit.money import total
from centralita.providers.voice.calls import CALL_KEY, CallSnapshot, CallStatus, CostLine, Ending, Utterance
from centralita.providers.voice.told import Told

# The dynamic variable that holds our id.

_STATUSES: Final = {
    "initiated": CallStatus.QUEUED,
    "in-progress": CallStatus.IN_PROGRESS,
    # The talk is over, what is told of it is not.
    "processing": CallStatus.COMPLETED,
    "done": CallStatus.COMPLETED,
    "failed": CallStatus.FAILED,
}
_FINAL: Final = frozenset({"done", "failed"})
_NOT_BEGUN: Final = {"busy": Ending.BUSY, "no-answer": Ending.NO_ANSWER}
# The agent's own tools that end a call, whoever wrote the free text about it.
_TOOLS: Final = {
    "end_call": Ending.AGENT_HUNG_UP,
    "transfer_to_number": Ending.TRANSFERRED,
    "voicemail_detection": Ending.VOICEMAIL,
}
# The reason is free text. A hint in it may name an ending; nothing is decided by it.
_HINTS: Final = (
    ("voicemail", Ending.VOICEMAIL),
    ("transfer", Ending.TRANSFERRED),
    ("end_call", Ending.AGENT_HUNG_UP),
    ("silence", Ending.SILENCE),
    ("max duration", Ending.TOO_LONG),
    ("duration exceeded", Ending.TOO_LONG),
    ("remote party", Ending.CALLEE_HUNG_UP),
    ("client disconnected", Ending.CALLEE_HUNG_UP),
    ("user ended", Ending.CALLEE_HUNG_UP),
)
_FAILURES: Final = (
    ("custom_llm", Ending.BRAIN_FAILED),
    ("llm", Ending.BRAIN_FAILED),
    ("quota", Ending.NO_CREDIT),
    ("credit", Ending.NO_CREDIT),
    ("concurren", Ending.NO_FREE_LINE),
)
_SUCCESS: Final = {"success": True, "failure": False}


def snapshot_of(conversation: Told) -> CallSnapshot | None:
    """The snapshot of a conversation, asked for, listed or sent; None where it names none."""
    call_id = conversation.word("conversation_id")
    if not call_id:
        return None
    metadata = conversation.told("metadata")
    status = _status(conversation, metadata)
    final = conversation.word("status") in _FINAL
    started = metadata.moment("start_time_unix_secs") or conversation.moment("start_time_unix_secs")
    answered = metadata.moment("accepted_time_unix_secs")
    if answered is None and status in {CallStatus.IN_PROGRESS, CallStatus.COMPLETED}:
        answered = started
    duration = metadata.seconds("call_duration_secs")
    if duration is None:
        duration = conversation.seconds("call_duration_secs")
    begin = answered or started
    ended = None
    if status.ended and begin is not None and duration is not None and duration < 1e7:
        ended = begin + timedelta(seconds=duration)
    phone = metadata.told("phone_call")
    direction = _direction(phone, conversation)
    ours, theirs = phone.word("agent_number"), phone.word("external_number")
    analysis = conversation.told("analysis")
    sent = conversation.told("conversation_initiation_client_data")
    error = metadata.told("error")
    cost = _cost(metadata)
    turns = tuple(conversation.items("transcript"))
    return CallSnapshot(
        call_id=call_id,
        status=status,
        our_call=sent.told("dynamic_variables").uuid(CALL_KEY)
        or sent.uuid("user_id")
        or conversation.uuid("user_id"),
        ending=_ending(status, metadata, error, turns) if status.ended else None,
        platform_reason=error.word("reason")
        or metadata.word("termination_reason")
        or conversation.word("termination_reason"),
        direction=direction,
        from_number=theirs if direction == "inbound" else ours,
        to_number=ours if direction == "inbound" else theirs,
        agent_id=conversation.word("agent_id"),
        started_at=started,
        answered_at=answered,
        ended_at=ended,
        duration_seconds=duration if status.ended else None,
        transcript=_transcript(turns),
        transcript_final=final and "transcript" in conversation,
        summary=analysis.text("transcript_summary") or conversation.text("transcript_summary"),
        successful=_SUCCESS.get(analysis.word("call_successful") or conversation.word("call_successful")),
        cost=cost,
        cost_final=final and bool(cost),
        has_recording=bool(conversation.flag("has_audio")),
        latency_ms=_latency(turns),
        collected=_collected(analysis),
    )


def failure_of(data: Told) -> CallSnapshot | None:
    """The snapshot of a call that never began; None where it names none."""
    call_id = data.word("conversation_id")
    if not call_id:
        return None
    reason = data.word("failure_reason")
    carrier = data.told("metadata").told("body")
    sent = data.told("conversation_initiation_client_data")
    return CallSnapshot(
        call_id=call_id,
        status=CallStatus.FAILED,
        our_call=sent.told("dynamic_variables").uuid(CALL_KEY)
        or sent.uuid("user_id")
        or data.uuid("user_id"),
        ending=_NOT_BEGUN.get(reason, Ending.UNKNOWN),
        platform_reason=reason,
        from_number=carrier.word("From") or carrier.word("from_number"),
        to_number=carrier.word("To") or carrier.word("to_number"),
        agent_id=data.word("agent_id"),
        transcript_final=True,
    )


def _status(conversation: Told, metadata: Told) -> CallStatus:
    status = _STATUSES.get(conversation.word("status"))
    if status is not None:
        return status
    return CallStatus.COMPLETED if "termination_reason" in metadata else CallStatus.IN_PROGRESS


def _direction(phone: Told, conversation: Told) -> Literal["inbound", "outbound", "web"]:
    told = phone.word("direction") or conversation.word("direction")
    if told == "inbound":
        return "inbound"
    return "outbound" if told == "outbound" or "external_number" in phone else "web"


def _ending(status: CallStatus, metadata: Told, error: Told, turns: tuple[Told, ...]) -> Ending | None:
    if status is CallStatus.FAILED:
        return _hint(error.text("reason"), _FAILURES) or Ending.PLATFORM_FAILED
    for turn in reversed(turns[-4:]):
        for call in turn.items("tool_calls"):
            by_tool = _TOOLS.get(call.word("tool_name"))
            if by_tool is not None and call.flag("tool_has_been_called") is not False:
                return by_tool
    reason = metadata.text("termination_reason")
    return (_hint(reason, _HINTS) or Ending.UNKNOWN) if reason else None


def _hint(text: str, hints: tuple[tuple[str, Ending], ...]) -> Ending | None:
    lowered = text.lower()
    return next((ending for word, ending in hints if word in lowered), None)


def _transcript(turns: tuple[Told, ...]) -> tuple[Utterance, ...]:
    said: list[Utterance] = []
    for turn in turns:
        at = turn.seconds("time_in_call_secs")
        text = turn.text("message")
        if text:
            said.append(Utterance("agent" if turn.word("role") == "agent" else "callee", text, at=at))
        said += [
            Utterance("tool", f"{call.word('tool_name')}({call.text('params_as_json')})", at=at)
            for call in turn.items("tool_calls")
        ]
        said += [
            Utterance("tool", result.text("result_value"), at=at)
            for result in turn.items("tool_results")
            if result.text("result_value")
        ]
    return tuple(said)


def _cost(metadata: Told) -> tuple[CostLine, ...]:
    """The dollars, in their parts where told; what the sum says beyond those is a line of its own."""
    whole = metadata.money("cost_fiat")
    if whole is None:
        return ()
    charging = metadata.told("charging")
    lines = [
        CostLine(item, money)
        for item, name in (("platform", "platform_price"), ("llm", "llm_price"))
        if (money := charging.money(name)) is not None
    ]
    rest = whole - total((line.money for line in lines), "USD")
    if rest.micros or not lines:
        lines.append(CostLine("other" if lines else "call", rest))
    return tuple(lines)


def _latency(turns: tuple[Told, ...]) -> dict[str, float]:
    """The middle of what each turn took. Turns are told in seconds."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for turn in turns:
        for name, metric in turn.told("conversation_turn_metrics").named("metrics"):
            elapsed = metric.seconds("elapsed_time")
            if elapsed is not None:
                found[name].append(elapsed * 1000)
    return {f"{name}_p50": round(median(values), 3) for name, values in found.items()}


def _collected(analysis: Told) -> dict[str, object]:
    return {name: result.value("value") for name, result in analysis.named("data_collection_results")}
