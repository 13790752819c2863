"""Reading phone numbers."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.operations.numbers.models import NumberCatalogue, PhoneNumber


def filtered(*, account_id: UUID | None, agent_id: UUID | None, search: str) -> QuerySet[PhoneNumber]:
    """The numbers that match and are still there, in no order."""
    rows = PhoneNumber.objects.filter(removed_at__isnull=True)
    if account_id is not None:
        rows = rows.filter(account_id=account_id)
    if agent_id is not None:
        rows = rows.filter(agent_id=agent_id)
    for word in search.split()[:6]:
        digits = "".join(each for each in word if each.isdigit())
        found = Q(label__icontains=word) | Q(remote_label__icontains=word)
        rows = rows.filter(found | Q(number__contains=digits) if digits else found)
    return rows


def list_numbers(matching: QuerySet[PhoneNumber], *, cursor: str | None, limit: int) -> Page[PhoneNumber]:
    """One page, by number."""
    rows = matching.order_by("number", "id")
    if cursor:
        number, last = decode_cursor(cursor, length=2)
        try:
            after = UUID(str(last))
        except ValueError:
            raise MalformedCursor(field="cursor") from None
        rows = rows.filter(Q(number__gt=str(number)) | Q(number=str(number), id__gt=after))
    return paginate(list(rows[: limit + 1]), limit, lambda row: (row.number, str(row.id)))


def get_number(number_id: UUID, *, lock: bool = False) -> PhoneNumber:
    """One number, also one that is not listed any more. Raises NotFound."""
    rows = PhoneNumber.objects.select_for_update() if lock else PhoneNumber.objects.all()
    row = rows.filter(id=number_id).first()
    if row is None:
        raise NotFound(kind="phone_number")
    return row


def catalogues() -> Mapping[UUID, NumberCatalogue]:
    """How far each account's numbers are known, by account."""
    return {row.account_id: row for row in NumberCatalogue.objects.all()}
