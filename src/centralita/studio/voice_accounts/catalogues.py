"""What a platform has in an account, kept beside us: voices, numbers. Having it looked at soon, and at most once at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import Q

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.models import TenantModel
from centralita.kit.clock import now
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.moving import Moved

_LOST_AFTER: Final = timedelta(minutes=15)
_STALE_AFTER: Final = timedelta(hours=24)


class AccountCatalogue(TenantModel):
    """How far we know what an account has. `queued_at` is set while somebody is on the way to look."""

    account_id = models.UUIDField()
    queued_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    refreshed_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Refresher:
    """Has one kind of catalogue looked at, in the caller's scope.

    `rows` are the AccountCatalogues of that kind, `defer` queues the look at (organization, account).
    """

    rows: models.Manager[Any]
    defer: Callable[[UUID, UUID], None]

    def on_account(self, actor: Actor, account_id: UUID, moved: Moved) -> None:
        """An account that works is looked at: it was just connected, or what it has may have changed meanwhile."""
        if moved is Moved.WORKS:
            self.queue(actor.organization_id, account_id)

    def queue(self, organization_id: UUID, account_id: UUID) -> bool:
        """Have an account looked at soon; False when somebody is on the way already."""
        first = self.rows.model(organization_id=organization_id, account_id=account_id)
        self.rows.bulk_create([first], ignore_conflicts=True)
        moment = now()
        free = Q(queued_at__isnull=True) | Q(queued_at__lt=moment - _LOST_AFTER)
        if not self.rows.filter(free, account_id=account_id).update(queued_at=moment):
            return False
        self.defer(organization_id, account_id)
        return True

    def queue_stale(self) -> int:
        """Have every account looked at that was not tried for a day; how many."""
        tried = self.rows.filter(tried_at__gt=now() - _STALE_AFTER).values("account_id")
        stale = VoiceAccount.objects.exclude(id__in=tried).values_list("organization_id", "id")
        return sum(self.queue(organization_id, account_id) for organization_id, account_id in list(stale))
