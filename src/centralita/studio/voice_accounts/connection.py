"""Trying an account: the platform is asked between two transactions, never inside one."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import Fact, ProviderFailing, ProviderRecovered
from centralita.providers.voice.checking import AccountReport, check_account
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.outbound import outbound
from centralita.studio.voice_accounts import secrets
from centralita.studio.voice_accounts.hooking import see_to_webhook
from centralita.studio.voice_accounts.models import VoiceAccount
from centralita.studio.voice_accounts.moving import Moved, tell
from centralita.studio.voice_accounts.opening import OPENERS, open_provider
from centralita.studio.voice_accounts.queries import get_account


@dataclass(frozen=True, slots=True)
class Tried:
    """How a try went: what the platform told, or the code of what went wrong."""

    report: AccountReport | None
    code: str


def try_account(actor: Actor, account_id: UUID) -> tuple[Tried, VoiceAccount]:
    """Ask the platform who we are, and remember how it went. Opens its own transactions."""
    with tenant_scope(actor.organization_id):
        stored = get_account(account_id)
    tried = _ask(stored)
    with tenant_scope(actor.organization_id):
        account = get_account(account_id, lock=True)
        # What was tried may have been changed meanwhile; then the result says nothing about what is there now.
        if account.revision == stored.revision:
            _remember(actor, account, tried)
        trail.record(
            actor,
            action="voice_account_test",
            subject_kind="voice_account",
            subject_id=to_text("pac", account.id),
            after={"code": tried.code or "ok"},
        )
    if tried.report is not None and VoicePlatform(stored.kind) in OPENERS:
        see_to_webhook(actor, account_id, open_provider(stored))
        with tenant_scope(actor.organization_id):
            account = get_account(account_id)
    return tried, account


def _ask(stored: VoiceAccount) -> Tried:
    try:
        secret = secrets.unseal(settings.CIPHER, stored.id, stored.organization_id, bytes(stored.secret))
        report = check_account(VoicePlatform(stored.kind), {**stored.settings, **secret}, outbound())
    except AppError as error:
        return Tried(None, error.code)
    return Tried(report, "")


def _remember(actor: Actor, account: VoiceAccount, tried: Tried) -> None:
    before = account.health
    account.health = "failing" if tried.code else "ok"
    account.last_error = tried.code
    account.last_checked_at = now()
    if tried.report is not None:
        account.workspace = tried.report.workspace
        account.calls_at_most = tried.report.calls_at_most
    account.save(update_fields=["health", "last_error", "last_checked_at", "workspace", "calls_at_most"])
    changed(actor.organization_id, "voice_account", account.id)
    if not tried.code:
        tell(actor, account.id, Moved.WORKS)
    identifier = to_text("pac", account.id)
    fact: Fact | None = None
    if tried.code and before != "failing":
        fact = ProviderFailing(account_id=identifier, code=tried.code)
    elif not tried.code and before == "failing":
        fact = ProviderRecovered(account_id=identifier)
    if fact is not None:
        append(actor, account.id, fact)
