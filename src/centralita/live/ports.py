"""What a conversation needs from elsewhere: a language model, knowledge, tools. Each has a quiet stand-in."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from centralita import engine
from centralita.kit.errors import AppError, Category
from centralita.kit.ids import OrganizationId
from centralita.ledger.usage.domain.allowance import Held
from centralita.live.database import Connection, Pool


class ModelMissing(AppError):
    """No language model is connected."""

    code = "model_missing"
    category = Category.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class Reply:
    """A model's whole answer with what it took. `cost_micros` is None where no price is known."""

    text: str
    tool_calls: tuple[engine.ToolCall, ...]
    tokens_in: int
    tokens_out: int
    model: str
    finish: str
    cost_micros: int | None


class Models(Protocol):
    """Language models of organizations."""

    async def connected(self, connection: Connection, organization_id: UUID) -> bool:
        """Whether the organization has a model that may answer."""
        ...

    def stream(self, organization_id: UUID, ask: engine.AskModel) -> AsyncGenerator[str | Reply]:
        """Pieces of text as they are written, then one Reply. Raises an AppError when no model answers."""
        ...


class Hold(Protocol):
    """Keeps tokens of an organization's day for one question; see `live.allowance`."""

    def __call__(self, organization_id: OrganizationId, tokens: int) -> AbstractAsyncContextManager[Held]:
        """Raises AllowanceSpent."""
        ...


class Knowledge(Protocol):
    """What an organization's documents, questions and facts say."""

    async def search(
        self,
        connection: Connection,
        organization_id: UUID,
        ask: engine.SearchKnowledge,
        *,
        at_once: bool = False,
    ) -> tuple[engine.Passage, ...] | None:
        """The best passages, best first. None, unless wanted `at_once`, where `understand` is to be called before."""
        ...

    async def understand(
        self, organization_id: OrganizationId, ask: engine.SearchKnowledge, hold: Hold
    ) -> Reply | None:
        """Prepare a search with no transaction open, within a short time; what that took. Raises what the database does."""
        ...


@dataclass(frozen=True, slots=True)
class ToolContext:
    """For whom a tool runs and what it may know."""

    organization_id: UUID
    conversation_id: UUID
    blueprint: engine.Blueprint
    at: datetime
    effect_id: str
    pool: Pool


@dataclass(frozen=True, slots=True)
class ToolWish:
    """A call of one of the organization's own tools, as an agent was granted it.

    `opened_with` are the variables of a test, among them what it says of who is in the conversation.
    """

    organization_id: UUID
    conversation_id: UUID
    agent_id: UUID
    effect_id: str
    tool_id: UUID
    version: int
    arguments: dict[str, engine.Value]
    test: bool
    language: str
    channel: str
    opened_with: Mapping[str, engine.Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """What a tool gave: untrusted. `error` is a code, '' when it went well; `number` the version, 0 when unknown.

    `waited_ms` went by before a person agreed: that is nobody's slowness. `cost_micros` are of a USD. One that is only
    `started` has gone out and is not waited for: what came of it is told later.
    """

    ok: bool
    value: engine.Value = None
    error: str = ""
    name: str = ""
    number: int = 0
    ms: float = 0.0
    waited_ms: float = 0.0
    cost_micros: int = 0
    started: bool = False


# What became of a call that nobody waits for.
Later = Callable[[ToolAnswer], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class ApprovalNeed:
    """A person has to agree before the wish is granted; how many seconds they have."""

    seconds: float
    tool: str
    number: int


class Tools(Protocol):
    """The organizations' own tools."""

    async def approval(self, wish: ToolWish) -> ApprovalNeed | None:
        """Whether somebody has to agree first."""
        ...

    async def refuse(self, wish: ToolWish, error: str) -> ToolAnswer:
        """Record that it was not called, and why."""
        ...

    async def call(self, wish: ToolWish, later: Later) -> ToolAnswer:
        """Call it, once whatever happens, and record it. Never raises for what the other side does.

        One that nobody waits for is answered as soon as it is written down that it goes out; `later` is awaited then.
        """
        ...


class NoTools:
    """No tools of one's own."""

    async def approval(self, wish: ToolWish) -> ApprovalNeed | None:
        """Nobody is asked about what does not exist."""
        return None

    async def refuse(self, wish: ToolWish, error: str) -> ToolAnswer:
        """As told."""
        return ToolAnswer(ok=False, error=error)

    async def call(self, wish: ToolWish, later: Later) -> ToolAnswer:
        """Always unknown."""
        return ToolAnswer(ok=False, error="unknown_tool")


Tool = Callable[[ToolContext, dict[str, engine.Value]], Awaitable[engine.Value]]


class NoModels:
    """No model anywhere: agents answer from what they know."""

    async def connected(self, connection: Connection, organization_id: UUID) -> bool:
        """Never."""
        return False

    async def stream(self, organization_id: UUID, ask: engine.AskModel) -> AsyncGenerator[str | Reply]:
        """Always ModelMissing."""
        nothing: str
        for nothing in ():
            yield nothing
        raise ModelMissing


class NoKnowledge:
    """Nothing is known."""

    async def search(
        self,
        connection: Connection,
        organization_id: UUID,
        ask: engine.SearchKnowledge,
        *,
        at_once: bool = False,
    ) -> tuple[engine.Passage, ...] | None:
        """Nothing."""
        return ()

    async def understand(
        self, organization_id: OrganizationId, ask: engine.SearchKnowledge, hold: Hold
    ) -> Reply | None:
        """Nothing to do."""
        return None
