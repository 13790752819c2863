"""Accounts of voice platforms as the API shows them. Nothing secret passes through here."""

from datetime import datetime
from typing import Literal, cast

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.providers.voice.platforms import CATALOG, VoicePlatform
from centralita.studio.voice_accounts.models import VoiceAccount, WebhookEvent
from centralita.studio.voice_accounts.policy import allowed
from centralita.studio.voice_accounts.schemas import VoiceAccountKind, VoiceAccountOut, WebhookEventOut

HOOKS = "/hooks/voice/v1/"


def account(
    actor: Actor, row: VoiceAccount, secret_names: list[str], heard_at: datetime | None
) -> VoiceAccountOut:
    """An account; `secret_names` says which secrets are set."""
    kind = VoicePlatform(row.kind)
    return VoiceAccountOut(
        id=to_text("pac", row.id),
        kind=kind,
        label=row.label,
        credentials=row.settings,
        secrets=secret_names,
        webhook_url=f"{settings.ENVIRONMENT.public_url}{HOOKS}{row.hook}",
        webhook_ready=not set(CATALOG[kind].signing).isdisjoint(secret_names),
        webhook_problem=row.webhook_problem or None,
        last_heard_at=heard_at,
        workspace=row.workspace,
        calls_at_most=row.calls_at_most,
        minute_micros=row.minute_micros,
        list_minute_micros=CATALOG[kind].minute.micros,
        currency=CATALOG[kind].minute.currency,
        health=cast("Literal['unknown', 'ok', 'failing']", row.health),
        last_checked_at=row.last_checked_at,
        last_error=row.last_error or None,
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
        can=allowed(actor),
    )


def kinds() -> list[VoiceAccountKind]:
    """The platforms, in the order of the catalogue."""
    return [
        VoiceAccountKind(kind=entry.platform, label=entry.label, form=entry.form(), keys_page=entry.keys_page)
        for entry in CATALOG.values()
    ]


def event(row: WebhookEvent) -> WebhookEventOut:
    """An event, without what it says."""
    return WebhookEventOut(
        id=to_text("whe", row.id), name=row.name, call=row.call, received_at=row.received_at
    )
