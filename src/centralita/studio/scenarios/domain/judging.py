"""Whether what happened is what had to: each check says yes or no, and what was seen instead."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from centralita import engine
from centralita.studio.scenarios.domain.script import (
    BoundCheck,
    EndsCheck,
    NeverSaysCheck,
    RubricCheck,
    RuleCheck,
    SaysCheck,
    ScenarioScript,
    ToolCalledCheck,
    ToolNotCalledCheck,
    VariableCheck,
)
from centralita.studio.scenarios.domain.talk import Talk

_SHOWN = 300
Ending = Literal["transferred", "person", "over", "open"]


@dataclass(frozen=True, slots=True)
class Judge:
    """Which model judged, and by which words.

    `model` is what was asked for, `version` who answered by the vendor's own word; `rubric` is the version of all that
    the model was told to judge by. `model` may mean another one tomorrow: who judges the same is what `same` says.
    """

    vendor: str
    model: str
    version: str
    rubric: str

    @property
    def same(self) -> tuple[str, str, str]:
        """Equal for two that judge alike: what people found of the one holds for the other."""
        return (self.vendor, self.version, self.rubric)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: `seen` is what was there, for whoever wonders why; `step` where, when it is one place.

    `judge` is who said so where no rule did.
    """

    passed: bool
    seen: str = ""
    step: int | None = None
    judge: Judge | None = None


def judge_of(verdict: Mapping[str, Any]) -> Judge | None:
    """Who gave a verdict that was kept; None for a rule, and where it was not written down."""
    kept = verdict.get("judge")
    return Judge(**kept) if kept else None


@dataclass(frozen=True, slots=True)
class Judgement:
    """All verdicts, in the order of the checks. A script that could not be gone through has not passed."""

    passed: bool
    verdicts: tuple[Verdict, ...] = field(default=())


Rubric = Callable[[RubricCheck, Talk], Verdict]


def _unjudged(_check: RubricCheck, _talk: Talk) -> Verdict:
    return Verdict(False)


def judge(script: ScenarioScript, talk: Talk, rubric: Rubric = _unjudged) -> Judgement:
    """Hold a talk against its script; what no rule can say, `rubric` says."""
    gone_through = talk.stopped in ("", "steps_left")
    # A model is not asked about a conversation that says nothing.
    told = rubric if gone_through else _unjudged
    verdicts = tuple(
        told(check, talk) if isinstance(check, RubricCheck) else _verdict(check, talk)
        for check in script.checks
    )
    return Judgement(gone_through and all(each.passed for each in verdicts), verdicts)


def _verdict(check: RuleCheck, talk: Talk) -> Verdict:
    match check:
        case SaysCheck():
            found = _said(check, talk)
        case NeverSaysCheck():
            found = _not_said(check, talk)
        case ToolCalledCheck():
            found = _called(check, talk)
        case ToolNotCalledCheck():
            used = [use for use in talk.tools if use.tool == check.tool]
            found = Verdict(not used, _cut(str(dict(used[0].arguments))) if used else "")
        case VariableCheck():
            shown = as_text(talk.variables.get(check.name))
            found = Verdict(plain(shown) == plain(check.value), _cut(shown))
        case EndsCheck():
            how = ending(talk)
            right = how == check.how and (not check.outcome or talk.outcome == check.outcome)
            found = Verdict(right, f"{how}: {talk.outcome}" if talk.outcome else how)
        case BoundCheck():
            measured = _measured(check, talk)
            found = Verdict(measured <= check.limit, f"{measured:g}")
    return found


def _not_said(check: NeverSaysCheck, talk: Talk) -> Verdict:
    wanted = plain(check.text)
    for number, exchange in enumerate(talk.exchanges):
        for text in exchange.agent:
            if wanted in plain(text):
                return Verdict(False, _cut(text), number)
    return Verdict(True)


def _said(check: SaysCheck, talk: Talk) -> Verdict:
    places = talk.exchanges if check.step is None else talk.exchanges[check.step : check.step + 1]
    wanted = plain(check.text)
    for number, exchange in enumerate(places, check.step or 0):
        if any(wanted in plain(text) for text in exchange.agent):
            return Verdict(True, step=number)
    last = next((text for exchange in reversed(places) for text in reversed(exchange.agent)), "")
    return Verdict(False, _cut(last), check.step)


def _called(check: ToolCalledCheck, talk: Talk) -> Verdict:
    used = [use for use in talk.tools if use.tool == check.tool]
    for use in used:
        if all(_alike(use.arguments.get(name), value) for name, value in check.arguments.items()):
            return Verdict(True, _cut(str(dict(use.arguments))))
    return Verdict(False, _cut(str(dict(used[-1].arguments))) if used else "")


def _alike(actual: engine.Value, wanted: object) -> bool:
    return actual == wanted or plain(as_text(actual)) == plain(as_text(wanted))


def ending(talk: Talk) -> Ending:
    """How a talk stands at its end: `transferred`, `person`, `over` or `open`."""
    if talk.transferred_to:
        return "transferred"
    if talk.status in ("waiting_person", "held"):
        return "person"
    return "over" if talk.status == "ended" else "open"


def _measured(check: BoundCheck, talk: Talk) -> float:
    match check.what:
        case "turns":
            return float(sum(1 for exchange in talk.exchanges if exchange.caller))
        case "seconds":
            return round(max((exchange.seconds for exchange in talk.exchanges), default=0.0), 3)
        case "cost":
            return float(talk.cost_micros)


def plain(text: str) -> str:
    """Text as it is compared: without case, accents, and what white space there is."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())


def as_text(value: object) -> str:
    """A value as one would write it down."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple):
        return ", ".join(as_text(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {as_text(each)}" for name, each in value.items())
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
