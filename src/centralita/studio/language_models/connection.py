"""Trying an account: the vendor is asked between two transactions, never inside one."""

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
from centralita.ledger.events.schemas import Fact, ProviderFailing, ProviderRecovered
from centralita.providers.llm.catalog import ModelVendor
from centralita.providers.llm.model import Timeouts
from centralita.studio.language_models.models import ModelAccount
from centralita.studio.language_models.queries import get_account
from centralita.studio.language_models.resolution import StoredAccount, open_account
from centralita.studio.outbound import outbound


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try went: seconds until the first word, or the code of what went wrong."""

    model: str
    seconds: float | None
    code: str


def try_account(actor: Actor, account_id: UUID) -> tuple[Outcome, ModelAccount]:
    """Ask the account's model for a word, and remember how it went. Opens its own transactions."""
    with tenant_scope(actor.organization_id):
        stored = stored_account(get_account(account_id))
    outcome = _ask(stored)
    with tenant_scope(actor.organization_id):
        account = get_account(account_id, lock=True)
        # What was tried may have been changed meanwhile; then the result says nothing about what is there now.
        if account.revision == stored.revision:
            _remember(actor, account, outcome)
        trail.record(
            actor,
            action="model_account_test",
            subject_kind="model_account",
            subject_id=to_text("pac", account.id),
            after={"model": outcome.model, "code": outcome.code or "ok"},
        )
    return outcome, account


def _ask(stored: StoredAccount) -> Outcome:
    try:
        report = open_account(stored, settings.CIPHER, outbound()).test_connection()
    except AppError as error:
        return Outcome(stored.default_model, None, error.code)
    return Outcome(report.model, round(report.seconds, 3), "")


def _remember(actor: Actor, account: ModelAccount, outcome: Outcome) -> None:
    before = account.health
    account.health = "failing" if outcome.code else "ok"
    account.last_error = outcome.code
    account.last_checked_at = now()
    account.save(update_fields=["health", "last_error", "last_checked_at"])
    identifier = to_text("pac", account.id)
    fact: Fact | None = None
    if outcome.code and before != "failing":
        fact = ProviderFailing(account_id=identifier, code=outcome.code)
    elif not outcome.code and before == "failing":
        fact = ProviderRecovered(account_id=identifier)
    if fact is not None:
        append(actor, account.id, fact)


def stored_account(account: ModelAccount) -> StoredAccount:
    """The row as the live plane reads it."""
    return StoredAccount(
        id=account.id,
        organization_id=account.organization_id,
        revision=account.revision,
        kind=ModelVendor(account.kind),
        secret=bytes(account.secret),
        settings=account.settings,
        default_model=account.default_model,
        timeouts=Timeouts(first_token=account.first_token_timeout, total=account.total_timeout),
    )
