"""The door to voice accounts for other slices: values and open platforms, never rows. Inside the scope."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import ProviderFailing, ProviderRecovered
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.voice_accounts.hooking import see_to_webhook
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.moving import LISTENERS, Moved
from centralita.studio.voice_accounts.opening import open_provider
from centralita.studio.voice_accounts.presentation import HOOKS

__all__ = [
    "AccountFacts",
    "Moved",
    "account_facts",
    "account_failed",
    "account_works",
    "on_account_moved",
    "provider_of",
    "see_to_webhook",
]


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What others may know of an account. `calls_at_most` is None while the platform has not told it.

    `minute_micros` is what a minute costs there where somebody has said it, in the currency of the platform's list.
    `hook` is the whole address of its webhook, `webhook_id` what its platform calls it where agents name it.
    """

    id: UUID
    label: str
    platform: VoicePlatform
    health: str
    last_error: str
    calls_at_most: int | None
    minute_micros: int | None = None
    hook: str = ""
    webhook_id: str = ""


def account_facts(ids: Iterable[UUID] | None = None) -> dict[UUID, AccountFacts]:
    """These accounts, or all; unknown ones are left out."""
    rows = VoiceAccount.objects.defer("secret", "settings")
    if ids is not None:
        rows = rows.filter(id__in=set(ids))
    return {row.id: _facts(row) for row in rows}


def provider_of(account_id: UUID) -> VoiceProvider | None:
    """The platform behind an account, to be used once the transaction is over; None when the account is gone."""
    row = VoiceAccount.objects.filter(id=account_id).first()
    return None if row is None else open_provider(row)


def account_failed(actor: Actor, account_id: UUID, code: str) -> None:
    """The platform refused this account as such: said once, until it is well again."""
    row = VoiceAccount.objects.select_for_update().filter(id=account_id).first()
    if row is None or (row.health == "failing" and row.last_error == code):
        return
    newly = row.health != "failing"
    row.health, row.last_error, row.last_checked_at = "failing", code, now()
    row.save(update_fields=["health", "last_error", "last_checked_at"])
    changed(actor.organization_id, "voice_account", account_id)
    if newly:
        append(actor, account_id, ProviderFailing(account_id=to_text("pac", account_id), code=code))


def account_works(actor: Actor, account_id: UUID) -> None:
    """The platform took this account's word again."""
    healed = VoiceAccount.objects.filter(id=account_id, health="failing").update(
        health="ok", last_error="", last_checked_at=now()
    )
    if healed:
        changed(actor.organization_id, "voice_account", account_id)
        append(actor, account_id, ProviderRecovered(account_id=to_text("pac", account_id)))


def on_account_moved(listener: Callable[[Actor, UUID, Moved], None]) -> None:
    """Be told of changes in their transaction; what a listener raises stops the change."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def _facts(row: VoiceAccount) -> AccountFacts:
    return AccountFacts(
        row.id,
        row.label,
        VoicePlatform(row.kind),
        row.health,
        row.last_error,
        row.calls_at_most,
        row.minute_micros,
        f"{settings.ENVIRONMENT.public_url}{HOOKS}{row.hook}",
        row.webhook_id,
    )
