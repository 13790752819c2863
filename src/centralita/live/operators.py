"""What members do with running conversations: look on, take over, write, hand back, end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from centralita import engine
from centralita.kit.errors import Forbidden, NotFound, Unauthenticated
from centralita.kit.ids import ConversationId, from_text
from centralita.live.audit import record
from centralita.live.database import tenant
from centralita.live.http import Render, answer, bearer, guarded, read
from centralita.live.identities import Operator, Tokens
from centralita.live.people import People
from centralita.live.sessions import Sessions
from centralita.live.streams import organization_events
from centralita.live.uploads import Uploads
from centralita.live.wire import ConversationOnlyOut, PersonRequest

TAKE_OVER: Final = "conversation:take_over"
READ: Final = "conversation:read"
UPDATES: Final = "updates:read"

_person = msgspec.json.Decoder(PersonRequest)

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Operators:
    """The handlers for members at the dashboard. Each takes a ticket of the control plane."""

    sessions: Sessions
    people: People
    tokens: Tokens
    uploads: Uploads

    def routes(self, render: Render) -> list[Route]:
        """Every route."""
        base = "/live/v1/conversations/{id}"
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/live/v1/updates", self.updates),
            ("POST", f"{base}/take-over", self.take_over),
            ("POST", f"{base}/hand-back", self.hand_back),
            ("POST", f"{base}/messages", self.say),
            ("POST", f"{base}/end", self.end),
            ("GET", f"{base}/files/{{file}}", self.download),
        ]
        return [Route(path, guarded(handler, render), methods=[method]) for method, path, handler in table]

    async def updates(self, request: Request) -> Response:
        """What changes in the organization, as server-sent events."""
        operator = self._operator(request)
        operator.require(UPDATES)
        events = organization_events(self.sessions.broker, operator)
        return StreamingResponse(
            events,
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    async def take_over(self, request: Request) -> Response:
        """Hold the conversation; the agent is silent meanwhile."""
        operator, conversation_id = await self._at(request, TAKE_OVER)
        conversation, changed = await self.people.take_over(
            operator.organization_id, conversation_id, user_id=operator.user_id, name=operator.name
        )
        if changed:
            await self._record(operator, conversation_id, "conversation_take_over")
        return answer(ConversationOnlyOut(conversation))

    async def hand_back(self, request: Request) -> Response:
        """Give the conversation back to the agent."""
        operator, conversation_id = await self._at(request, TAKE_OVER)
        conversation, changed = await self.people.hand_back(
            operator.organization_id, conversation_id, user_id=operator.user_id, name=operator.name
        )
        if changed:
            await self._record(operator, conversation_id, "conversation_hand_back")
        return answer(ConversationOnlyOut(conversation))

    async def say(self, request: Request) -> Response:
        """Write to the visitor in one's own name."""
        operator, conversation_id = await self._at(request, TAKE_OVER)
        said = await read(request, _person)
        message = await self.people.say(
            operator.organization_id,
            conversation_id,
            user_id=operator.user_id,
            name=operator.name,
            text=said.text,
            client_id=said.client_id,
        )
        return answer({"message": message}, 202)

    async def end(self, request: Request) -> Response:
        """Close the conversation."""
        operator, conversation_id = await self._at(request, TAKE_OVER)
        event = engine.HungUp(at=datetime.now(UTC).timestamp(), by="person")
        conversation = await self.sessions.give(operator.organization_id, conversation_id, event)
        await self._record(operator, conversation_id, "conversation_end")
        return answer(ConversationOnlyOut(conversation))

    async def download(self, request: Request) -> Response:
        """A visitor's file."""
        operator, conversation_id = await self._at(request, READ)
        return await self.uploads.fetch(
            operator.organization_id, conversation_id, request.path_params["file"]
        )

    def _operator(self, request: Request) -> Operator:
        ticket = bearer(request) or request.query_params.get("ticket", "")
        if not ticket:
            raise Unauthenticated
        return self.tokens.operator(ticket)

    async def _at(self, request: Request, permission: str) -> tuple[Operator, ConversationId]:
        """The operator and the conversation, which must be of an agent that is open to them."""
        operator = self._operator(request)
        operator.require(permission)
        conversation_id = ConversationId(from_text("cnv", request.path_params["id"]))
        async with tenant(self.sessions.pool, operator.organization_id) as connection:
            row = await connection.fetchrow(
                "SELECT c.agent_id, EXISTS (SELECT 1 FROM membership m WHERE m.organization_id = c.organization_id"
                " AND m.user_id = $3) AS member FROM conversation c WHERE c.organization_id=$1 AND c.id=$2",
                operator.organization_id,
                conversation_id,
                operator.user_id,
            )
        if row is None or not operator.reaches(row["agent_id"]):
            raise NotFound(kind="conversation")
        if not row["member"]:
            # The ticket outlived the membership.
            raise Forbidden(permission=permission)
        return operator, conversation_id

    async def _record(self, operator: Operator, conversation_id: ConversationId, action: str) -> None:
        async with tenant(self.sessions.pool, operator.organization_id) as connection:
            await record(connection, operator, action, conversation_id)
