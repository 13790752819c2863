"""Trying how a number is answered: at the sandbox a simulated person rings it."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.operations.numbers.actions.bind import NumberGone
from centralita.operations.numbers.queries import get_number
from centralita.providers.voice.errors import VoiceUnsupported
from centralita.providers.voice.provider import Simulated
from centralita.studio.voice_accounts.opening import open_provider
from centralita.studio.voice_accounts.queries import get_account


class NumberUnanswered(Conflict):
    """No agent of ours answers the number. Data: `number`."""

    code = "number_unanswered"


def ring_number(actor: Actor, number_id: UUID, caller: str) -> str:
    """Have somebody ring a number; the platform's id of the call. Opens its own transactions.

    Raises NotFound, NumberGone, NumberUnanswered, VoiceUnsupported where callers are real, VoiceError.
    """
    with tenant_scope(actor.organization_id):
        row = get_number(number_id)
        if row.removed_at is not None:
            raise NumberGone(number=row.number)
        provider = open_provider(get_account(row.account_id))
        if not isinstance(provider, Simulated):
            raise VoiceUnsupported(platform="", act="ring")
        if row.agent_id is None:
            raise NumberUnanswered(number=row.number)
    call = provider.ring(row.remote_id, caller)
    with tenant_scope(actor.organization_id):
        trail.record(
            actor,
            action="phone_number_ring",
            subject_kind="phone_number",
            subject_id=to_text("num", row.id),
            after={"caller": caller, "call": call},
        )
    return call
