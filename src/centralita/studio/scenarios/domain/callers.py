"""Who talks with the agent: anything that says what comes next when it is their turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from centralita import engine
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
