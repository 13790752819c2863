"""Connecting, changing and disconnecting accounts of language models."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.encryption import Undecryptable
from centralita.kit.errors import Conflict, Invalid, Stale
from centralita.kit.ids import new_id, to_text
from centralita.providers.llm.catalog import CATALOG, ModelVendor
from centralita.providers.secrets import Split
from centralita.studio.language_models import secrets
from centralita.studio.language_models.models import ModelAccount
from centralita.studio.language_models.queries import MOST_ACCOUNTS, get_account


class TooManyAccounts(Conflict):
    """Data: `limit`."""

    code = "model_account_limit"


class ModelNeeded(Invalid):
    """This vendor's models have names of the customer's own: one must be given."""

    code = "model_account_model_needed"


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """Everything that may be set. `credentials` are as typed, secrets among them."""

    kind: ModelVendor
    label: str
    credentials: Mapping[str, str]
    default_model: str
    fallback_account_id: UUID | None
    fallback_model: str
    is_default: bool | None
    first_token_timeout: float
    total_timeout: float


def connect_account(actor: Actor, draft: AccountDraft) -> ModelAccount:
    """A new account; the first one becomes the default."""
    _wait_for_others(actor)
    present = ModelAccount.objects.count()
    if present >= MOST_ACCOUNTS:
        raise TooManyAccounts(limit=MOST_ACCOUNTS)
    split = secrets.check(draft.kind, draft.credentials)
    model = draft.default_model or CATALOG[draft.kind].default_model
    if not model:
        raise ModelNeeded(field="default_model")
    identifier = new_id()
    _check_fallback(identifier, draft.fallback_account_id)
    default = present == 0 if draft.is_default is None else draft.is_default
    if default:
        _clear_default()
    account = ModelAccount.objects.create(
        id=identifier,
        organization_id=actor.organization_id,
        kind=draft.kind.value,
        label=draft.label,
        secret=secrets.seal(settings.CIPHER, identifier, actor.organization_id, split.secret),
        settings=split.shown,
        default_model=model,
        fallback_account_id=draft.fallback_account_id,
        fallback_model=draft.fallback_model,
        is_default=default,
        first_token_timeout=draft.first_token_timeout,
        total_timeout=draft.total_timeout,
        created_by=actor.user_id,
    )
    _record(actor, "model_account_create", account, after=snapshot(account))
    return account


def as_draft(account: ModelAccount) -> AccountDraft:
    """The account as it stands, for a change of parts. Its credentials are left out: what is not typed stays."""
    return AccountDraft(
        kind=ModelVendor(account.kind),
        label=account.label,
        credentials={},
        default_model=account.default_model,
        fallback_account_id=account.fallback_account_id,
        fallback_model=account.fallback_model,
        is_default=account.is_default,
        first_token_timeout=account.first_token_timeout,
        total_timeout=account.total_timeout,
    )


def change_account(
    actor: Actor, account_id: UUID, changes: Mapping[str, Any], *, seen: int | None
) -> ModelAccount:
    """Replace the named fields of `AccountDraft`. Stale when the account has moved on from revision `seen`."""
    _wait_for_others(actor)
    account = get_account(account_id, lock=True)
    if seen is not None and seen != account.revision:
        raise Stale(actual=account.revision, seen=seen)
    draft = replace(as_draft(account), **changes)
    _check_fallback(account.id, draft.fallback_account_id)
    before, sealed_before = snapshot(account), account.secret
    if draft.credentials:
        _apply_credentials(account, draft)
    if draft.is_default and not account.is_default:
        _clear_default()
    account.label = draft.label
    account.default_model = draft.default_model
    account.fallback_account_id = draft.fallback_account_id
    account.fallback_model = draft.fallback_model
    account.is_default = bool(draft.is_default)
    account.first_token_timeout = draft.first_token_timeout
    account.total_timeout = draft.total_timeout
    after = snapshot(account)
    changed = [name for name in after if before[name] != after[name]]
    secret_changed = account.secret is not sealed_before
    if not changed and not secret_changed:
        witness.nothing_changed()
        return account
    if secret_changed or {"credentials", "default_model"} & set(changed):
        account.health, account.last_error = "unknown", ""
    account.revision += 1
    account.save()
    _record(
        actor,
        "model_account_update",
        account,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | ({"secret": "changed"} if secret_changed else {}),
    )
    return account


def _apply_credentials(account: ModelAccount, draft: AccountDraft) -> None:
    try:
        opened = secrets.unseal(settings.CIPHER, account.id, account.organization_id, bytes(account.secret))
    except Undecryptable:
        opened = {}  # its key is gone: everything secret has to be typed again
    stored = Split(account.settings, opened)
    merged = secrets.merge(draft.kind, stored, draft.credentials)
    account.settings = merged.shown
    if merged.secret != opened:
        account.secret = secrets.seal(settings.CIPHER, account.id, account.organization_id, merged.secret)


def disconnect_account(actor: Actor, account_id: UUID) -> None:
    """Forget an account with its secrets. Agents then answer from what they know, until another is the default."""
    account = get_account(account_id, lock=True)
    _record(actor, "model_account_delete", account, before=snapshot(account))
    account.delete()


def _wait_for_others(actor: Actor) -> None:
    """One change of an organization's accounts at a time: two at once could both be the default."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('model_account', %s))",
            [actor.organization_id.int % 2**63],
        )


def _check_fallback(account_id: UUID, fallback_id: UUID | None) -> None:
    if fallback_id is None:
        return
    if fallback_id == account_id:
        raise Invalid(field="fallback_account_id")
    get_account(fallback_id)


def _clear_default() -> None:
    ModelAccount.objects.filter(is_default=True).update(is_default=False)


def snapshot(account: ModelAccount) -> dict[str, Any]:
    """What the trail keeps of an account: nothing secret."""
    return {
        "kind": account.kind,
        "label": account.label,
        "credentials": dict(account.settings),
        "default_model": account.default_model,
        "fallback_account_id": str(account.fallback_account_id) if account.fallback_account_id else None,
        "fallback_model": account.fallback_model,
        "is_default": account.is_default,
        "first_token_timeout": account.first_token_timeout,
        "total_timeout": account.total_timeout,
    }


def _record(
    actor: Actor,
    action: str,
    account: ModelAccount,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="model_account",
        subject_id=to_text("pac", account.id),
        before=before,
        after=after,
    )
