"""Tokens for a question that the control plane or a worker asks a model: taken before, the rest given back after."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, new_id
from centralita.ledger.usage.domain.allowance import (
    GIVE_BACK,
    TAKE,
    TOKENS_A_DAY,
    AllowanceSpent,
    Held,
)


@contextmanager
def tokens_held(organization_id: OrganizationId, tokens: int) -> Iterator[Held]:
    """Keep so many tokens of today's for one question. What fails is free; what breaks off counts whole.

    Outside of any transaction: it opens its own. Raises AllowanceSpent.
    """
    day = now().date()
    _take(organization_id, day, tokens)
    held = Held(tokens, used=tokens)
    try:
        yield held
    except AppError:
        held.used = 0
        raise
    finally:
        if held.used != held.tokens:
            _execute(organization_id, GIVE_BACK, organization_id, day, held.tokens - held.used)


def _take(organization_id: OrganizationId, day: date, tokens: int) -> None:
    environment: int | None = settings.ENVIRONMENT.model_tokens_a_day
    limit = TOKENS_A_DAY if environment is None else environment
    # The first of a day is written without a comparison, so that one is made here.
    if tokens > limit or not _execute(organization_id, TAKE, new_id(), organization_id, day, tokens, limit):
        raise AllowanceSpent(limit=limit)


def _execute(organization_id: OrganizationId, statement: str, *parameters: UUID | int | date) -> int:
    """Rows touched. The statements number their parameters, as the live plane's driver wants them."""
    named = {f"p{number}": value for number, value in enumerate(parameters, 1)}
    for number in range(len(parameters), 0, -1):
        statement = statement.replace(f"${number}", f"%(p{number})s")
    with tenant_scope(organization_id), connection.cursor() as cursor:
        cursor.execute(statement, named)
        return int(cursor.rowcount)
