"""Accounts of language models as the API shows them. Nothing secret passes through here."""

from typing import cast

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.studio.language_models.models import ModelAccount
from centralita.studio.language_models.policy import allowed
from centralita.studio.language_models.schemas import Health, ModelAccountKind, ModelAccountOut


def account(actor: Actor, row: ModelAccount, secret_names: list[str]) -> ModelAccountOut:
    """An account; `secret_names` says which secrets are set."""
    fallback = to_text("pac", row.fallback_account_id) if row.fallback_account_id else None
    return ModelAccountOut(
        id=to_text("pac", row.id),
        kind=ModelVendor(row.kind),
        label=row.label,
        credentials=row.settings,
        secrets=secret_names,
        default_model=row.default_model,
        fallback_account_id=fallback,
        fallback_model=row.fallback_model,
        is_default=row.is_default,
        first_token_timeout=row.first_token_timeout,
        total_timeout=row.total_timeout,
        health=cast("Health", row.health),
        last_checked_at=row.last_checked_at,
        last_error=row.last_error or None,
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        can=allowed(actor),
    )


def kinds() -> list[ModelAccountKind]:
    """The vendors, in the order of the catalogue."""
    return [
        ModelAccountKind(
            kind=entry.vendor,
            label=entry.label,
            form=entry.form(),
            models=list(entry.models),
            default_model=entry.default_model,
            keys_page=entry.keys_page,
        )
        for entry in CATALOG.values()
    ]
