"""Having the platform hang up."""

from uuid import UUID

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.hints import changed
from centralita.operations.calls.models import Call
from centralita.providers.voice.calls import CallStatus
from centralita.providers.voice.errors import VoiceThingMissing, VoiceUnsupported
from centralita.studio.voice_accounts.public import provider_of


def stop(organization_id: OrganizationId, call_id: UUID) -> None:
    """Tell the platform to hang up. That it did is heard from the platform, or asked a moment later."""
    with tenant_scope(organization_id):
        call = Call.objects.filter(id=call_id).first()
        if call is None or CallStatus(call.status).ended or not call.platform_call_id or not call.account_id:
            # Where the platform's id is not known yet, whoever finds it stops the call.
            return
        provider = provider_of(call.account_id)
    if provider is None:
        return
    problem = ""
    try:
        provider.stop_call(call.platform_call_id)
    except VoiceUnsupported as error:
        problem = error.code
    except VoiceThingMissing:
        pass
    with tenant_scope(organization_id):
        fresh = Call.objects.select_for_update().get(id=call_id)
        if CallStatus(fresh.status).ended:
            return
        fresh.check_at = now()
        if problem:
            fresh.stop_asked_at, fresh.error = None, problem
        fresh.save(update_fields=["check_at", "stop_asked_at", "error"])
        changed(organization_id, "call", call_id)
