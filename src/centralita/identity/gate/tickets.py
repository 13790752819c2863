"""Tickets that the control plane gives to a signed-in member for the live plane."""

from datetime import timedelta

from django.conf import settings
from ninja import Schema
from pydantic import Field

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter

LIFETIME = timedelta(minutes=15)

router = TenantRouter("live")


class StreamTicketOut(Schema):
    """A ticket for the live plane. Ask for another one before it expires."""

    ticket: str
    url: str = Field(description="Server-sent events of what changes in the organization; add ?ticket=")
    expires_in: int = Field(description="Seconds")


@router.post(
    "/stream-tickets",
    permission=Permission.UPDATES_READ,
    operation="stream_ticket_create",
    response=StreamTicketOut,
    status=201,
)
def create_stream_ticket(request: TenantRequest) -> StreamTicketOut:
    """A ticket that carries what the caller may do, for live updates and for taking over chats."""
    actor = request.actor
    payload = {
        "o": actor.organization_id.hex,
        "u": actor.user_id.hex if actor.user_id else "",
        "n": actor.name,
        "p": sorted(permission.value for permission in actor.permissions),
        "g": None if actor.agent_ids is None else [agent.hex for agent in actor.agent_ids],
    }
    # A ticket is a word, not a change: nothing is kept of it.
    witness.nothing_changed()
    ticket = settings.SIGNER.sign("live", payload, LIFETIME)
    return StreamTicketOut(
        ticket=ticket,
        url="/live/v1/updates",
        expires_in=int(LIFETIME.total_seconds()),
    )
