"""The chat API: what the widget, the test panel and customers' own programs speak."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from centralita import engine
from centralita.kit.errors import AppError, Invalid, NotFound, Unauthenticated
from centralita.kit.ids import ConversationId
from centralita.live import transcript
from centralita.live.channels import Door, Doors
from centralita.live.conversation import AgentAway, Opening, in_trial
from centralita.live.database import tenant
from centralita.live.http import Render, answer, bearer, guarded, language_of, read
from centralita.live.identities import Tester, Tokens, Visitor
from centralita.live.limits import Limiter, Rates
from centralita.live.rating import rate
from centralita.live.rewinding import rewind
from centralita.live.sessions import Sessions
from centralita.live.streams import ConversationStream
from centralita.live.uploads import Uploads
from centralita.live.visitor_calls import VisitorCalls
from centralita.live.widget import widget_config
from centralita.live.wire import (
    CallRequest,
    ConversationOnlyOut,
    HistoryOut,
    LanguageRequest,
    RatingRequest,
    RewindRequest,
    SaidOut,
    SayRequest,
    StartedOut,
    StartRequest,
    UploadedOut,
)

CORS: Final = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "retry-after, x-request-id",
    "cross-origin-resource-policy": "cross-origin",
}
_RAW_CORS: Final = [(name.encode(), value.encode()) for name, value in CORS.items()]
PREFLIGHT: Final = {
    **CORS,
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": "authorization, content-type, last-event-id",
    "access-control-max-age": "86400",
}
_TOP: Final = {"csat": 5, "nps": 10}
_BOTTOM: Final = {"csat": 1, "nps": 0}

_call = msgspec.json.Decoder(CallRequest)
_start = msgspec.json.Decoder(StartRequest)
_say = msgspec.json.Decoder(SayRequest)
_rating = msgspec.json.Decoder(RatingRequest)
_rewind = msgspec.json.Decoder(RewindRequest)
_language = msgspec.json.Decoder(LanguageRequest)


@dataclass(frozen=True, slots=True)
class Chat:
    """The handlers of the chat API."""

    sessions: Sessions
    doors: Doors
    tokens: Tokens
    uploads: Uploads
    limiter: Limiter
    rates: Rates
    calls: VisitorCalls

    def routes(self, render: Render) -> list[Route]:
        """Every route, each answering preflights and errors in the same way."""
        table: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
            ("GET", "/chat/v1/config", self.config),
            ("POST", "/chat/v1/calls", self.call),
            ("POST", "/chat/v1/conversations", self.start),
            ("GET", "/chat/v1/conversations/{id}", self.history),
            ("POST", "/chat/v1/conversations/{id}/messages", self.say),
            ("GET", "/chat/v1/conversations/{id}/stream", self.stream),
            ("POST", "/chat/v1/conversations/{id}/rating", self.rate),
            ("POST", "/chat/v1/conversations/{id}/language", self.change_language),
            ("POST", "/chat/v1/conversations/{id}/files", self.upload),
            ("GET", "/chat/v1/conversations/{id}/files/{file}", self.download),
            ("POST", "/chat/v1/conversations/{id}/end", self.end),
            ("POST", "/chat/v1/conversations/{id}/rewind", self.rewind),
        ]
        by_path: dict[str, dict[str, Callable[[Request], Awaitable[Response]]]] = {}
        for method, path, handler in table:
            by_path.setdefault(path, {})[method] = guarded(handler, render)
        return [
            Route(path, _with_cors(handlers), methods=[*handlers, "OPTIONS"])
            for path, handlers in by_path.items()
        ]

    async def config(self, request: Request) -> Response:
        """What the widget looks like and says of itself."""
        door = await self.doors.open(bearer(request), _origin(request))
        return answer(widget_config(door, language_of(request)))

    async def start(self, request: Request) -> Response:
        """Open a conversation with the published agent, or with a draft by a test ticket."""
        asked = await read(request, _start)
        token = bearer(request)
        if token.startswith("ctt_"):
            opening = _test_opening(self.tokens.tester(token), asked)
        else:
            opening = await self._public_opening(request, token, asked)
        conversation_id, conversation, messages = await self.sessions.start(opening)
        visitor = Visitor(opening.organization_id, conversation_id, opening.test, opening.agent_id)
        return answer(StartedOut(conversation, self.tokens.for_conversation(visitor), messages), 201)

    async def call(self, request: Request) -> Response:
        """Open a call of a visitor with the published agent."""
        asked = await read(request, _call)
        door = await self.doors.open(bearer(request), _origin(request))
        address = request.client.host if request.client else ""
        return answer(await self.calls.open(door, address, asked), 201)

    async def _public_opening(self, request: Request, key: str, asked: StartRequest) -> Opening:
        door = await self.doors.open(key, _origin(request))
        address = request.client.host if request.client else ""
        self.limiter.take("starts_of_address", address, self.rates.starts_of_address)
        self.limiter.take("starts_of_organization", door.organization_id, self.rates.starts_of_organization)
        if door.blueprint_id is None:
            raise AgentAway(retry_after=60)
        opening = Opening(
            organization_id=door.organization_id,
            agent_id=door.agent_id,
            version_id=door.version_id,
            blueprint_id=door.blueprint_id,
            channel_id=door.channel_id,
            channel=door.kind,
            test=False,
            language=asked.language,
            visitor_id=asked.visitor_id.replace("\0", ""),
            page_url=asked.page_url.replace("\0", ""),
            variables={name: value for name, value in asked.variables.items() if name.isidentifier()},
            earlier=self._earlier(door, asked.earlier),
        )
        return in_trial(opening, door.trial)

    def _earlier(self, door: Door, token: str) -> ConversationId | None:
        """The conversation whose visitor comes back; a token that opens nothing any more keeps nobody out."""
        try:
            visitor = self.tokens.visitor(token)
        except AppError:
            return None
        here = (visitor.organization_id, visitor.agent_id) == (door.organization_id, door.agent_id)
        return visitor.conversation_id if here and not visitor.test else None

    async def history(self, request: Request) -> Response:
        """The conversation and what was said after a sequence."""
        visitor = self._visitor(request)
        async with tenant(self.sessions.pool, visitor.organization_id) as connection:
            messages = await transcript.messages_after(
                connection, visitor.organization_id, visitor.conversation_id, _after(request)
            )
            conversation = await transcript.summary(
                connection, visitor.organization_id, visitor.conversation_id
            )
        return answer(HistoryOut(conversation, messages))

    async def say(self, request: Request) -> Response:
        """Take a message; the replies known already come with the answer, all of them by the stream."""
        visitor = self._visitor(request)
        said = await read(request, _say)
        rates = self.rates
        self.limiter.take("messages_of_conversation", visitor.conversation_id, rates.messages_of_conversation)
        if visitor.agent_id is not None:
            self.limiter.take("messages_of_agent", visitor.agent_id, rates.messages_of_agent)
        self.limiter.take("messages_of_organization", visitor.organization_id, rates.messages_of_organization)
        outcome = await self.sessions.say(visitor.organization_id, visitor.conversation_id, said)
        return answer(SaidOut(outcome.message, outcome.replies, outcome.conversation), 202)

    async def stream(self, request: Request) -> Response:
        """Follow the conversation as server-sent events."""
        visitor = self._visitor(request)
        self.limiter.take(
            "streams_of_conversation", visitor.conversation_id, self.rates.streams_of_conversation
        )
        async with tenant(self.sessions.pool, visitor.organization_id) as connection:
            await transcript.summary(connection, visitor.organization_id, visitor.conversation_id)
        stream = ConversationStream(self.sessions.pool, self.sessions.broker, visitor, _after(request))
        return StreamingResponse(
            stream.events(),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    async def rate(self, request: Request) -> Response:
        """Keep what the visitor thinks."""
        visitor = self._visitor(request)
        rating = await read(request, _rating)
        if not _BOTTOM[rating.kind] <= rating.score <= _TOP[rating.kind]:
            raise Invalid(field="score")
        await rate(
            self.sessions,
            visitor.organization_id,
            visitor.conversation_id,
            scale=rating.kind,
            score=rating.score,
            comment=rating.comment,
        )
        return await self._where(visitor)

    async def change_language(self, request: Request) -> Response:
        """Go on in another of the agent's languages."""
        visitor = self._visitor(request)
        asked = await read(request, _language)
        self.limiter.take(
            "messages_of_conversation", visitor.conversation_id, self.rates.messages_of_conversation
        )
        event = engine.LanguageChanged(at=_now(), language=asked.language)
        conversation = await self.sessions.give(visitor.organization_id, visitor.conversation_id, event)
        return answer(ConversationOnlyOut(conversation))

    async def upload(self, request: Request) -> Response:
        """Take a file; name it in the next message."""
        visitor = self._visitor(request)
        self.limiter.take(
            "uploads_of_conversation", visitor.conversation_id, self.rates.uploads_of_conversation
        )
        return answer(UploadedOut(await self.uploads.take(visitor, request)), 201)

    async def download(self, request: Request) -> Response:
        """A file of this conversation, always as a download."""
        visitor = self._visitor(request)
        return await self.uploads.give(visitor, request.path_params["file"])

    async def end(self, request: Request) -> Response:
        """The visitor is done."""
        visitor = self._visitor(request)
        event = engine.HungUp(at=_now(), by="visitor")
        conversation = await self.sessions.give(visitor.organization_id, visitor.conversation_id, event)
        return answer(ConversationOnlyOut(conversation))

    async def rewind(self, request: Request) -> Response:
        """Tests only: a new conversation that goes on from before a message."""
        visitor = self._visitor(request)
        if not visitor.test:
            raise NotFound(kind="conversation")
        asked = await read(request, _rewind)
        conversation_id, conversation, messages = await rewind(
            self.sessions, visitor.organization_id, visitor.conversation_id, asked.sequence
        )
        fresh = Visitor(visitor.organization_id, conversation_id, True, visitor.agent_id)
        return answer(StartedOut(conversation, self.tokens.for_conversation(fresh), messages), 201)

    def _visitor(self, request: Request) -> Visitor:
        """The holder of the token, who may only touch the conversation that it was made for."""
        token = bearer(request)
        if not token:
            raise Unauthenticated
        visitor = self.tokens.visitor(token)
        if request.path_params["id"] != visitor.shown_id:
            # Some other conversation, or no id at all: both answer alike.
            raise NotFound(kind="conversation")
        return visitor

    async def _where(self, visitor: Visitor) -> Response:
        async with tenant(self.sessions.pool, visitor.organization_id) as connection:
            found = await transcript.summary(connection, visitor.organization_id, visitor.conversation_id)
        return answer(ConversationOnlyOut(found))


