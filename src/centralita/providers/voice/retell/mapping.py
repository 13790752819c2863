"""Retell's call object in our words. It counts in milliseconds and in cents."""

from typing import Final, Literal

from centralita.kit.money import total
from centralita.providers.voice.calls import CALL_KEY, CallSnapshot, CallStatus, CostLine, Ending, Utterance
from centralita.providers.voice.told import Told

_MILLISECONDS: Final = 1000
_CENTS: Final = 100

_STATUSES: Final = {
    "registered": CallStatus.QUEUED,
    "ongoing": CallStatus.IN_PROGRESS,
    "ended": CallStatus.COMPLETED,
    "not_connected": CallStatus.FAILED,
    "error": CallStatus.FAILED,
}
# What an event says of the state, where the call in it does not.
_OF_EVENTS: Final = {
    "call_started": CallStatus.IN_PROGRESS,
    "call_ended": CallStatus.COMPLETED,
    "call_analyzed": CallStatus.COMPLETED,
}
_ENDINGS: Final = {
    "user_hangup": Ending.CALLEE_HUNG_UP,
    "agent_hangup": Ending.AGENT_HUNG_UP,
    "call_transfer": Ending.TRANSFERRED,
    "transfer_bridged": Ending.TRANSFERRED,
    "transfer_cancelled": Ending.AGENT_HUNG_UP,
    "call_take_over": Ending.TRANSFERRED,
    "voicemail_reached": Ending.VOICEMAIL,
    "ivr_reached": Ending.VOICEMAIL,
    "inactivity": Ending.SILENCE,
    "max_duration_reached": Ending.TOO_LONG,
    "manual_stopped": Ending.STOPPED,
    "user_requested_dnc": Ending.OPTED_OUT,
    "user_requested_callback": Ending.CALLBACK_WANTED,
    "dial_busy": Ending.BUSY,
    "dial_no_answer": Ending.NO_ANSWER,
    "user_declined": Ending.DECLINED,
    "invalid_destination": Ending.INVALID_NUMBER,
    "concurrency_limit_reached": Ending.NO_FREE_LINE,
    "no_concurrency_fallback": Ending.NO_FREE_LINE,
    "no_valid_payment": Ending.NO_CREDIT,
    "credit_exhausted": Ending.NO_CREDIT,
    "budget_reached": Ending.NO_CREDIT,
    "marked_as_spam": Ending.BLOCKED,
    "network_blocked": Ending.BLOCKED,
    "scam_detected": Ending.BLOCKED,
    "telephony_provider_permission_denied": Ending.BLOCKED,
    "dial_failed": Ending.PLATFORM_FAILED,
    "telephony_provider_unavailable": Ending.PLATFORM_FAILED,
    "sip_routing_error": Ending.PLATFORM_FAILED,
    "error_no_audio_received": Ending.PLATFORM_FAILED,
    "error_asr": Ending.PLATFORM_FAILED,
    "error_retell": Ending.PLATFORM_FAILED,
    "error_unknown": Ending.PLATFORM_FAILED,
    "error_user_not_joined": Ending.NO_ANSWER,
    "registered_call_timeout": Ending.NO_ANSWER,
    "error_llm_websocket_open": Ending.BRAIN_FAILED,
    "error_llm_websocket_lost_connection": Ending.BRAIN_FAILED,
    "error_llm_websocket_runtime": Ending.BRAIN_FAILED,
    "error_llm_websocket_corrupt_payload": Ending.BRAIN_FAILED,
}
_ROLES: Final[dict[str, Literal["agent", "callee", "tool", "system"]]] = {
    "agent": "agent",
    "user": "callee",
    "tool_call_invocation": "tool",
    "tool_call_result": "tool",
}
_SILENT_ROLES: Final = frozenset({"node_transition"})
_SENTIMENTS: Final[dict[str, Literal["positive", "neutral", "negative"]]] = {
    "Positive": "positive",
    "Neutral": "neutral",
    "Negative": "negative",
}


