"""The breaker of each voice account: a platform that does not answer is left alone for ever longer, then tried gently."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.operations.calls.domain.patience import key_pause, pause_after
from centralita.operations.calls.lines import ensure_traffic
from centralita.operations.calls.models import CallTraffic
from centralita.providers.voice.errors import VoiceError, VoiceKeyRefused, VoiceUnpaid
from centralita.studio.voice_accounts.public import account_failed, account_works

# The platform refuses the account as such: nothing that is sent there will go better.
ACCOUNT_ERRORS = (VoiceKeyRefused, VoiceUnpaid)
_SPREAD_SECONDS = 20.0


def paused_until(account_id: UUID) -> datetime | None:
    """Until when nothing is to be sent there; None when it may be."""
    until = CallTraffic.objects.filter(account_id=account_id).values_list("paused_until", flat=True).first()
    return until if until is not None and until > now() else None


def after_pause(until: datetime) -> datetime:
    """A moment soon after a pause: those who waited do not all come at once."""
    return until + timedelta(seconds=random.uniform(0, _SPREAD_SECONDS))  # noqa: S311 - spreads load, hides nothing


def platform_answered(actor: Actor, account_id: UUID) -> None:
    """It works: whatever was noted against it is forgotten."""
    CallTraffic.objects.filter(account_id=account_id).exclude(failures=0, paused_until=None).update(
        failures=0, paused_until=None
    )
    account_works(actor, account_id)


def platform_failed(actor: Actor, account_id: UUID, error: VoiceError) -> datetime:
    """Note a failure; until when to leave it alone."""
    ensure_traffic(OrganizationId(actor.organization_id), account_id)
    row = CallTraffic.objects.select_for_update().get(account_id=account_id)
    row.failures += 1
    if isinstance(error, ACCOUNT_ERRORS):
        row.paused_until = now() + key_pause()
        account_failed(actor, account_id, error.code)
    else:
        pause = pause_after(row.failures, random.random())  # noqa: S311 - spreads load, hides nothing
        row.paused_until = now() + pause
    row.save(update_fields=["failures", "paused_until"])
    return row.paused_until