def _with_cors(
    handlers: dict[str, Callable[[Request], Awaitable[Response]]],
) -> Callable[[Request], Awaitable[Response]]:
    async def run(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        # Starlette answers HEAD where GET is; it costs what GET costs.
        response = await handlers["GET" if request.method == "HEAD" else request.method](request)
        response.raw_headers.extend(_RAW_CORS)
        return response

    return run


def _test_opening(tester: Tester, asked: StartRequest) -> Opening:
    return Opening(
        organization_id=tester.organization_id,
        agent_id=tester.agent_id,
        version_id=None,
        blueprint_id=tester.blueprint_id,
        channel_id=None,
        channel="test",
        test=True,
        language=asked.language,
        variables=dict(asked.variables),
        spoken=asked.spoken,
    )


def _origin(request: Request) -> str | None:
    """The origin of the page that asks: browsers name it, but for a GET from our own pages, which they only mark."""
    origin = request.headers.get("origin")
    if origin is None and request.headers.get("sec-fetch-site") == "same-origin":
        return f"{request.url.scheme}://{request.headers.get('host', '')}"
    return origin


def _after(request: Request) -> int:
    """The last sequence that the reader has, from the address or the header that browsers send again."""
    for text in (request.headers.get("last-event-id", ""), request.query_params.get("after", "")):
        if text.isdigit() and len(text) < 10:
            return int(text)
    return 0


def _now() -> float:
    from centralita.kit.clock import now

    return now().timestamp()
