"""What a conversation that was held is made of, and what it needs from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from centralita import engine
from centralita.engine.business import Business


@dataclass(frozen=True, slots=True)
class Answered:
    """What a model gave, and what it took."""

    event: engine.ModelReplied | engine.ModelFailed
    seconds: float = 0.0
    cost_micros: int = 0


class Performer(Protocol):
    """What a conversation needs from elsewhere."""

    def ask(self, ask: engine.AskModel, at: float) -> Answered:
        """A model's answer; a failure is an answer too."""
        ...

    def search(self, ask: engine.SearchKnowledge) -> tuple[engine.Passage, ...]:
        """The best passages, best first."""
        ...

    def call(self, ask: engine.CallTool, at: float, business: Business) -> engine.ToolReturned | None:
        """What a tool answers of which the script says nothing; None where nobody knows."""
        ...


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool that was called, and whether anything had an answer for it: the scenario, the tool's cases, or it is ours."""

    tool: str
    arguments: Mapping[str, engine.Value]
    ok: bool
    mocked: bool


@dataclass(slots=True)
class Exchange:
    """A step of the caller (empty for the opening), what the agent answered, and the nodes on the way."""

    caller: str
    agent: list[str] = field(default_factory=list)
    choices: list[engine.Choice] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    tools: list[ToolUse] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(slots=True)
class Talk:
    """All that happened. `stopped` says why the script was not gone through, empty otherwise.

    `replies_left`: how many answers of the model, that the scenario tells, were never asked for.
    """

    exchanges: list[Exchange]
    variables: Mapping[str, engine.Value]
    status: engine.Status
    outcome: str = ""
    transferred_to: str = ""
    cost_micros: int = 0
    stopped: str = ""
    unanswered: int = 0
    replies_left: int = 0

    @property
    def tools(self) -> list[ToolUse]:
        """Every tool that was called, in order."""
        return [use for exchange in self.exchanges for use in exchange.tools]
