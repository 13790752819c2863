"""Webhooks of voice platforms: known by their signature over the raw bytes, kept once, answered at once."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg
import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from centralita.kit.clock import Clock, system_clock
from centralita.kit.encryption import Cipher, Undecryptable
from centralita.kit.errors import TooLarge, Unauthenticated
from centralita.kit.ids import OrganizationId, to_text
from centralita.kit.logs import get_logger
from centralita.live.broker import Broker
from centralita.live.database import Pool, tenant
from centralita.live.http import Render, guarded
from centralita.live.inbox import Arrival, Inbox
from centralita.providers.voice.events import read_event
from centralita.providers.voice.platforms import VoicePlatform, signing_secrets
from centralita.providers.voice.signatures import verified
from centralita.studio.voice_accounts.domain import organization_of_hook
from centralita.studio.voice_accounts.secrets import unseal

# The longest calls come with everything that was said, word by word.
LARGEST_CALL: Final = 10 * 1024 * 1024
_KEPT_SECONDS: Final = 5.0
_KEPT: Final = 5_000
_FIND: Final = "SELECT id, kind, secret FROM voice_account WHERE organization_id = $1 AND hook = $2"

_KEPT_IT: Final[tuple[Message, Message]] = (
    {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]},
    {"type": "http.response.body", "body": b""},
)

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Sender:
    """The account behind a hook, with the secrets that may have signed."""

    organization_id: OrganizationId
    account_id: UUID
    platform: VoicePlatform
    secrets: tuple[str, ...]


class Intake:
    """Takes webhooks in. What they mean is read later, from what is kept."""

    def __init__(self, pool: Pool, cipher: Cipher, broker: Broker, clock: Clock = system_clock) -> None:
        self._pool = pool
        self._cipher = cipher
        self._broker = broker
        self._clock = clock
        self._inbox = Inbox(pool, self._tell)
        self._known: OrderedDict[str, tuple[float, Sender]] = OrderedDict()

    def routes(self, render: Render) -> list[Route]:
        """The one route."""
        return [Route("/hooks/voice/v1/{hook}", _Door(self, render), methods=["POST"])]

    async def deliver(self, hook: str, raw: bytes, headers: Mapping[str, str]) -> None:
        """Returns when the event is kept, also when it was already. Anything unsigned is refused alike.

        Raises Unauthenticated, Unavailable.
        """
        sender = await self.sender(hook)
        moment = self._clock.now()
        if not verified(sender.platform, raw, headers, sender.secrets, moment):
            log.warning("webhook_refused", account=str(sender.account_id))
            raise Unauthenticated
        event = read_event(sender.platform, raw)
        if event is None:
            # Signed, so it is theirs; sending it again would not make it readable.
            log.warning("webhook_unreadable", account=str(sender.account_id), size=len(raw))
            return
        try:
            await self._inbox.keep(
                sender.organization_id,
                Arrival(sender.account_id, event.key, event.name, event.call_id, raw, moment),
            )
        except asyncpg.ForeignKeyViolationError:
            # The account was removed a moment ago.
            self._known.pop(hook, None)
            raise Unauthenticated from None

    def _tell(self, organization_id: OrganizationId, account_id: UUID) -> None:
        self._broker.tell(organization_id, "voice_account.changed", {"id": to_text("pac", account_id)})

    async def sender(self, hook: str) -> Sender:
        """The account of a hook, looked up every few seconds. Raises Unauthenticated alike for all that is wrong."""
        moment = time.monotonic()
        known = self._known.get(hook)
        if known is not None and moment - known[0] < _KEPT_SECONDS:
            return known[1]
        organization_id = organization_of_hook(hook)
        async with tenant(self._pool, organization_id) as connection:
            row = await connection.fetchrow(_FIND, organization_id, hook)
        if row is None:
            raise Unauthenticated
        platform = VoicePlatform(row["kind"])
        try:
            secret = unseal(self._cipher, row["id"], organization_id, row["secret"])
        except (Undecryptable, msgspec.DecodeError):
            log.warning("webhook_secret_lost", account=str(row["id"]))
            raise Unauthenticated from None
        sender = Sender(organization_id, row["id"], platform, signing_secrets(platform, secret))
        self._known[hook] = (moment, sender)
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return sender


class _Door:
    """The route, without what a framework does for each request: there may be thousands a second."""

    def __init__(self, intake: Intake, render: Render) -> None:
        self._intake = intake
        self._render = render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            hook = scope["path_params"]["hook"]
            # Who sends to nobody's address is not heard out.
            await self._intake.sender(hook)
            # Of a header that comes twice the first counts.
            headers = {
                name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])
            }
            await self._intake.deliver(hook, await _body(receive, headers), headers)
        except Exception as error:  # noqa: BLE001 - told as everywhere, by the same hand
            response = await guarded(_raising(error), self._render)(Request(scope, receive))
            await response(scope, receive, send)
            return
        for message in _KEPT_IT:
            await send(message)


def _raising(error: Exception) -> Callable[[Request], Awaitable[Response]]:
    async def again(_request: Request) -> Response:
        raise error

    return again


async def _body(receive: Receive, headers: Mapping[str, str]) -> bytes:
    """The whole body. Raises TooLarge as soon as that is known, ClientDisconnect."""
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared) > LARGEST_CALL:
        raise TooLarge(limit=f"{LARGEST_CALL // 1024} kB")
    pieces: list[bytes] = []
    more, size = True, 0
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        pieces.append(message.get("body", b""))
        more = message.get("more_body", False)
        size += len(pieces[-1])
        if size > LARGEST_CALL:
            raise TooLarge(limit=f"{LARGEST_CALL // 1024} kB")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)
