"""Connecting translation services."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError, Conflict, NotFound
from centralita.kit.ids import new_id, to_text
from centralita.providers.translation.catalog import TranslatorVendor
from centralita.providers.translation.translator import Piece
from centralita.studio.translation import secrets
from centralita.studio.translation.models import TranslatorAccount
from centralita.studio.translation.translators import opened

MOST_ACCOUNTS = 20


class TooManyTranslators(Conflict):
    """As many are connected as may be. Data: `limit`."""

    code = "too_many_translators"


def connect(
    actor: Actor, kind: TranslatorVendor, label: str, credentials: Mapping[str, object]
) -> TranslatorAccount:
    """Keep an account. Its key is sealed for its row and never shown again."""
    if TranslatorAccount.objects.count() >= MOST_ACCOUNTS:
        raise TooManyTranslators(limit=MOST_ACCOUNTS)
    split = secrets.check(kind, credentials)
    identifier = new_id()
    account = TranslatorAccount.objects.create(
        id=identifier,
        organization_id=actor.organization_id,
        kind=kind.value,
        label=label,
        settings=split.shown,
        secret=secrets.seal(settings.CIPHER, identifier, actor.organization_id, split.secret),
    )
    _told(actor, "translator_connect", account)
    return account


def disconnect(actor: Actor, account_id: UUID) -> None:
    """Forget an account with its key."""
    account = TranslatorAccount.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NotFound(kind="translator")
    _told(actor, "translator_disconnect", account)
    account.delete()


def test_account(actor: Actor, account_id: UUID) -> TranslatorAccount:
    """Have one word translated, and remember how it went. Opens its own transactions."""
    with tenant_scope(actor.organization_id):
        account = TranslatorAccount.objects.filter(id=account_id).first()
    if account is None:
        raise NotFound(kind="translator")
    code = ""
    try:
        opened(account).translate([[Piece("Buenos días")]], "es", "en")
    except AppError as error:
        code = error.code
    with tenant_scope(actor.organization_id):
        account = TranslatorAccount.objects.select_for_update().filter(id=account_id).first()
        if account is None:
            raise NotFound(kind="translator")
        account.health, account.last_error = ("failing" if code else "ok"), code[:60]
        account.last_checked_at = now()
        account.save()
        _told(actor, "translator_test", account)
    return account


def _told(actor: Actor, action: str, account: TranslatorAccount) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="translator",
        subject_id=to_text("tra", account.id),
        after={"kind": account.kind, "label": account.label, "health": account.health},
    )
