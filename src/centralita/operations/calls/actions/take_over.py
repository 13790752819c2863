"""A person goes on with a call in the agent's place: first they listen, then they speak. Only where the platform can."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.ledger.events.hints import changed
from centralita.operations.calls.errors import CallOver
from centralita.operations.calls.models import Call
from centralita.operations.calls.queries import get_call
from centralita.operations.calls.telling import record
from centralita.providers.voice.calls import CallStatus, LiveLine
from centralita.providers.voice.errors import VoiceRefused, VoiceThingMissing, VoiceUnsupported
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.voice_accounts.public import provider_of


def listen(actor: Actor, call_id: UUID) -> LiveLine:
    """What a browser needs to hear the call, hidden. Opens its own scopes; asks the platform between them.

    Raises CallOver, VoiceUnsupported, VoiceError.
    """
    call, provider = _running(actor, call_id)
    try:
        line = provider.listen(call.platform_call_id)
    except (VoiceRefused, VoiceThingMissing):
        raise CallOver from None
    with tenant_scope(actor.organization_id):
        record(actor, "call_listen", call_id)
    return line


def take_over(actor: Actor, call_id: UUID, participant: str) -> Call:
    """Let a listener speak: from the answer on the agent is silent, for good. Raises as `listen` does."""
    call, provider = _running(actor, call_id)
    try:
        provider.take_over(call.platform_call_id, participant)
    except (VoiceRefused, VoiceThingMissing):
        raise CallOver from None
    with tenant_scope(actor.organization_id):
        fresh = get_call(actor, call_id, lock=True)
        record(actor, "call_take_over", call_id, before={"status": fresh.status})
        # The platform tells that the agent's part ended; should it not, it is asked.
        fresh.check_at = now()
        fresh.save(update_fields=["check_at"])
        changed(actor.organization_id, "call", call_id)
        return fresh


def _running(actor: Actor, call_id: UUID) -> tuple[Call, VoiceProvider]:
    with tenant_scope(actor.organization_id):
        call = get_call(actor, call_id)
        if call.status != CallStatus.IN_PROGRESS or not call.platform_call_id:
            raise CallOver
        provider = provider_of(call.account_id) if call.account_id else None
        if provider is None or not provider.capabilities.take_over:
            raise VoiceUnsupported(platform=call.platform, act="take_over")
        return call, provider