def snapshot_of(call: Told, event: str = "") -> CallSnapshot | None:
    """The snapshot of a call object, whether asked for or sent; None where it names no call."""
    call_id = call.word("call_id")
    if not call_id:
        return None
    reason = call.word("disconnection_reason")
    status = _status(call, reason, event)
    started, ended = (call.moment(name, unit=_MILLISECONDS) for name in ("start_timestamp", "end_timestamp"))
    duration = call.seconds("duration_ms", unit=_MILLISECONDS)
    if duration is None and started and ended and ended >= started:
        duration = (ended - started).total_seconds()
    analysis = call.told("call_analysis")
    recording = call.text("recording_url")
    connected = status in {CallStatus.IN_PROGRESS, CallStatus.COMPLETED}
    cost = _cost(call.told("call_cost"))
    transcript = _transcript(call)
    return CallSnapshot(
        call_id=call_id,
        status=status,
        our_call=call.told("metadata").uuid(CALL_KEY),
        ending=_ending(reason, analysis) if status.ended else None,
        platform_reason=reason,
        direction=_direction(call),
        from_number=call.word("from_number"),
        to_number=call.word("to_number"),
        agent_id=call.word("agent_id"),
        started_at=started,
        answered_at=started if connected else None,
        ended_at=ended,
        duration_seconds=duration,
        transcript=transcript,
        transcript_final=status.ended and (bool(transcript) or not connected or "call_analysis" in call),
        summary=analysis.text("call_summary"),
        sentiment=_SENTIMENTS.get(analysis.word("user_sentiment"), ""),
        successful=analysis.flag("call_successful"),
        cost=cost,
        cost_final=status.ended and bool(cost) and "call_analysis" in call,
        recording_url=recording,
        has_recording=bool(recording),
        latency_ms=_latency(call.told("latency")),
        collected={
            **call.plain("collected_dynamic_variables"),
            **analysis.plain("custom_analysis_data"),
        },
    )


def _status(call: Told, reason: str, event: str) -> CallStatus:
    status = _STATUSES.get(call.word("call_status"))
    if status is CallStatus.FAILED and reason == "manual_stopped":
        return CallStatus.CANCELLED
    if status is not None:
        return status
    if reason or "end_timestamp" in call:
        return CallStatus.COMPLETED
    if "start_timestamp" in call:
        return CallStatus.IN_PROGRESS
    return _OF_EVENTS.get(event, CallStatus.QUEUED)


def _ending(reason: str, analysis: Told) -> Ending | None:
    if analysis.flag("in_voicemail"):
        return Ending.VOICEMAIL
    return _ENDINGS.get(reason, Ending.UNKNOWN) if reason else None


def _direction(call: Told) -> Literal["inbound", "outbound", "web"]:
    if call.word("call_type") == "web_call":
        return "web"
    return "inbound" if call.word("direction") == "inbound" else "outbound"


def _transcript(call: Told) -> tuple[Utterance, ...]:
    for name in ("transcript_with_tool_calls", "transcript_object"):
        said = tuple(filter(None, map(_utterance, call.items(name))))
        if said:
            return said
    return tuple(filter(None, map(_line, call.text("transcript").splitlines())))


def _utterance(item: Told) -> Utterance | None:
    role = item.word("role")
    text = item.text("content")
    if role == "tool_call_invocation":
        text = f"{item.word('name')}({item.text('arguments')})"
    elif role == "dtmf":
        return Utterance("callee", item.word("digit")) if "digit" in item else None
    if not text or role in _SILENT_ROLES:
        return None
    words = list(item.items("words"))
    return Utterance(
        # Who joins by a transfer is no callee of ours, and new roles come without notice.
        _ROLES.get(role, "system"),
        text,
        at=words[0].seconds("start") if words else item.seconds("time_sec"),
        ends=words[-1].seconds("end") if words else None,
    )


def _line(line: str) -> Utterance | None:
    speaker, _, text = line.partition(": ")
    role = {"Agent": "agent", "User": "callee"}.get(speaker)
    if role is None or not text:
        return None
    return Utterance("agent" if role == "agent" else "callee", text)


def _cost(cost: Told) -> tuple[CostLine, ...]:
    """A line for each product, and one for what the sum says beyond them."""
    lines = [
        CostLine(item.word("product") or "other", money)
        for item in cost.items("product_costs")
        if (money := item.money("cost", unit=_CENTS)) is not None
    ]
    combined = cost.money("combined_cost", unit=_CENTS)
    if combined is not None:
        rest = combined - total((line.money for line in lines), "USD")
        if rest.micros or not lines:
            lines.append(CostLine("other" if lines else "call", rest))
    return tuple(lines)


def _latency(latency: Told) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in ("e2e", "asr", "llm", "llm_websocket_network_rtt", "tts", "knowledge_base", "s2s"):
        for level in ("p50", "p90", "p95", "p99"):
            value = latency.told(part).number(level)
            if value is not None:
                found[f"{part}_{level}"] = float(value)
    return found
