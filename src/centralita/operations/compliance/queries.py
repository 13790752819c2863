"""Reading the own list and the imports."""

import re
from uuid import UUID

from django.db.models import Q, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.operations.compliance import hashing, house
from centralita.operations.compliance.models import (
    ContactRuleSet,
    RegisterImport,
    RuleConfirmation,
    Suppression,
)
from centralita.studio.business.public import home_country

MOST_IMPORTS = 100


def filtered(actor: Actor, search: str, *, lifted: bool) -> QuerySet[Suppression]:
    """The numbers that match, in no order. A whole number is found though its person was erased."""
    rows = Suppression.objects.filter(lifted_at__isnull=not lifted)
    text = search.strip()
    if not text:
        return rows
    digits = re.sub(r"\D", "", text)
    found = Q(number__contains=digits) if digits else Q(pk__in=[])
    rules = house.stored_rules(actor.organization_id)
    if rules is not None:
        try:
            e164 = read_phone(text, home_country(actor.organization_id)).e164
        except PhoneInvalid:
            return rows.filter(found)
        found |= Q(number_hash=hashing.number_hash(hashing.open_key(rules), e164))
    return rows.filter(found)


def list_suppressions(
    actor: Actor, search: str, *, lifted: bool, cursor: str | None, limit: int
) -> tuple[Page[Suppression], int]:
    """One page of the own list, newest first, and how many there are."""
    rows = filtered(actor, search, lifted=lifted)
    total = rows.count()
    if cursor:
        (last,) = decode_cursor(cursor, length=1)
        try:
            rows = rows.filter(id__lt=UUID(str(last)))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
    page = paginate(list(rows.order_by("-id")[: limit + 1]), limit, lambda row: (str(row.id),))
    return page, total


def list_imports() -> list[RegisterImport]:
    """The last files, newest first."""
    return list(RegisterImport.objects.order_by("-id")[:MOST_IMPORTS])


def get_import(import_id: UUID) -> RegisterImport:
    """One file; not found when it is another's."""
    row = RegisterImport.objects.filter(id=import_id).first()
    if row is None:
        raise NotFound(kind="register_import")
    return row


def confirmations() -> dict[str, RuleConfirmation]:
    """What owners confirmed, by `pack.rule`."""
    return {f"{row.pack}.{row.rule}": row for row in RuleConfirmation.objects.all()}


def chosen_rules() -> frozenset[str]:
    """The optional rules that the organization chose."""
    return frozenset(ContactRuleSet.objects.values_list("chosen", flat=True).first() or ())
