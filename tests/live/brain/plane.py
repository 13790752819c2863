"""The live plane in the test's own loop, with a model that says what the test wants."""

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from typing import Any
from uuid import UUID

import uvicorn

from centralita import engine
from centralita.config.live import live_settings
from centralita.kit.ids import ConversationId, from_text, new_id
from centralita.live.app import LiveSettings, create_app
from centralita.live.brain.ports import Behind
from centralita.live.brain.voice import CallContext
from centralita.live.database import Connection
from centralita.live.ports import Reply
from centralita.live.sessions import Sessions
from tests.live.talk import published_agent
from tests.people import Member

# A model's answer: pieces of text, and seconds to wait between them.
Script = Sequence[str | float]


class ScriptedModels:
    """Answers every question by the next script, then by the last again."""

    def __init__(self, *scripts: Script) -> None:
        self.scripts = list(scripts)
        self.asked: list[engine.AskModel] = []

    async def connected(self, connection: Connection, organization_id: UUID) -> bool:
        return bool(self.scripts)

    async def stream(self, organization_id: UUID, ask: engine.AskModel) -> AsyncGenerator[str | Reply]:
        script = self.scripts[min(len(self.asked), len(self.scripts) - 1)]
        self.asked.append(ask)
        for piece in script:
            if isinstance(piece, str):
                yield piece
            else:
                await asyncio.sleep(piece)
        text = "".join(piece for piece in script if isinstance(piece, str))
        yield Reply(text, (), 10, 5, "scripted", "stop", None)


def settings_with(models: Any = None, **more: Any) -> LiveSettings:
    return dataclasses.replace(live_settings(), models=lambda _pool: models or ScriptedModels(), **more)


@contextlib.asynccontextmanager
async def plane(settings: LiveSettings) -> AsyncIterator[Sessions]:
    """Everything of the live plane, started and stopped."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app.state.sessions


def context_of(member: Member, agent: str, **more: Any) -> CallContext:
    return CallContext(
        member.organization_id,
        from_text("agt", agent),
        ConversationId(more.pop("id", None) or new_id()),
        **more,
    )


def agent_with(member: Member, *nodes: dict[str, Any], edges: Sequence[tuple[str, str, str]] = ()) -> str:
    """A published agent whose one flow begins at the first node; edges are (source, port, target)."""
    flow = {
        "id": "main",
        "name": "Main",
        "entry": nodes[0]["id"],
        "nodes": list(nodes),
        "edges": [
            {"id": f"e{n}", "source": source, "port": port, "target": target}
            for n, (source, port, target) in enumerate(edges)
        ],
    }
    return published_agent(
        member, {"name": "Voz", "languages": ["es"], "flows": [flow], "greeting": {"es": "Hola."}}
    )


def journal(member: Member, conversation_id: UUID) -> list[engine.Event]:
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.operations.conversations.models import JournalEntry

    with tenant_scope(member.organization_id):
        rows = JournalEntry.objects.filter(conversation_id=conversation_id).order_by("turn")
        return [engine.decode_event(bytes(row.event)) for row in rows]


def messages(member: Member, conversation_id: UUID) -> list[tuple[str, str]]:
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.operations.conversations.models import Message

    with tenant_scope(member.organization_id):
        rows = Message.objects.filter(conversation_id=conversation_id).order_by("sequence")
        return [(row.role, row.text) for row in rows]


def run(story: Callable[[], Any]) -> Any:
    async def bounded() -> Any:
        async with asyncio.timeout(60):
            return await story()

    return asyncio.run(bounded())


class OneDeployment:
    """One token that opens one agent."""

    def __init__(self, member: Member, agent: str, secret: str = "") -> None:
        self.token = "brn_test"
        self.behind = Behind(member.organization_id, new_id(), from_text("agt", agent), None, secret)

    async def by_token(self, token: str) -> Behind | None:
        return self.behind if token == self.token else None


@contextlib.asynccontextmanager
async def served(settings: LiveSettings) -> AsyncIterator[str]:
    """The live plane on a port of this machine; host and port."""
    config = uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_config=None, lifespan="on")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    try:
        while not server.started:  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0.01)
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        yield f"{host}:{port}"
    finally:
        server.should_exit = True
        await task
