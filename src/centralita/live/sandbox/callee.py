"""Somebody who is called: reacts to what the agent says, by rules alone. Pure, and the same every time."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from centralita import engine
from centralita.live.sandbox.personas import Mood, Persona
from centralita.live.sandbox.phrases import lines_of, other_than

# Nobody talks with a machine for longer.
_MOST_TURNS: Final = 40
_KEYWORDS: Final = (
    ("name", re.compile(r"\b(nombre|llama usted|se llama|your name|name|nome|se chama)\b", re.IGNORECASE)),
    ("email", re.compile(r"\b(correo|e-?mail)\b", re.IGNORECASE)),
    ("phone", re.compile(r"\b(tel[eé]fono|m[oó]vil|phone|mobile|telefone|celular)\b", re.IGNORECASE)),
    ("number", re.compile(r"\b(cu[aá]nt[oa]s|how many|quant[oa]s)\b", re.IGNORECASE)),
    ("datetime", re.compile(r"\b(a qu[eé] hora|what time|que horas?|qual hor[aá]rio)\b", re.IGNORECASE)),
    (
        "date",
        re.compile(
            r"\b(cu[aá]ndo|qu[eé] d[ií]a|fecha|when|what day|which day|date|quando|que dia|qual dia|data)\b",
            re.IGNORECASE,
        ),
    ),
    ("address", re.compile(r"\b(direcci[oó]n|domicilio|address|endere[cç]o)\b", re.IGNORECASE)),
    ("reason", re.compile(r"\b(motivo|raz[oó]n|asunto|reason|about|assunto)\b", re.IGNORECASE)),
)
_NEW_DATE: Final = frozenset({"date", "datetime"})


@dataclass(frozen=True, slots=True)
class Heard:
    """What the agent said in its turn, and what kind of answer it waits for."""

    text: str
    choices: tuple[engine.Choice, ...] = ()
    input: engine.Input | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the person does: says `text`, presses it as keys, waits in silence, or hangs up with or without a word."""

    kind: Literal["say", "keys", "silence", "hang_up"]
    text: str = ""
    after: float = 0.9
    # Why, in the words of the platform, where hanging up means something.
    reason: str = "user_hangup"


@dataclass(slots=True)
class Callee:
    """One person in one call. `agent_language` is what the agent speaks, `number` what was called."""

    persona: Persona
    agent_language: str
    number: str
    turns: int = 0
    open_turns: int = 0
    asked: dict[str, int] = field(default_factory=dict)
    leaving: str = ""

    @property
    def language(self) -> str:
        """What this person speaks."""
        if self.persona.mood is Mood.OTHER_LANGUAGE:
            return other_than(self.agent_language)
        return self.agent_language

    def hello(self) -> str:
        """The first word on the line; nothing from somebody who is silent."""
        return "" if self.persona.mood is Mood.SILENT else self._line("hello")

    def interrupts(self) -> bool:
        """Whether this person speaks before the agent has finished, this time."""
        return self.persona.mood is Mood.INTERRUPTS and self.turns in (0, 2)

    def react(self, heard: Heard) -> Reaction:
        """What comes next."""
        self.turns += 1
        if self.leaving or self.turns > _MOST_TURNS:
            return self._hang_up(self.leaving or "user_hangup")
        special = self._special(heard)
        return special if special is not None else self._answer(heard)

    def _special(self, heard: Heard) -> Reaction | None:
        mood, first = self.persona.mood, self.turns == 1
        if mood is Mood.SILENT:
            return Reaction("silence")
        if mood is Mood.HANGS_UP and self.turns == 3:
            return self._hang_up("user_hangup")
        if mood is Mood.INTERRUPTS and self.turns in (1, 3):
            return self._say(self._line("interrupt"))
        if mood is Mood.HESITATES and self.turns in (1, 2):
            return self._say(self._line("hesitate"))
        said = {
            Mood.OPTS_OUT: ("opt_out", "user_requested_dnc"),
            Mood.WRONG_NUMBER: ("wrong", "user_hangup"),
            Mood.NOT_INTERESTED: ("not_interested", "user_hangup"),
            Mood.CALL_LATER: ("later", "user_requested_callback"),
            Mood.WANTS_PERSON: ("person", ""),
        }.get(mood)
        if said is None or not first:
            return None
        name, self.leaving = said
        return self._say(self._line(name))

    def _answer(self, heard: Heard) -> Reaction:
        kind: str = heard.input.type if heard.input is not None else ""
        if not kind and heard.choices:
            kind = "choice"
        if kind in {"", "text"}:
            named = next((name for name, word in _KEYWORDS if word.search(heard.text)), "")
            kind = named or ("reason" if kind else "")
        if not kind:
            return self._open(heard)
        text = self._of_kind(kind, heard)
        if self.persona.mood is Mood.PRESSES_KEYS and text.isdigit():
            return Reaction("keys", text, self.persona.thinks)
        if self.persona.mood is Mood.LONG_TALKER and kind in {"reason", "address", "text"}:
            text = f"{self._line('long')}{text}"
        return self._say(text)

    def _open(self, heard: Heard) -> Reaction:
        """Nothing in particular was asked: a few questions of one's own, then thanks and goodbye."""
        if heard.text.rstrip().endswith("?") and self.open_turns:
            yes = self._line("yes")
            self.open_turns += 1
            if self.open_turns < 4:
                return self._say(yes)
        questions = lines_of(self.language)["open"]
        if self.open_turns >= len(questions):
            return self._hang_up("user_hangup", self._line("bye"))
        text = questions[self.open_turns]
        self.open_turns += 1
        if self.persona.mood is Mood.LONG_TALKER:
            text = f"{self._line('long')}{text}"
        return self._say(text)

    def _of_kind(self, kind: str, heard: Heard) -> str:  # noqa: PLR0911 - a return for each kind reads best
        asked = self.asked.get(kind, 0)
        self.asked[kind] = asked + 1
        expected = heard.input or engine.Input(type="text")
        match kind:
            case "yes_no":
                return self._line("yes", asked)
            case "choice" if heard.choices:
                return heard.choices[(int(self.number[-1:] or 0) + asked) % len(heard.choices)].label
            case "number":
                return str(_within(2 + asked, expected.minimum, expected.maximum))
            case "rating":
                return str(int(expected.maximum or expected.scale or 5))
            case "phone":
                return self.number
            case "file":
                return self._line("no_file")
            case _:
                return self._line(kind, asked if kind in _NEW_DATE else 0)

    def _line(self, name: str, turn: int = 0) -> str:
        lines = lines_of(self.language)
        known = lines.get(name, lines["reason"])
        return known[turn % len(known)]

    def _say(self, text: str) -> Reaction:
        return Reaction("say", text, self.persona.thinks)

    def _hang_up(self, reason: str, text: str = "") -> Reaction:
        return Reaction("hang_up", text, self.persona.thinks, reason)


def _within(value: int, minimum: float | None, maximum: float | None) -> int:
    """A whole number between the limits, as near to `value` as they let."""
    if minimum is not None and value < minimum:
        value = int(-(-minimum // 1))
    if maximum is not None and value > maximum:
        value = int(maximum // 1)
    return value
