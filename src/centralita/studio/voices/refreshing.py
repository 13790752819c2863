"""Bringing our list of an account's voices up to date. The platform is asked outside of transactions."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from centralita.identity.organizations.tasks import forget_later
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError, NotFound
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.hints import changed
from centralita.providers.voice.catalogue import RemoteVoice
from centralita.studio.voice_accounts.opening import open_provider
from centralita.studio.voice_accounts.queries import get_account
from centralita.studio.voices.domain import cleaning
from centralita.studio.voices.domain.tiers import is_premium
from centralita.studio.voices.models import Voice, VoiceCatalogue
from centralita.studio.voices.previews import storage_key

# More than any account has that was made by people; what is listed beyond stays unknown.
MOST_VOICES: Final = 10_000
_BATCH: Final = 250
_TOLD: Final = [
    "name", "name_key", "maker", "languages", "accent", "gender", "age", "description", "preview_url",
    "platform_tier", "premium", "cloned", "seen_at", "removed_at",
]  # fmt: skip


def refresh_account(organization_id: OrganizationId, account_id: UUID) -> None:
    """List the account's voices and keep them; those not listed any more are marked. Opens its own transactions.

    What the platform fails with is kept as a code, and the voices known before stay as they are.
    """
    started = now()
    try:
        with tenant_scope(organization_id):
            account = get_account(account_id)
        provider = open_provider(account)
        listed = _batches(provider.list_voices())
        count = 0
        for batch in listed:
            count += len(batch)
            with tenant_scope(organization_id):
                get_account(account_id)
                keep(organization_id, account_id, batch, started)
        with tenant_scope(organization_id):
            get_account(account_id)
            _finish(organization_id, account_id, started, count)
            VoiceCatalogue.objects.filter(account_id=account_id).update(
                speaks_samples=provider.capabilities.speaks_samples, clones=provider.capabilities.clone_voice
            )
    except NotFound:
        return  # disconnected meanwhile
    except AppError as error:
        with tenant_scope(organization_id):
            VoiceCatalogue.objects.filter(account_id=account_id).update(
                queued_at=None, tried_at=now(), error=error.code
            )
            changed(organization_id, "voice", account_id)


def keep(organization_id: UUID, account_id: UUID, voices: Iterable[RemoteVoice], at: datetime) -> None:
    """Write what the platform told of these voices, in the caller's scope."""
    rows = {each.id: _row(organization_id, account_id, each, at) for each in voices}
    Voice.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["organization_id", "account_id", "remote_id"],
        update_fields=_TOLD,
    )


def _batches(voices: Iterator[RemoteVoice]) -> Iterator[tuple[RemoteVoice, ...]]:
    named = (each for each in voices if 0 < len(each.id) <= 200 and cleaning.text(each.id, 200) == each.id)
    bounded = islice(named, MOST_VOICES)
    while batch := tuple(islice(bounded, _BATCH)):
        yield batch


def _finish(organization_id: UUID, account_id: UUID, started: datetime, count: int) -> None:
    complete = count < MOST_VOICES
    if complete:
        gone = Voice.objects.filter(account_id=account_id, removed_at__isnull=True, seen_at__lt=started)
        forget_later([storage_key(each) for each in gone if each.preview_url])
        gone.update(removed_at=now())
    VoiceCatalogue.objects.filter(account_id=account_id).update(
        queued_at=None, tried_at=now(), refreshed_at=started, count=count, complete=complete, error=""
    )
    changed(organization_id, "voice", account_id)


def _row(organization_id: UUID, account_id: UUID, told: RemoteVoice, at: datetime) -> Voice:
    name = cleaning.text(told.name, 200) or told.id
    url = told.preview_url if told.preview_url == cleaning.text(told.preview_url, 2000) else ""
    tier = cleaning.text(told.tier, 60)
    return Voice(
        organization_id=organization_id,
        account_id=account_id,
        remote_id=told.id,
        name=name,
        name_key=cleaning.name_key(name),
        maker=cleaning.text(told.maker, 80),
        languages=cleaning.languages(told.languages),
        accent=cleaning.text(told.accent, 80),
        gender=told.gender if told.gender in {"female", "male", "neutral"} else "",
        age=cleaning.text(told.age, 40),
        description=cleaning.text(told.description, 1000),
        preview_url=url,
        platform_tier=tier,
        premium=is_premium(tier, cloned=told.cloned),
        cloned=told.cloned,
        seen_at=at,
        removed_at=None,
    )
