"""Before a call to one of its numbers begins, ElevenLabs asks with what. It is told which of our variables the agent
reads, who was rung, and outside of that number's hours that the agent is to say so, or to pass the call on.

The question carries no signature; the token in the address says whose it is. Source: shared facts on ElevenLabs,
section on the conversation-initiation webhook.
"""

import asyncio
from typing import Any, Final

import asyncpg
import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from centralita.kit.errors import Unauthenticated
from centralita.kit.logs import get_logger
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.live.brain.answering import Answering, Closed, closed_now, closing_words
from centralita.live.brain.ports import Behind, Deployments
from centralita.live.brain.rings import Ring, Rings
from centralita.live.database import LOST, Pool, tenant
from centralita.live.http import LARGEST_BODY, Render, answer, guarded, read_bytes
from centralita.providers.voice.elevenlabs.variables import HOURS, PASSED_ON, RING

# The caller hears it ring meanwhile, and ElevenLabs does not say how long it waits.
_PATIENCE: Final = 1.2
_VARIABLES: Final = (
    "SELECT pushed #> '{conversation_config,agent,dynamic_variables,dynamic_variable_placeholders}'"
    " FROM deployment WHERE organization_id = $1 AND brain_token = $2"
)
# What the platform's own model is to do after the first words, which the caller has heard.
_TURNED_AWAY: Final = (
    "# Closed\nThis number is closed at the moment, and the caller has been told. Whatever they say, answer nothing"
    " else: say goodbye and use end_call."
)
_HANDED_ON: Final = (
    "# Closed\nThis number is closed at the moment. Answer nothing else: use transfer_to_number at once, to the"
    " number of a closed house."
)

log = get_logger(__name__)


class _Asked(msgspec.Struct):
    called_number: Any = ""
    caller_id: Any = ""


_decoder = msgspec.json.Decoder(_Asked)


class Initiation:
    """Answers ElevenLabs' question about calls that come in."""

    def __init__(self, pool: Pool, deployments: Deployments, answering: Answering, rings: Rings) -> None:
        self._pool = pool
        self._deployments = deployments
        self._answering = answering
        self._rings = rings

    def routes(self, render: Render) -> list[Route]:
        """The one route."""
        return [Route("/brain/elevenlabs/{token}/begin", guarded(self.asked, render), methods=["POST"])]

    async def asked(self, request: Request) -> Response:
        """With what the call begins. A token that opens nothing is refused; whatever else goes wrong, it is answered."""
        token = request.path_params["token"][:200]
        raw = await read_bytes(request, LARGEST_BODY)
        variables: dict[str, Any] = {}
        closed = None
        try:
            async with asyncio.timeout(_PATIENCE):
                behind = await self._deployments.by_token(token)
                if behind is None:
                    raise Unauthenticated
                variables = await self._variables(behind, token)
                ring = _ring(raw)
                closed = await self._closed(behind, ring)
                variables |= self._told(behind, ring, closed)
        except (TimeoutError, asyncpg.PostgresError, *LOST) as trouble:
            log.warning("initiation_unknown", error=repr(trouble))
        told: dict[str, Any] = {"type": "conversation_initiation_client_data", "dynamic_variables": variables}
        if closed is not None:
            told["conversation_config_override"] = {"agent": {"first_message": closing_words(closed)}}
        return answer(told)

    async def _variables(self, behind: Behind, token: str) -> dict[str, Any]:
        """All that the agent's texts read, with what stands for them: ElevenLabs refuses calls that lack one."""
        async with tenant(self._pool, behind.organization_id) as connection:
            found = await connection.fetchval(_VARIABLES, behind.organization_id, token)
        told = msgspec.json.decode(found) if found else None
        return told if isinstance(told, dict) else {}

    async def _closed(self, behind: Behind, ring: Ring) -> Closed | None:
        if not ring.number:
            return None
        return await closed_now(self._answering, behind.organization_id, behind.account_id, ring.number)

    def _told(self, behind: Behind, ring: Ring, closed: Closed | None) -> dict[str, str]:
        if not behind.native:
            ours = {RING: self._rings.written(behind.account_id, ring)}
        elif closed is None:
            ours = {}
        else:
            ours = {HOURS: _HANDED_ON if closed.fallback else _TURNED_AWAY}
        return {**ours, PASSED_ON: closed.fallback if closed else ""}


def _ring(raw: bytes) -> Ring:
    try:
        asked = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Ring("", "")
    return Ring(_number(asked.called_number), _number(asked.caller_id))


def _number(told: object) -> str:
    try:
        return read_phone(told[:40]).e164 if isinstance(told, str) else ""
    except PhoneInvalid:
        return ""
