"""A conversation that really took place, read from its journal so that it can be held again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

import msgspec

from centralita import engine
from centralita.studio.proof.domain.standing import How, Standing
from centralita.studio.scenarios.public import as_text, plain

CallerEvent = engine.UserSaid | engine.KeyPressed | engine.CallerSilent
Happened = tuple[engine.Event, tuple[engine.Effect, ...]]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One thing that was said; `role` is visitor, agent, person or system."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class BadTurn:
    """An agent's answer that somebody of the team found bad, and what they said of it."""

    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is kept of a conversation. Without a journal (a platform's own brain talked) only `lines` tell of it.

    One that is told up to a `turn` ends with that answer of the agent.
    """

    id: UUID
    agent_id: UUID
    channel: str
    language: str
    at: float
    seed: str
    outcome: str
    handed_off: bool
    over: bool
    lines: Sequence[SaidLine]
    given: Mapping[str, engine.Value] = field(default_factory=dict)
    journal: Sequence[Happened] = ()
    turn: BadTurn | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that the caller did: the variable that it filled in the end, and the kind of answer that was asked for.

    Attempts at one question, the last of which did, have the same `group`.
    """

    event: CallerEvent
    group: int
    filled: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A tool that was called, and what it answered."""

    tool: str
    arguments: Mapping[str, engine.Value]
    returned: engine.ToolReturned


@dataclass(frozen=True, slots=True)
class Told:
    """What a model answered, or that it did not, to the step `node`; `after` so many things that the caller did."""

    node: str
    after: int
    event: engine.ModelReplied | engine.ModelFailed


@dataclass(slots=True)
class Recording:
    """The caller's side of it, what tools and models answered, what was kept of it, and what came of it."""

    language: str
    said: list[Utterance] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    replies: dict[bytes, engine.ModelReplied] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    kept: dict[str, engine.Value] = field(default_factory=dict)
    standing: Standing = field(default_factory=lambda: Standing("open"))
    left: bool = True
    """Whether the caller went before the agent had come to an end."""
    nobody_came: bool = False
    """Whether they were handed to a person who did not come."""


def read(recorded: Recorded) -> Recording:
    """What a conversation was made of, up to where a person took it over."""
    if not recorded.journal:
        return _of_lines(recorded)
    reading = _Reading(recorded.language)
    for event, effects in recorded.journal:
        if isinstance(event, engine.TakenOver):
            break
        reading.add(event, effects)
    return reading.recording


def call_key(tool: str, arguments: Mapping[str, engine.Value]) -> str:
    """One text for one meaning of a call: whatever the order of its arguments, their case and accents."""
    told = sorted((name, plain(as_text(value))) for name, value in arguments.items())
    return msgspec.json.encode([tool, told]).decode()


def ask_key(ask: engine.AskModel) -> bytes:
    """What a model is asked, without which question of the conversation it is."""
    return msgspec.json.encode((ask.system, ask.messages, ask.tools, ask.purpose, ask.model))


class _Reading:
    def __init__(self, language: str) -> None:
        self._calls: dict[str, engine.CallTool] = {}
        self._asks: dict[str, engine.AskModel] = {}
        self._changed = False
        self._kind = ""
        self._group = 0
        self.recording = Recording(language)

    def add(self, event: engine.Event, effects: tuple[engine.Effect, ...]) -> None:
        made = self.recording
        match event:
            case engine.UserSaid() | engine.KeyPressed() | engine.CallerSilent():
                made.said.append(Utterance(event, self._group, kind=self._kind))
                self._kind = ""
                self._group += not _refused(effects)
            case engine.ToolReturned(effect_id=key) if key in self._calls:
                call = self._calls[key]
                made.calls.append(Called(call.tool, call.arguments, event))
            case engine.ModelReplied(effect_id=key) if key in self._asks:
                made.replies.setdefault(ask_key(self._asks[key]), event)
                made.told.append(Told(self._asks[key].node_id or "", len(made.said), event))
            case engine.ModelFailed(effect_id=key) if key in self._asks:
                made.told.append(Told(self._asks[key].node_id or "", len(made.said), event))
            case _:
                pass
        for effect in effects:
            self._see(event, effect)

    def _see(self, event: engine.Event, effect: engine.Effect) -> None:
        match effect:
            case engine.CallTool():
                self._calls[effect.id] = effect
            case engine.AskModel():
                self._asks[effect.id] = effect
            case engine.Say(input=engine.Input() as wanted):
                self._kind = wanted.type
            case engine.Record():
                self._keep(event, effect)
            case _:
                self._end(event, effect)

    def _keep(self, event: engine.Event, record: engine.Record) -> None:
        made = self.recording
        match record.name:
            case "unanswered":
                made.standing = replace(made.standing, unanswered=made.standing.unanswered + 1)
            case "variable_set":
                variable = str(record.data.get("variable") or "")
                made.kept[variable] = record.data.get("value")
                if made.said and isinstance(event, CallerEvent):
                    self._fill(variable)
            case "restarted":
                made.standing = replace(made.standing, how="open", outcome="")
            case "language_changed" if not self._changed:
                # It was kept with the language that it ended in; it began in another.
                self._changed = True
                made.language = str(record.data.get("before") or made.language)
            case _:
                pass

    def _end(self, event: engine.Event, effect: engine.Effect) -> None:
        made, standing = self.recording, self.recording.standing
        match effect:
            case engine.Transfer():
                made.standing = replace(standing, how="transferred")
            case engine.HandOff() if standing.how == "open":
                made.standing = replace(standing, how="person")
            case engine.End():
                how: How = "over" if standing.how == "open" else standing.how
                made.standing = replace(standing, how=how, outcome=effect.outcome)
                made.left = isinstance(event, engine.HungUp)
            case engine.Trace(name="nobody_took_over"):
                made.standing = replace(standing, how="open", outcome="")
                made.nobody_came = True
            case _:
                pass

    def _fill(self, variable: str) -> None:
        said = self.recording.said
        group = said[-1].group
        for place in range(len(said) - 1, -1, -1):
            if said[place].group != group or said[place].filled:
                break
            said[place] = replace(said[place], filled=variable)


def _refused(effects: tuple[engine.Effect, ...]) -> bool:
    return any(isinstance(each, engine.Trace) and each.name == "not_accepted" for each in effects)


def _of_lines(recorded: Recorded) -> Recording:
    how: How = "person" if recorded.handed_off else "over" if recorded.over else "open"
    said: list[Utterance] = []
    for line in recorded.lines:
        if line.role == "person":
            break
        if line.role == "visitor" and line.text.strip():
            said.append(Utterance(engine.UserSaid(at=recorded.at, text=line.text), len(said)))
    standing = Standing(how, recorded.outcome)
    return Recording(recorded.language, said, standing=standing, left=not recorded.over)
