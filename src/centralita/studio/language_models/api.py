"""Accounts of language models over HTTP."""

from typing import Any

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.encryption import Undecryptable
from centralita.kit.ids import from_text
from centralita.studio.language_models import actions, presentation, queries, secrets
from centralita.studio.language_models.connection import try_account
from centralita.studio.language_models.models import ModelAccount
from centralita.studio.language_models.schemas import (
    ConnectionOut,
    ModelAccountChange,
    ModelAccountIn,
    ModelAccountKindList,
    ModelAccountList,
    ModelAccountOut,
)

router = TenantRouter("model accounts")


def _shown(actor: Actor, account: ModelAccount) -> ModelAccountOut:
    try:
        opened = secrets.unseal(settings.CIPHER, account.id, account.organization_id, bytes(account.secret))
    except Undecryptable:
        opened = {}  # the key is gone; typing the secrets again mends it
    return presentation.account(actor, account, sorted(opened))


def _detail(request: TenantRequest, account: ModelAccount) -> ModelAccountOut:
    with_etag(request, account.revision)
    return _shown(request.actor, account)


@router.get(
    "/model-account-kinds",
    permission=Permission.MODEL_ACCOUNT_READ,
    operation="model_account_kinds",
    response=ModelAccountKindList,
)
def kinds(request: TenantRequest) -> ModelAccountKindList:
    """The vendors that can be connected, each with the form that it needs."""
    return ModelAccountKindList(items=presentation.kinds())


@router.get(
    "/model-accounts",
    permission=Permission.MODEL_ACCOUNT_READ,
    operation="model_account_list",
    response=ModelAccountList,
)
def list_accounts(request: TenantRequest) -> ModelAccountList:
    """The connected accounts, by label. None means that agents answer from what they know."""
    return ModelAccountList(items=[_shown(request.actor, row) for row in queries.list_accounts()])


@router.post(
    "/model-accounts",
    permission=Permission.MODEL_ACCOUNT_MANAGE,
    operation="model_account_create",
    response=ModelAccountOut,
    status=201,
)
def connect(request: TenantRequest, payload: ModelAccountIn) -> ModelAccountOut:
    """Connect an account. It is not tried yet: `/test` does."""
    draft = actions.AccountDraft(
        kind=payload.kind,
        label=payload.label,
        credentials=payload.credentials,
        default_model=payload.default_model,
        fallback_account_id=from_text("pac", payload.fallback_account_id)
        if payload.fallback_account_id
        else None,
        fallback_model=payload.fallback_model,
        is_default=payload.is_default,
        first_token_timeout=payload.first_token_timeout,
        total_timeout=payload.total_timeout,
    )
    return _detail(request, actions.connect_account(request.actor, draft))


@router.get(
    "/model-accounts/{account_id}",
    permission=Permission.MODEL_ACCOUNT_READ,
    operation="model_account_read",
    response=ModelAccountOut,
)
def read(request: TenantRequest, account_id: str) -> ModelAccountOut:
    """One account, without its secrets."""
    return _detail(request, queries.get_account(from_text("pac", account_id)))


@router.patch(
    "/model-accounts/{account_id}",
    permission=Permission.MODEL_ACCOUNT_MANAGE,
    operation="model_account_update",
    response=ModelAccountOut,
)
def change(request: TenantRequest, account_id: str, payload: ModelAccountChange) -> ModelAccountOut:
    """Change an account. Another address needs its secrets typed again."""
    changes: dict[str, Any] = payload.model_dump(exclude_unset=True)
    if "fallback_account_id" in changes:
        given = changes["fallback_account_id"]
        changes["fallback_account_id"] = from_text("pac", given) if given else None
    nullable = {"fallback_account_id"}
    changes = {name: value for name, value in changes.items() if value is not None or name in nullable}
    account = actions.change_account(
        request.actor, from_text("pac", account_id), changes, seen=expected_revision(request)
    )
    return _detail(request, account)


@router.delete(
    "/model-accounts/{account_id}",
    permission=Permission.MODEL_ACCOUNT_MANAGE,
    operation="model_account_delete",
    response=None,
)
def disconnect(request: TenantRequest, account_id: str) -> None:
    """Forget an account with its secrets."""
    actions.disconnect_account(request.actor, from_text("pac", account_id))


@router.post(
    "/model-accounts/{account_id}/test",
    permission=Permission.MODEL_ACCOUNT_MANAGE,
    operation="model_account_test",
    response=ConnectionOut,
    transaction=False,
)
def test(request: TenantRequest, account_id: str) -> ConnectionOut:
    """Ask the account's model for one word. What goes wrong is told by its code, with status 200."""
    outcome, account = try_account(request.actor, from_text("pac", account_id))
    return ConnectionOut(
        ok=not outcome.code,
        model=outcome.model,
        seconds=outcome.seconds,
        code=outcome.code or None,
        account=_detail(request, account),
    )
