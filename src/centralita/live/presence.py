"""Who else is in a draft, and at which step: told to those who look at it too, kept nowhere.

A page says every few seconds that it is there. Whoever hears nothing of it for a while takes it for gone, so what
was lost, or never said goodbye, ends by itself.
"""

from dataclasses import dataclass
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from centralita.kit.errors import Forbidden, NotFound, Unauthenticated
from centralita.kit.ids import from_text, to_text
from centralita.ledger.events.hints import Hint
from centralita.live.broker import Broker
from centralita.live.database import Pool, tenant
from centralita.live.http import Render, bearer, guarded, read
from centralita.live.identities import Operator, Tokens
from centralita.live.limits import Limiter, Rates
from centralita.live.wire import PresenceRequest

KIND: Final = "presence"
_SEE: Final = "agent:read"
_body = msgspec.json.Decoder(PresenceRequest)


def may_see(operator: Operator, hint: Hint) -> bool:
    """Whether a hint is for this member: who is in a draft is told to those who may open it."""
    if hint.kind != KIND:
        return True
    if _SEE not in operator.permissions:
        return False
    return operator.agent_ids is None or hint.body.get("id") in {
        to_text("agt", each) for each in operator.agent_ids
    }


@dataclass(frozen=True, slots=True)
class Presence:
    """The door by which pages say that they are there."""

    pool: Pool
    broker: Broker
    tokens: Tokens
    limiter: Limiter
    rates: Rates

    def routes(self, render: Render) -> list[Route]:
        """Every route."""
        return [Route("/live/v1/presence", guarded(self.tell, render), methods=["POST"])]

    async def tell(self, request: Request) -> Response:
        """Somebody has a draft open, is at another step of it, or has left."""
        ticket = bearer(request)
        if not ticket:
            raise Unauthenticated
        operator = self.tokens.operator(ticket)
        operator.require(_SEE)
        self.limiter.take("presence", operator.user_id, self.rates.presence_of_member)
        told = await read(request, _body)
        agent_id = from_text("agt", told.agent_id)
        async with tenant(self.pool, operator.organization_id) as connection:
            row = await connection.fetchrow(
                "SELECT EXISTS (SELECT 1 FROM agent WHERE organization_id = $1 AND id = $2) AS known,"
                " EXISTS (SELECT 1 FROM membership WHERE organization_id = $1 AND user_id = $3) AS member",
                operator.organization_id,
                agent_id,
                operator.user_id,
            )
        if row is None or not row["known"] or not operator.reaches(agent_id):
            raise NotFound(kind="agent")
        if not row["member"]:
            # The ticket outlived the membership.
            raise Forbidden(permission=_SEE)
        body: dict[str, object] = {
            "id": to_text("agt", agent_id),
            "tab": told.tab,
            "user": to_text("usr", operator.user_id),
            "name": operator.name,
            "flow": told.flow,
            "node": told.node,
            "gone": told.gone,
            "said": told.said,
        }
        self.broker.tell(operator.organization_id, KIND, body)
        return Response(status_code=204)
