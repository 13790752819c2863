"""Ending a call before it ends by itself."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.ledger.events.hints import changed
from centralita.operations.calls.domain.words import Placing
from centralita.operations.calls.errors import CallOver
from centralita.operations.calls.finishing import end_by_us
from centralita.operations.calls.models import Call
from centralita.operations.calls.queries import get_call
from centralita.operations.calls.queueing import queue_stop
from centralita.operations.calls.telling import record
from centralita.providers.voice.calls import CallStatus, Ending
from centralita.providers.voice.errors import VoiceUnsupported
from centralita.studio.voice_accounts.public import provider_of


def cancel_call(actor: Actor, call_id: UUID) -> Call:
    """Cancel what was not dialled, at once; else have the platform hang up.

    Raises CallOver, and VoiceUnsupported where the platform has no way.
    """
    call = get_call(actor, call_id, lock=True)
    if CallStatus(call.status).ended:
        raise CallOver
    if call.placing == Placing.WAITING:
        record(actor, "call_cancel", call.id, before={"status": call.status})
        end_by_us(actor, call, CallStatus.CANCELLED, evidence="us", ending=Ending.STOPPED)
        return call
    if call.stop_asked_at is not None:
        witness.nothing_changed()
        return call
    provider = provider_of(call.account_id) if call.account_id else None
    if provider is None or not provider.capabilities.hang_up:
        raise VoiceUnsupported(platform=call.platform, act="stop_call")
    call.stop_asked_at = now()
    call.revision += 1
    call.save(update_fields=["stop_asked_at", "revision"])
    changed(actor.organization_id, "call", call.id)
    record(actor, "call_cancel", call.id, before={"status": call.status})
    queue_stop(actor.organization_id, call.id)
    return call
