"""Before a call comes in, a platform asks who answers it. Outside of its number's hours that is our own brain, which says
so or passes the call on; at all other times it is whoever the number is bound to.

Whatever goes wrong here, the bound agent answers: whoever calls is not lost for it.
"""

import asyncio
from typing import Any, Final
from urllib.parse import urlsplit

import asyncpg
import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import Unauthenticated
from centralita.kit.logs import get_logger
from centralita.live.brain.answering import Answering, closed_now
from centralita.live.database import LOST, Pool, tenant
from centralita.live.http import LARGEST_BODY, Render, answer, guarded, read_bytes
from centralita.live.intake import Intake, Sender
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.signatures import verified

# The caller hears it ring meanwhile.
_PATIENCE: Final = 2.0
# Where our own brain answers anyway, it looks at the hours itself.
_TURNED_AWAY_BY: Final = (
    "SELECT d.brain_token FROM phone_number n"
    " JOIN deployment d ON d.organization_id = n.organization_id AND d.account_id = n.account_id"
    "  AND d.agent_id = n.agent_id"
    " WHERE n.organization_id = $1 AND n.account_id = $2 AND n.number = $3 AND n.removed_at IS NULL"
    "  AND d.mode <> 'brain' AND d.goal = 'live'"
)

log = get_logger(__name__)


class _Call(msgspec.Struct):
    to_number: str = ""


class _Asked(msgspec.Struct):
    event: str = ""
    call_inbound: _Call | None = None


_decoder = msgspec.json.Decoder(_Asked)


class Inbound:
    """Answers Retell's question about calls that come in."""

    def __init__(
        self, pool: Pool, intake: Intake, answering: Answering, own_origin: str, clock: Clock = system_clock
    ) -> None:
        self._pool = pool
        self._intake = intake
        self._answering = answering
        self._host = urlsplit(own_origin).netloc
        self._clock = clock

    def routes(self, render: Render) -> list[Route]:
        """The one route."""
        return [Route("/hooks/voice/v1/{hook}/inbound", guarded(self.asked, render), methods=["POST"])]

    async def asked(self, request: Request) -> Response:
        """Who answers: nothing said is the agent that the number is bound to. Unsigned questions are refused."""
        try:
            async with asyncio.timeout(_PATIENCE):
                sender = await self._intake.sender(request.path_params["hook"])
        except (asyncpg.PostgresError, *LOST) as trouble:
            log.warning("inbound_unknown", error=repr(trouble))
            return answer({"call_inbound": {}})
        raw = await read_bytes(request, LARGEST_BODY)
        signed = sender.platform is VoicePlatform.RETELL and verified(
            sender.platform, raw, request.headers, sender.secrets, self._clock.now()
        )
        if not signed:
            raise Unauthenticated
        return answer({"call_inbound": await self._override(sender, raw)})

    async def _override(self, sender: Sender, raw: bytes) -> dict[str, Any]:
        try:
            async with asyncio.timeout(_PATIENCE):
                token = await self._turned_away_by(sender, raw)
        except (TimeoutError, asyncpg.PostgresError, *LOST) as trouble:
            log.warning("inbound_unknown", error=repr(trouble))
            return {}
        if token is None:
            return {}
        address = f"wss://{self._host}/brain/retell/{token}"
        engine = {"type": "custom-llm", "llm_websocket_url": address}
        return {"agent_override": {"agent": {"response_engine": engine}}}

    async def _turned_away_by(self, sender: Sender, raw: bytes) -> str | None:
        """The token of the brain that turns the call away; None while the number is answered."""
        try:
            told = _decoder.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        number = told.call_inbound.to_number[:40] if told.call_inbound else ""
        house = (sender.organization_id, sender.account_id, number)
        if not number or await closed_now(self._answering, *house) is None:
            return None
        async with tenant(self._pool, sender.organization_id) as connection:
            found: str | None = await connection.fetchval(_TURNED_AWAY_BY, *house)
        return found
