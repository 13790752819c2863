"""What webhooks brought and nobody has read yet: taken in the order of arrival, parked, done with, forgotten.

Inside the organization's scope; rows that are taken stay locked until the caller's transaction is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from centralita.kit.clock import now
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.models import VoiceAccount, WebhookEvent

# What came of an event: it changed its call, it did not, it is about no call of ours, nobody understands it, its call
# was never found, or our own reading of it fails.
Result = Literal["changed", "unchanged", "foreign", "unreadable", "unmatched", "failed"]

PARKED_FOR: Final = timedelta(hours=24)
_BODIES_KEPT: Final = timedelta(days=30)
_ROWS_KEPT: Final = timedelta(days=120)
_OF_ONE_CALL: Final = 100
_FIRST_PAUSE: Final = 2.0
_LONGEST_PAUSE: Final = 1_800.0
_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits. `call` is the platform's id of its call, or empty."""

    id: UUID
    account_id: UUID
    platform: VoicePlatform
    call: str
    body: bytes
    received_at: datetime
    tries: int


def take_waiting() -> Sequence[Waiting]:
    """The event that waits longest, with all that wait about the same call, in the order in which they came."""
    moment = now()
    due = WebhookEvent.objects.filter(applied_at__isnull=True).filter(
        Q(next_try_at__isnull=True) | Q(next_try_at__lte=moment)
    )
    locked = due.select_for_update(skip_locked=True)
    head = locked.order_by("received_at", "id").first()
    if head is None:
        return ()
    rows = [head]
    if head.call:
        same = locked.filter(account_id=head.account_id, call=head.call).exclude(id=head.id)
        rows += list(same.order_by("received_at", "id")[: _OF_ONE_CALL - 1])
    kind = VoiceAccount.objects.filter(id=head.account_id).values_list("kind", flat=True).first()
    if kind is None:
        return ()
    platform = VoicePlatform(kind)
    return [
        Waiting(row.id, row.account_id, platform, row.call, bytes(row.body), row.received_at, row.tries)
        for row in rows
    ]


def done_with(ids: Sequence[UUID], result: Result) -> None:
    """These were applied, or never will be."""
    WebhookEvent.objects.filter(id__in=ids).update(applied_at=now(), result=result, next_try_at=None)


def park(events: Sequence[Waiting], result: Result) -> None:
    """Look at these again later, ever more seldom, and not at all once they are a day old."""
    moment = now()
    for each in events:
        if moment - each.received_at > PARKED_FOR:
            done_with([each.id], result)
            continue
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(each.tries, 12))
        WebhookEvent.objects.filter(id=each.id).update(
            tries=F("tries") + 1, next_try_at=moment + timedelta(seconds=pause)
        )


def look_again(account_id: UUID, call: str) -> None:
    """The call is known now: what was parked about it is due."""
    WebhookEvent.objects.filter(account_id=account_id, call=call, applied_at__isnull=True).update(
        next_try_at=None
    )


def forget_bodies(account_id: UUID, calls: Sequence[str]) -> None:
    """Empty what webhooks brought about these calls (the platform's ids)."""
    WebhookEvent.objects.filter(account_id=account_id, call__in=calls).exclude(body=b"").update(
        body=b"", applied_at=Coalesce("applied_at", now()), next_try_at=None
    )


def forget_old() -> None:
    """Empty the bodies of what was applied a month ago, and forget what is older than four."""
    moment = now()
    old = WebhookEvent.objects.filter(applied_at__lt=moment - _BODIES_KEPT).exclude(body=b"")
    old.filter(id__in=old.values("id")[:_AT_ONCE]).update(body=b"")
    WebhookEvent.objects.filter(applied_at__lt=moment - _ROWS_KEPT).delete()
