"""What a node may look at: variables, texts, time; the state as it is being changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from centralita.engine.business import WEEKDAYS, zone
from centralita.engine.data import pick
from centralita.engine.program import Place, Program
from centralita.engine.settings import FallbackText
from centralita.engine.state import State, Status, Utterance
from centralita.engine.telling import in_words
from centralita.engine.templates import look_up
from centralita.engine.values import Value

EARLIEST, LATEST = 0.0, 32_503_680_000.0  # 1970 and 3000: outside, calendars break


class Scene:
    """A state opened for one event. `place` is the node that acts; None when a flow has run out."""

    __slots__ = (
        "_now",
        "approvals",
        "at",
        "attempts",
        "counter",
        "heard",
        "held_by",
        "language",
        "language_chosen",
        "memo",
        "outcome",
        "pending",
        "place",
        "program",
        "silences",
        "sorted_by",
        "stack",
        "started",
        "state",
        "status",
        "steps",
        "transcript",
        "turns",
        "variables",
    )

    def __init__(self, program: Program, state: State, at: float) -> None:
        self.program = program
        self.state = state
        self.at = min(max(at, EARLIEST), LATEST) if at == at else EARLIEST  # noqa: PLR0124 - NaN
        self.place: Place | None = program.places.get((state.flow, state.node))
        self.language = state.language
        self.language_chosen = state.language_chosen
        self.status: Status = state.status
        self.started = state.started
        self.stack = state.stack
        self.variables = state.variables
        self.attempts = state.attempts
        self.memo = state.memo
        self.pending = state.pending
        self.approvals = state.approvals
        self.heard = state.heard
        self.sorted_by = state.sorted_by
        self.counter = state.effects
        self.turns = state.turns
        self.steps = state.steps
        self.silences = state.silences
        self.held_by = state.held_by
        self.outcome = state.outcome
        self.transcript: list[Utterance] | None = None
        self._now: dt.datetime | None = None

    @property
    def now(self) -> dt.datetime:
        """The event's time in the business's time zone."""
        if self._now is None:
            utc = dt.datetime.fromtimestamp(self.at, dt.UTC)
            self._now = utc.astimezone(zone(self.program.business.time_zone))
        return self._now

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """The last things said, oldest first, this turn's included."""
        return self.state.transcript if self.transcript is None else tuple(self.transcript)

    def is_open(self) -> bool:
        """Whether the business is open now."""
        return self.program.business.is_open(self.now)

    def get(self, name: str) -> Value:
        """A variable, a business fact or one of `language`, `channel`, `now`, `today`, `time`,
        `weekday`, `last_message`; None when there is none."""
        variables = self.variables
        if name in variables:
            return variables[name]
        facts = self.program.facts
        if name in facts:
            return facts[name]
        system = _SYSTEM.get(name)
        if system is not None:
            return system(self)
        return look_up(variables, name) if "." in name else None

    def _told(self, name: str) -> Value:
        return in_words(self.get(name), self.language, self.now.date())

    def text(self, texts: Mapping[str, str]) -> str:
        """The text in the conversation's language with its variables filled in."""
        return self.tell(
            texts.get(self.language) or pick(texts, self.language, self.program.default_language)
        )

    def tell(self, text: str) -> str:
        """`text` with its variables filled in, for people: days and times in words."""
        return self.program.render(text, self._told)

    def render(self, text: str) -> str:
        """`text` with its variables filled in, as they are kept."""
        return self.program.render(text, self.get)

    def wording(self, name: FallbackText, /, **values: Value) -> str:
        """One of the engine's own sentences, in the conversation's language."""

        def lookup(variable: str) -> Value:
            return values[variable] if variable in values else self._told(variable)

        return self.program.render(self.program.wording(name, self.language), lookup)

    def has_exit(self, port: str) -> bool:
        """Whether the acting node's `port` leads somewhere."""
        return self.place is not None and port in self.place.exits


_SYSTEM: dict[str, Callable[[Scene], Value]] = {
    "language": lambda scene: scene.language,
    "channel": lambda scene: scene.state.channel,
    "now": lambda scene: scene.now.isoformat(timespec="minutes"),
    "today": lambda scene: scene.now.date().isoformat(),
    "time": lambda scene: scene.now.strftime("%H:%M"),
    "weekday": lambda turn: WEEKDAYS[turn.now.weekday()],
    "last_message": lambda scene: scene.heard,
    "business.open": lambda scene: scene.is_open(),
}
SYSTEM_VARIABLES = frozenset(_SYSTEM)
