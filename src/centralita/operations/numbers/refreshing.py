"""Bringing our list of an account's numbers up to date. The platform is asked outside of transactions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError, NotFound
from centralita.kit.ids import OrganizationId
from centralita.ledger.events.hints import changed
from centralita.operations.numbers.deployments import deployments
from centralita.operations.numbers.domain.reading import country_of, is_e164, one_line
from centralita.operations.numbers.models import NumberCatalogue, PhoneNumber
from centralita.providers.voice.catalogue import RemoteNumber
from centralita.studio.voice_accounts.opening import open_provider
from centralita.studio.voice_accounts.queries import get_account

MOST_NUMBERS: Final = 5_000
LISTED: Final = "listed"
_TOLD: Final = [
    "number", "country", "remote_label", "agent_id", "inbound_agent", "can_call", "verified_at", "evidence", "seen_at",
    "removed_at", "updated_at",
]  # fmt: skip


def refresh_account(organization_id: OrganizationId, account_id: UUID) -> None:
    """List the account's numbers and keep them; those not listed any more are marked. Opens its own transactions.

    What the platform fails with is kept as a code, and the numbers known before stay as they are.
    """
    started = now()
    try:
        with tenant_scope(organization_id):
            account = get_account(account_id)
        told = open_provider(account).list_numbers()
        with tenant_scope(organization_id):
            get_account(account_id)
            count = keep(organization_id, account_id, told[:MOST_NUMBERS], started)
            if len(told) <= MOST_NUMBERS:
                listed = PhoneNumber.objects.filter(account_id=account_id, removed_at__isnull=True)
                listed.filter(seen_at__lt=started).update(
                    removed_at=now(), verified_at=None, evidence="", agent_id=None, inbound_agent=""
                )
            _note(account_id, refreshed_at=started, count=count, error="")
            changed(organization_id, "number", account_id)
    except NotFound:
        return  # disconnected meanwhile
    except AppError as error:
        with tenant_scope(organization_id):
            _note(account_id, error=error.code)
            changed(organization_id, "number", account_id)


def keep(organization_id: UUID, account_id: UUID, numbers: Iterable[RemoteNumber], at: datetime) -> int:
    """Write what the platform told of these numbers, in the caller's scope; how many were fit to keep."""
    port = deployments()
    rows = {
        each.id: PhoneNumber(
            organization_id=organization_id,
            account_id=account_id,
            remote_id=each.id,
            number=each.number,
            country=country_of(each.number),
            remote_label=one_line(each.label, 120),
            agent_id=port.agent_behind(account_id, each.inbound_agent) if each.inbound_agent else None,
            inbound_agent=one_line(each.inbound_agent, 200),
            can_call=each.can_call,
            verified_at=at,
            evidence=LISTED,
            seen_at=at,
            removed_at=None,
            updated_at=at,
        )
        for each in numbers
        if is_e164(each.number) and each.id and one_line(each.id, 200) == each.id
    }
    PhoneNumber.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["organization_id", "account_id", "remote_id"],
        update_fields=_TOLD,
    )
    return len(rows)


def _note(account_id: UUID, **fields: object) -> None:
    NumberCatalogue.objects.filter(account_id=account_id).update(queued_at=None, tried_at=now(), **fields)
