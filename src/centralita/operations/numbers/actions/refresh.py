"""Having the numbers of accounts looked at soon."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.operations.numbers.models import NumberCatalogue
from centralita.operations.numbers.tasks import refresh_numbers
from centralita.studio.voice_accounts import public as accounts
from centralita.studio.voice_accounts.models import VoiceAccount

_LOST_AFTER: Final = timedelta(minutes=15)
_STALE_AFTER: Final = timedelta(hours=24)


def on_account(actor: Actor, account_id: UUID, moved: accounts.Moved) -> None:
    """An account that works is looked at: it was just connected, or its numbers may have changed meanwhile."""
    if moved is accounts.Moved.WORKS:
        queue_refresh(actor.organization_id, account_id)


def queue_refresh(organization_id: UUID, account_id: UUID) -> bool:
    """Have an account looked at soon, in the caller's scope; False when somebody is on the way already."""
    NumberCatalogue.objects.bulk_create(
        [NumberCatalogue(organization_id=organization_id, account_id=account_id)], ignore_conflicts=True
    )
    moment = now()
    free = Q(queued_at__isnull=True) | Q(queued_at__lt=moment - _LOST_AFTER)
    if not NumberCatalogue.objects.filter(free, account_id=account_id).update(queued_at=moment):
        return False
    refresh_numbers.defer(organization_id=str(organization_id), account_id=str(account_id))
    return True


def queue_stale() -> int:
    """Have every account looked at that was not tried for a day; how many. In the caller's scope."""
    tried = NumberCatalogue.objects.filter(tried_at__gt=now() - _STALE_AFTER).values("account_id")
    stale = VoiceAccount.objects.exclude(id__in=tried).values_list("organization_id", "id")
    return sum(queue_refresh(organization_id, account_id) for organization_id, account_id in list(stale))
