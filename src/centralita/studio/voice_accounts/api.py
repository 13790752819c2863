"""Accounts of voice platforms over HTTP."""

from datetime import datetime

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.encryption import Undecryptable
from centralita.kit.ids import from_text
from centralita.studio.voice_accounts import actions, presentation, queries, secrets
from centralita.studio.voice_accounts.connection import try_account
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.schemas import (
    VoiceAccountChange,
    VoiceAccountIn,
    VoiceAccountKindList,
    VoiceAccountList,
    VoiceAccountOut,
    VoiceConnectionOut,
    WebhookEventList,
)

router = TenantRouter("voice accounts")


def _shown(actor: Actor, account: VoiceAccount, heard_at: datetime | None) -> VoiceAccountOut:
    try:
        opened = secrets.unseal(settings.CIPHER, account.id, account.organization_id, bytes(account.secret))
    except Undecryptable:
        opened = {}  # the key is gone; typing the secrets again mends it
    return presentation.account(actor, account, sorted(opened), heard_at)


def _detail(request: TenantRequest, account: VoiceAccount) -> VoiceAccountOut:
    with_etag(request, account.revision)
    return _shown(request.actor, account, queries.last_heard([account.id]).get(account.id))


@router.get(
    "/voice-account-kinds",
    permission=Permission.VOICE_ACCOUNT_READ,
    operation="voice_account_kinds",
    response=VoiceAccountKindList,
)
def kinds(request: TenantRequest) -> VoiceAccountKindList:
    """The platforms that can be connected, each with the form that it needs."""
    return VoiceAccountKindList(items=presentation.kinds())


@router.get(
    "/voice-accounts",
    permission=Permission.VOICE_ACCOUNT_READ,
    operation="voice_account_list",
    response=VoiceAccountList,
)
def list_accounts(request: TenantRequest) -> VoiceAccountList:
    """The connected accounts, by label."""
    rows = queries.list_accounts()
    heard = queries.last_heard([row.id for row in rows])
    return VoiceAccountList(items=[_shown(request.actor, row, heard.get(row.id)) for row in rows])


@router.post(
    "/voice-accounts",
    permission=Permission.VOICE_ACCOUNT_MANAGE,
    operation="voice_account_create",
    response=VoiceAccountOut,
    status=201,
)
def connect(request: TenantRequest, payload: VoiceAccountIn) -> VoiceAccountOut:
    """Connect an account. It is not tried yet: `/test` does."""
    made = actions.connect_account(request.actor, payload.kind, payload.label, payload.credentials)
    return _detail(request, made)


@router.get(
    "/voice-accounts/{account_id}",
    permission=Permission.VOICE_ACCOUNT_READ,
    operation="voice_account_read",
    response=VoiceAccountOut,
)
def read(request: TenantRequest, account_id: str) -> VoiceAccountOut:
    """One account, without its secrets."""
    return _detail(request, queries.get_account(from_text("pac", account_id)))


@router.patch(
    "/voice-accounts/{account_id}",
    permission=Permission.VOICE_ACCOUNT_MANAGE,
    operation="voice_account_update",
    response=VoiceAccountOut,
)
def change(request: TenantRequest, account_id: str, payload: VoiceAccountChange) -> VoiceAccountOut:
    """Change an account. Another address needs its secrets typed again."""
    account = actions.change_account(
        request.actor,
        from_text("pac", account_id),
        label=payload.label,
        credentials=payload.credentials,
        minute_micros=payload.minute_micros if "minute_micros" in payload.model_fields_set else "same",
        seen=expected_revision(request),
    )
    return _detail(request, account)


@router.delete(
    "/voice-accounts/{account_id}",
    permission=Permission.VOICE_ACCOUNT_MANAGE,
    operation="voice_account_delete",
    response=None,
)
def disconnect(request: TenantRequest, account_id: str) -> None:
    """Forget an account with its secrets and what its webhooks brought."""
    actions.disconnect_account(request.actor, from_text("pac", account_id))


@router.post(
    "/voice-accounts/{account_id}/test",
    permission=Permission.VOICE_ACCOUNT_MANAGE,
    operation="voice_account_test",
    response=VoiceConnectionOut,
    transaction=False,
)
def test(request: TenantRequest, account_id: str) -> VoiceConnectionOut:
    """Ask the platform who we are. What goes wrong is told by its code, with status 200."""
    tried, account = try_account(request.actor, from_text("pac", account_id))
    with tenant_scope(request.actor.organization_id):
        shown = _detail(request, account)
    return VoiceConnectionOut(
        ok=not tried.code,
        code=tried.code or None,
        calls_now=tried.report.calls_now if tried.report else None,
        account=shown,
    )


@router.get(
    "/voice-accounts/{account_id}/events",
    permission=Permission.VOICE_ACCOUNT_READ,
    operation="voice_account_events",
    response=WebhookEventList,
)
def events(request: TenantRequest, account_id: str) -> WebhookEventList:
    """What the platform sent last, newest first: whether its webhooks arrive."""
    account = queries.get_account(from_text("pac", account_id))
    return WebhookEventList(items=[presentation.event(row) for row in queries.newest_events(account.id)])
