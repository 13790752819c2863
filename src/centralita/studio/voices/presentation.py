"""Voices as the API shows them."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.queries import list_accounts
from centralita.studio.voices import queries
from centralita.studio.voices.actions.clone import MOST_BYTES, MOST_SAMPLE_BYTES, MOST_SAMPLES
from centralita.studio.voices.domain.agreement import wording
from centralita.studio.voices.models import Voice, VoiceCatalogue
from centralita.studio.voices.plans import may_use_premium
from centralita.studio.voices.policy import allowed
from centralita.studio.voices.schemas import (
    CloneTerms,
    Gender,
    VoiceAccountRef,
    VoiceCatalogueOut,
    VoiceOptions,
    VoiceOut,
)


def shown(actor: Actor, rows: Sequence[Voice]) -> list[VoiceOut]:
    """Voices with whose they are, whether the caller likes them and whether the plan has them."""
    accounts = {account.id: account for account in list_accounts()}
    known = queries.catalogues()
    liked = queries.favourite_ids(actor, [row.id for row in rows])
    premium = may_use_premium(actor.organization_id)
    return [
        VoiceOut(
            id=to_text("voi", row.id),
            account=_account(accounts[row.account_id]),
            remote_id=row.remote_id,
            name=row.name,
            maker=row.maker,
            languages=row.languages,
            accent=row.accent,
            gender=cast("Gender", row.gender),
            age=row.age,
            description=row.description,
            tier="premium" if row.premium else "basic",
            platform_tier=row.platform_tier,
            usable=premium or not row.premium,
            cloned=row.cloned,
            favourite=row.id in liked,
            preview=bool(row.preview_url),
            speaks=_speaks(known, row.account_id),
            removed_at=row.removed_at,
            can=allowed(actor),
        )
        for row in rows
    ]


def options(actor: Actor) -> VoiceOptions:
    """What there is to choose from."""
    known = queries.catalogues()
    return VoiceOptions(
        languages=list(queries.spoken_languages()),
        accents=list(queries.choices("accent")),
        makers=list(queries.choices("maker")),
        catalogues=[_catalogue(account, known.get(account.id)) for account in list_accounts()],
        premium=may_use_premium(actor.organization_id),
    )


def terms(actor: Actor) -> CloneTerms:
    """What is declared for a clone."""
    language, sentence = wording(actor.language)
    return CloneTerms(
        wording=sentence,
        language=language,
        most_samples=MOST_SAMPLES,
        most_sample_bytes=MOST_SAMPLE_BYTES,
        most_bytes=MOST_BYTES,
        usable=may_use_premium(actor.organization_id),
    )


def _account(account: VoiceAccount) -> VoiceAccountRef:
    return VoiceAccountRef(
        id=to_text("pac", account.id), label=account.label, platform=VoicePlatform(account.kind)
    )


def _speaks(known: Mapping[UUID, VoiceCatalogue], account_id: UUID) -> bool:
    row = known.get(account_id)
    return row is not None and row.speaks_samples


def _catalogue(account: VoiceAccount, row: VoiceCatalogue | None) -> VoiceCatalogueOut:
    return VoiceCatalogueOut(
        account=_account(account),
        refreshing=row is not None and row.queued_at is not None,
        refreshed_at=row.refreshed_at if row else None,
        count=row.count if row else 0,
        complete=row.complete if row else True,
        error=(row.error or None) if row else None,
        clones=row.clones if row else False,
    )
