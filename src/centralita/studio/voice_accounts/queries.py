"""Reading accounts of voice platforms and what came from them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from centralita.kit.errors import NotFound
from centralita.studio.voice_accounts.models import VoiceAccount, WebhookEvent

MOST_ACCOUNTS = 100
_EVENTS_SHOWN = 50


def list_accounts() -> Sequence[VoiceAccount]:
    """All accounts of the organization, by label."""
    return list(VoiceAccount.objects.order_by("label", "id"))


def get_account(account_id: UUID, *, lock: bool = False) -> VoiceAccount:
    """One account; NotFound when it is another organization's or gone."""
    accounts = VoiceAccount.objects.all()
    account = (accounts.select_for_update() if lock else accounts).filter(id=account_id).first()
    if account is None:
        raise NotFound(kind="voice_account")
    return account


def last_heard(account_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When each account's platform last sent something; those that never did are left out."""
    rows = (
        WebhookEvent.objects.filter(account_id__in=account_ids)
        .values_list("account_id")
        .annotate(newest=Max("received_at"))
        .values_list("account_id", "newest")
    )
    return dict(rows)


def newest_events(account_id: UUID) -> Sequence[WebhookEvent]:
    """What the platform sent last, newest first, without the bodies."""
    events = WebhookEvent.objects.filter(account_id=account_id).defer("body")
    return list(events.order_by("-received_at", "-id")[:_EVENTS_SHOWN])
