"""Letting somebody talk with a draft."""

from datetime import timedelta

from django.conf import settings

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.studio.agents.actions.publish import store_blueprint
from centralita.studio.agents.models import Agent

TICKET_SECONDS = 3600


def test_ticket(actor: Actor, agent: Agent) -> str:
    """A ticket for test conversations on the draft as it is at this moment, whatever is edited later."""
    blueprint_id = store_blueprint(actor, agent.draft)
    # A stored blueprint is the draft's content under its hash: nothing changed for anybody.
    witness.nothing_changed()
    payload = {
        "o": actor.organization_id.hex,
        "a": agent.id.hex,
        "b": blueprint_id.hex,
        "u": actor.user_id.hex if actor.user_id else "",
    }
    return "ctt_" + settings.SIGNER.sign("test", payload, timedelta(seconds=TICKET_SECONDS))
