"""Connecting, changing and disconnecting accounts of voice platforms."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from django.db import connection

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.encryption import Undecryptable
from centralita.kit.errors import Conflict, Stale
from centralita.kit.ids import new_id, to_text
from centralita.ledger.events.hints import changed as hint
from centralita.providers.secrets import Split
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.voice_accounts import secrets
from centralita.studio.voice_accounts.domain import make_hook
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.moving import Moved, tell
from centralita.studio.voice_accounts.queries import MOST_ACCOUNTS, get_account


class TooManyVoiceAccounts(Conflict):
    """Data: `limit`."""

    code = "voice_account_limit"


def connect_account(
    actor: Actor, kind: VoicePlatform, label: str, credentials: Mapping[str, str]
) -> VoiceAccount:
    """A new account, with an address of its own for webhooks."""
    with connection.cursor() as cursor:
        # One at a time, so that two at once do not pass the limit.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('voice_account', %s))",
            [actor.organization_id.int % 2**63],
        )
    if VoiceAccount.objects.count() >= MOST_ACCOUNTS:
        raise TooManyVoiceAccounts(limit=MOST_ACCOUNTS)
    split = secrets.check(kind, credentials)
    identifier = new_id()
    account = VoiceAccount.objects.create(
        id=identifier,
        organization_id=actor.organization_id,
        kind=kind.value,
        label=label,
        secret=secrets.seal(settings.CIPHER, identifier, actor.organization_id, split.secret),
        settings=split.shown,
        hook=make_hook(actor.organization_id),
        created_by=actor.user_id,
    )
    _record(actor, "voice_account_create", account, after=snapshot(account))
    tell(actor, account.id, Moved.WORKS)
    return account


def change_account(
    actor: Actor,
    account_id: UUID,
    *,
    label: str | None,
    credentials: Mapping[str, str] | None,
    minute_micros: int | Literal["same"] | None = "same",
    seen: int | None,
) -> VoiceAccount:
    """Replace what is given; a price of None goes back to the list's. Stale when the account has moved on from revision `seen`."""
    account = get_account(account_id, lock=True)
    if seen is not None and seen != account.revision:
        raise Stale(actual=account.revision, seen=seen)
    before, sealed_before = snapshot(account), account.secret
    if label is not None:
        account.label = label
    if not isinstance(minute_micros, str):
        account.minute_micros = minute_micros
    if credentials:
        _apply_credentials(account, credentials)
    after = snapshot(account)
    changed = [name for name in after if before[name] != after[name]]
    secret_changed = account.secret is not sealed_before
    if not changed and not secret_changed:
        witness.nothing_changed()
        return account
    if secret_changed or "credentials" in changed:
        account.health, account.last_error = "unknown", ""
    account.revision += 1
    account.save()
    _record(
        actor,
        "voice_account_update",
        account,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | ({"secret": "changed"} if secret_changed else {}),
    )
    tell(actor, account.id, Moved.CHANGED)
    return account


def disconnect_account(actor: Actor, account_id: UUID) -> None:
    """Forget an account with its secrets and with what its webhooks brought."""
    account = get_account(account_id, lock=True)
    tell(actor, account.id, Moved.LEAVING)
    _record(actor, "voice_account_delete", account, before=snapshot(account))
    account.delete()


def _apply_credentials(account: VoiceAccount, given: Mapping[str, str]) -> None:
    try:
        opened = secrets.unseal(settings.CIPHER, account.id, account.organization_id, bytes(account.secret))
    except Undecryptable:
        opened = {}  # its key is gone: everything secret has to be typed again
    merged = secrets.merge(VoicePlatform(account.kind), Split(account.settings, opened), given)
    account.settings = merged.shown
    if merged.secret != opened:
        account.secret = secrets.seal(settings.CIPHER, account.id, account.organization_id, merged.secret)


def snapshot(account: VoiceAccount) -> dict[str, Any]:
    """What the trail keeps of an account: nothing secret."""
    return {
        "kind": account.kind,
        "label": account.label,
        "credentials": dict(account.settings),
        "minute_micros": account.minute_micros,
    }


def _record(
    actor: Actor,
    action: str,
    account: VoiceAccount,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    hint(actor.organization_id, "voice_account", account.id)
    trail.record(
        actor,
        action=action,
        subject_kind="voice_account",
        subject_id=to_text("pac", account.id),
        before=before,
        after=after,
    )
