"""`advance`: what each event does to a conversation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from centralita.engine.blueprint import Blueprint
from centralita.engine.data import MAX_NAME, NAME_PATTERN
from centralita.engine.effects import CallTool, Effect, StartTimer
from centralita.engine.events import (
    ApprovalAsked,
    CallerSilent,
    Event,
    HandedBack,
    HungUp,
    Interrupted,
    KeyPressed,
    KnowledgeFound,
    LanguageChanged,
    ModelFailed,
    ModelReplied,
    PersonSaid,
    Started,
    TakenOver,
    TimerFired,
    ToolReturned,
    ToolSlow,
    UserSaid,
)
from centralita.engine.nodes import KINDS
from centralita.engine.nodes.kind import Kind
from centralita.engine.state import TRANSCRIPT_ENTRIES, TRANSCRIPT_TEXT, Channel, State, Utterance
from centralita.engine.turn import MAX_VARIABLES, Turn
from centralita.engine.values import Value, bounded, clean_text

_NAME = re.compile(NAME_PATTERN)
MAX_SILENCES = 3
STOP_KEY = "9"


def begin(
    blueprint: Blueprint,
    *,
    seed: str,
    channel: Channel,
    language: str | None = None,
    variables: Mapping[str, Value] | None = None,
    earlier: Sequence[Utterance] = (),
) -> State:
    """The state before anything was said; `advance` it with `Started`.

    `seed` decides splits. `language` is the caller's wish: the nearest that the blueprint speaks is
    taken. `variables` with names that no blueprint could use, or of business facts, are left out.
    `earlier` is what the same person and the agent said before: a model and a person who takes over know it, no node does.
    """
    program = blueprint.program
    given: dict[str, Value] = {}
    for name, value in (variables or {}).items():
        if (
            len(given) < MAX_VARIABLES // 2
            and len(name) <= MAX_NAME
            and _NAME.fullmatch(name)
            and not name.startswith("business.")
        ):
            given[name] = bounded(value)
    return State(
        seed=clean_text(seed, 200),
        channel=channel,
        language=(program.supported(language) if language else None) or program.default_language,
        variables={**program.defaults, **given},
        given=given,
        transcript=tuple(earlier)[-TRANSCRIPT_ENTRIES:],
    )


def advance(blueprint: Blueprint, state: State, event: Event) -> tuple[State, tuple[Effect, ...]]:
    """What `event` makes of `state`, and what should happen. Never raises, always ends.

    An event that does not fit (a result nobody waits for, anything after the end) changes nothing.
    """
    if state.status == "ended":
        return state, ()
    handle = _HANDLERS[type(event)]
    turn = Turn(blueprint.program, state, event.at)
    if not state.started and type(event) not in _BEFORE_THE_START:
        _start(turn, event)
    if not handle(turn, event):
        return state, ()
    return turn.close()


def _start(turn: Turn, _event: Event) -> bool:
    if turn.started:
        return False
    turn.started = True
    program = turn.program
    if turn.state.channel == "voice":
        turn.say(turn.text(program.ai_notice))
    turn.say(turn.text(program.greeting))
    _enter(turn)
    return True


def _enter(turn: Turn) -> None:
    program = turn.program
    turn.go_to(program.entry_flow, program.entries.get(program.entry_flow, ""))
    _run(turn)


def _heard(turn: Turn, event: UserSaid) -> bool:
    text = clean_text(event.text, turn.program.guardrails.max_message_length)
    if text != event.text or (event.choice_id is not None and len(event.choice_id) > 1_000):
        event = _with_text(event, text)
    named = text or event.choice_id or (event.attachment.name if event.attachment else "")
    turn.note("caller", clean_text(named, TRANSCRIPT_TEXT))
    turn.silences = 0
    if text and turn.program.listener.demands(text):
        return _stop(turn, "speech" if turn.state.channel == "voice" else "chat")
    if turn.status == "held":
        return True
    if event.language is not None and event.choice_id is None:
        _follow(turn, event.language)
    place = turn.place
    kind = KINDS[place.kind] if place else None
    wish = None
    if event.choice_id is None and text and not (place and kind and kind.claims(turn, place.data, text)):
        asking = bool(place and kind and kind.listens(place.data))
        wish = turn.program.listener.hear(text, asking=asking, language=turn.language)
    if turn.status == "waiting_person" and (wish is None or wish[0] != "restart"):
        return True
    turn.turns += 1
    turn.steps = 0
    if turn.turns > turn.program.guardrails.max_turns:
        turn.say(turn.wording("limit"))
        turn.end("limit", "max_turns")
        return True
    if wish is not None:
        return _grant(turn, *wish)
    if turn.awaiting_approval:
        # What a person is being asked about is not dropped because somebody grew impatient.
        turn.say(turn.wording("approval_waits"))
    else:
        _take_up(turn, event, text)
    return True


def _take_up(turn: Turn, event: UserSaid, text: str) -> None:
    turn.heard = text
    turn.sorted_by = ()
    if turn.place is None:
        _enter(turn)
    else:
        _act(turn, event)


def _with_text(event: UserSaid, text: str) -> UserSaid:
    return UserSaid(
        at=event.at,
        text=text,
        choice_id=clean_text(event.choice_id, 1_000) if event.choice_id is not None else None,
        attachment=event.attachment,
        client_id=event.client_id,
        language=event.language,
    )


def _follow(turn: Turn, guessed: str) -> None:
    """Go on in the language that the caller writes, where they have not chosen one themselves."""
    language = turn.program.supported(guessed)
    if language is None or language == turn.language or turn.language_chosen:
        return
    turn.record("language_changed", before=turn.language, language=language, by="writing")
    turn.language = language


def _grant(turn: Turn, wish: str, language: str) -> bool:
    turn.trace("interrupt", wish=wish, language=language)
    if wish == "person":
        _suspend(turn)
        turn.say(turn.wording("handoff"))
        turn.hand_off("asked_for_person")
    elif wish == "restart":
        _restart(turn)
    elif language == turn.language:
        turn.language_chosen = True
        _repeat(turn)
    else:
        _speak(turn, language)
    return True


def _stop(turn: Turn, by: str) -> bool:
    """Nobody calls again. Where a person holds the conversation it is theirs to end."""
    turn.trace("interrupt", wish="stop", language="")
    turn.record("opted_out", by=by)
    if turn.status != "held":
        turn.say(turn.wording("opted_out"))
        turn.end("opted_out", f"opted_out_by_{by}")
    return True


def _restart(turn: Turn) -> None:
    turn.record("restarted")
    turn.status = "active"
    turn.stack = ()
    turn.heard = ""
    turn.variables = {**turn.program.defaults, **turn.state.given}
    turn.say(turn.wording("restarted"))
    _enter(turn)


def _speak(turn: Turn, language: str) -> None:
    turn.record("language_changed", before=turn.language, language=language)
    turn.language = language
    turn.language_chosen = True
    turn.say(turn.wording("language_changed"))
    _repeat(turn)


def _repeat(turn: Turn) -> None:
    if turn.place is not None and turn.status == "active":
        KINDS[turn.place.kind].repeat(turn, turn.place.data)


def _keys(turn: Turn, event: KeyPressed) -> bool:
    place = turn.place
    if (
        event.digits.strip() == STOP_KEY
        and turn.state.channel == "voice"
        and not (place is not None and KINDS[place.kind].listens(place.data))
    ):
        turn.note("caller", STOP_KEY)
        return _stop(turn, "keys")
    return _heard(turn, UserSaid(at=event.at, text=clean_text(event.digits, 64)))


Answer = ModelReplied | ModelFailed | ToolReturned | KnowledgeFound | TimerFired


def _answered(turn: Turn, event: Answer) -> bool:
    waiting = tuple(effect for effect in turn.pending if effect.id != event.effect_id)
    if len(waiting) == len(turn.pending):
        return _transferred(turn, event)
    turn.pending = waiting
    place = turn.place
    if turn.status == "active" or (place is not None and place.kind == "handoff"):
        _act(turn, event)
    elif place is not None and KINDS[place.kind].silent:
        _moves(turn, KINDS[place.kind].step(turn, place.data, event), even_silent=True)
    return True


def _asked_for_approval(turn: Turn, event: ApprovalAsked) -> bool:
    """Say that somebody has to agree first, once for each wish."""
    if event.effect_id in turn.approvals or all(one.id != event.effect_id for one in turn.pending):
        return False
    turn.approvals = (*turn.awaiting_approval, event.effect_id)
    turn.trace("approval_asked", effect=event.effect_id)
    if turn.status == "active":
        turn.say(turn.wording("approval_asked"))
    return True


def _slow(turn: Turn, event: ToolSlow) -> bool:
    """Say that it takes a while, as often as it is told."""
    asked = next((one for one in turn.pending if one.id == event.effect_id), None)
    tool = turn.program.tools.get(asked.tool) if isinstance(asked, CallTool) else None
    words = turn.text(tool.say_slow) if tool is not None and turn.status == "active" else ""
    turn.say(words)
    return bool(words)


def _transferred(turn: Turn, event: Answer) -> bool:
    """The outcome of a transfer, which is not kept as pending: doing it twice would ring twice."""
    if (
        isinstance(event, ToolReturned)
        and turn.memo.get("transfer") == event.effect_id
        and turn.status == "active"
    ):
        _act(turn, event)
        return True
    return False


def _hung_up(turn: Turn, event: HungUp) -> bool:
    handed = turn.status in {"waiting_person", "held"}
    turn.end("handed_off" if handed else "abandoned", f"hung_up_by_{clean_text(event.by, 40) or 'caller'}")
    return True


def _taken(turn: Turn, event: TakenOver) -> bool:
    turn.status = "held"
    turn.held_by = clean_text(event.by, 200)
    _suspend(turn)
    turn.heard = ""
    turn.record("taken_over", by=turn.held_by)
    return True


def _person(turn: Turn, event: PersonSaid) -> bool:
    turn.note("person", clean_text(event.text, 4_000))
    return True


def _back(turn: Turn, event: HandedBack) -> bool:
    if turn.status not in {"held", "waiting_person"}:
        return False
    turn.status = "active"
    turn.held_by = ""
    turn.heard = ""
    turn.record("handed_back")
    turn.steps = 0
    if turn.place is not None and turn.place.kind == "handoff":
        _act(turn, event)
        return True
    turn.say(turn.wording("handed_back"))
    if not turn.pending:
        turn.memo = {}
        turn.attempts = 0
        _run(turn)
    return True


def _suspend(turn: Turn) -> None:
    """Stop waiting for what would make the agent speak; a tool that runs or a timer goes on unseen."""
    if turn.place is None or not KINDS[turn.place.kind].silent:
        turn.pending = ()


def _language(turn: Turn, event: LanguageChanged) -> bool:
    language = turn.program.supported(event.language)
    if language is None or language == turn.language:
        return False
    turn.record("language_changed", before=turn.language, language=language)
    turn.language = language
    turn.language_chosen = True
    _repeat(turn)
    return True


def _cut_short(turn: Turn, event: Interrupted) -> bool:
    """Remember of the agent's last words only what was heard of them."""
    said = list(turn.utterances)
    first = len(said)
    while first and said[first - 1].speaker == "agent":
        first -= 1
    if first == len(said):
        return False
    heard = clean_text(event.said, TRANSCRIPT_TEXT).strip()
    kept = [*said[:first], Utterance("agent", f"{heard}…")] if heard else said[:first]
    if kept == said:
        return False
    turn.transcript = kept
    return True


