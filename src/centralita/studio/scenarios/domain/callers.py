"""Who talks with the agent: anything that says what comes next when it is their turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from centralita import engine
from centralita.studio.scenarios.domain.asking import Asked, asked
from centralita.studio.scenarios.domain.heard import Exchange
from centralita.studio.scenarios.domain.script import ScenarioStep


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a conversation stands when it is the caller's turn; `at` is the moment at which they speak."""

    blueprint: engine.Blueprint
    state: engine.State
    exchanges: Sequence[Exchange]
    at: float

    def offered(self, label: str) -> engine.Choice | None:
        """The choice with this label or id that was offered last; None when none was."""
        wanted = label.casefold()
        return next(
            (
                each
                for exchange in reversed(self.exchanges)
                for each in reversed(exchange.choices)
                if wanted in (each.label.casefold(), each.id.casefold())
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class Move:
    """What the caller does, as one reads it and as the engine hears it.

    Without an event they cannot go on: `stopped` says why.
    """

    told: str
    event: engine.Event | None = None
    stopped: str = ""


class Caller(Protocol):
    """Who talks with the agent."""

    def move(self, scene: Scene) -> Move | None:
        """What comes next; None when they have nothing more to say."""
        ...

    def has_more(self) -> bool:
        """Whether they would have gone on, had the conversation not ended."""
        ...


class ScriptedCaller:
    """Says a scenario's lines one after the other, whatever they are answered."""

    def __init__(self, steps: Sequence[ScenarioStep]) -> None:
        self._steps = steps
        self._next = 0

    def has_more(self) -> bool:
        """Whether lines are left."""
        return self._next < len(self._steps)

    def move(self, scene: Scene) -> Move | None:
        """The next line; it stops at a choice that is not offered."""
        if not self.has_more():
            return None
        step, number = self._steps[self._next], self._next
        self._next += 1
        if step.silent:
            return Move(step.told, engine.CallerSilent(at=scene.at))
        if step.keys:
            return Move(step.told, engine.KeyPressed(at=scene.at, digits=step.keys))
        if step.choice:
            chosen = scene.offered(step.choice)
            if chosen is None:
                return Move(step.told, stopped="no_such_choice")
            said = engine.UserSaid(at=scene.at, text=chosen.label, choice_id=chosen.id, client_id=str(number))
            return Move(step.told, said)
        return Move(step.told, engine.UserSaid(at=scene.at, text=step.say, client_id=str(number)))


class KnowingCaller:
    """Answers what is asked from what they know; says their own lines where nothing in particular is asked.

    Where any answer would do (a choice, yes or no, a rating) the seed chooses, the same one each time. What they are
    asked and do not know ends it with `not_known`.
    """

    def __init__(self, steps: Sequence[ScenarioStep], facts: Mapping[str, str], seed: int = 0) -> None:
        self._lines = ScriptedCaller(steps)
        self._facts = {name.casefold(): value for name, value in facts.items()}
        self._seed = seed

    def has_more(self) -> bool:
        """Whether lines are left; facts are told when they are asked for."""
        return self._lines.has_more()

    def move(self, scene: Scene) -> Move | None:
        """An answer, the next line, or nothing more."""
        question = asked(scene.blueprint, scene.state) if scene.state.status == "active" else None
        if question is None:
            return self._lines.move(scene)
        known = self._facts.get(question.variable.casefold()) if question.variable else None
        known = known if known is not None else self._facts.get(question.kind)
        if known is not None:
            return _answer(scene, known)
        if self._lines.has_more():
            return self._lines.move(scene)
        return self._any(scene, question)

    def _any(self, scene: Scene, question: Asked) -> Move:
        offered = scene.exchanges[-1].choices if scene.exchanges else []
        if offered:
            return _answer(scene, offered[self._seed % len(offered)].label)
        if question.kind == "rating":
            return _answer(scene, str(1 + self._seed % 5))
        if question.optional:
            # Understood in every language of the engine as not wanting to say.
            return _answer(scene, "skip")
        return Move("", stopped="not_known")


def _answer(scene: Scene, text: str) -> Move:
    chosen = scene.offered(text)
    said = engine.UserSaid(at=scene.at, text=text, choice_id=chosen.id if chosen else None)
    return Move(text, said)