def _silent(turn: Turn, _event: CallerSilent) -> bool:
    waiting = any(not isinstance(effect, StartTimer) for effect in turn.pending)
    if not turn.started or turn.status != "active" or waiting:
        return False
    turn.silences += 1
    if turn.silences >= MAX_SILENCES:
        turn.say(turn.wording("nobody_there"))
        turn.end("no_response", "silence")
    else:
        turn.say(turn.wording("still_there"))
        _repeat(turn)
    return True


def _act(turn: Turn, event: Event) -> None:
    """Give `event` to the node that waits, then go on."""
    place = turn.place
    if place is None:
        return
    port = KINDS[place.kind].step(turn, place.data, event)
    if _moves(turn, port):
        _run(turn)


def _run(turn: Turn) -> None:
    """Enter one node after another until one waits, the conversation ends, or the limit of steps."""
    limit = turn.program.guardrails.max_steps
    while turn.place is not None and turn.status == "active":
        if turn.steps >= limit:
            turn.trace("too_many_steps", steps=limit)
            turn.record("stuck", reason="too_many_steps")
            turn.say(turn.wording("stuck"))
            return
        turn.steps += 1
        place = turn.place
        kind: Kind[Any] = KINDS[place.kind]
        turn.trace_node()
        if not _moves(turn, kind.step(turn, place.data, None)):
            return
    if turn.place is None and turn.status == "active":
        turn.end("completed", "flow_finished")


def _moves(turn: Turn, port: str | None, *, even_silent: bool = False) -> bool:
    if turn.jumped:
        turn.jumped = False
        return True
    if port is None or (turn.status != "active" and not even_silent):
        return False
    turn.leave_by(port)
    return True


# Nothing of these begins a conversation: two need no beginning, the others come too early.
_BEFORE_THE_START = frozenset({Started, HungUp, Interrupted, CallerSilent})
_HANDLERS: dict[type[Any], Callable[[Turn, Any], bool]] = {
    Started: _start,
    UserSaid: _heard,
    KeyPressed: _keys,
    ModelReplied: _answered,
    ModelFailed: _answered,
    ToolReturned: _answered,
    ApprovalAsked: _asked_for_approval,
    ToolSlow: _slow,
    KnowledgeFound: _answered,
    TimerFired: _answered,
    HungUp: _hung_up,
    TakenOver: _taken,
    PersonSaid: _person,
    HandedBack: _back,
    LanguageChanged: _language,
    Interrupted: _cut_short,
    CallerSilent: _silent,
}
