"""What is kept about a number: the lists that it stands on, the registers looked at, the calls already made."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from centralita.kit.ids import new_id
from centralita.kit.phone import read_phone
from centralita.operations.compliance import hashing, house
from centralita.operations.compliance.domain.packs import packs_for
from centralita.operations.compliance.domain.question import OWN_LIST, ListHit
from centralita.operations.compliance.models import (
    CallVolume,
    ContactDecision,
    RegisterImport,
    RegisterNumber,
    Suppression,
)

# The longest span that a cap of any pack may look back.
_LOOK_BACK = timedelta(days=31)
_COUNT: Final = (
    "INSERT INTO call_volume (id, organization_id, pack, month, calls) VALUES (%s, %s, %s, %s, 1)"
    " ON CONFLICT (organization_id, pack, month) DO UPDATE SET calls = call_volume.calls + 1"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one number."""

    hits: tuple[ListHit, ...] = ()
    attempts: tuple[datetime, ...] = ()


def register_ages(organization_id: UUID) -> dict[str, datetime]:
    """When the copy of each register was taken that is looked at: of one in several files, the oldest of them."""
    rows = RegisterImport.objects.filter(organization_id=organization_id, status="ready").exclude(
        kind=OWN_LIST
    )
    ages: dict[str, datetime] = {}
    for kind, taken_at in rows.values_list("kind", "taken_at"):
        ages[kind] = min(taken_at, ages.get(kind, taken_at))
    return ages


def known_of(organization_id: UUID, numbers: Iterable[str], at: datetime) -> dict[str, Known]:
    """What is known of these numbers (E.164), in three statements however many they are."""
    rules = house.stored_rules(organization_id)
    wanted = list(dict.fromkeys(numbers))
    if rules is None or not wanted:
        return {number: Known() for number in wanted}
    key = hashing.open_key(rules)
    hashes = {hashing.number_hash(key, number): number for number in wanted}
    hits: defaultdict[str, list[ListHit]] = defaultdict(list)
    barred = Suppression.objects.filter(
        organization_id=organization_id, number_hash__in=list(hashes), lifted_at__isnull=True
    )
    for row in barred.order_by("topic", "id"):
        number = hashes[bytes(row.number_hash)]
        hits[number].append(ListHit(OWN_LIST, row.created_at, row.source, row.topic))
    _add_registers(organization_id, hashes, hits)
    attempts: defaultdict[str, list[datetime]] = defaultdict(list)
    made = ContactDecision.objects.filter(
        organization_id=organization_id,
        number_hash__in=list(hashes),
        allowed=True,
        dialled=True,
        at__gt=at - _LOOK_BACK,
    )
    for found, when in made.values_list("number_hash", "at"):
        attempts[hashes[bytes(found)]].append(when)
    return {number: Known(tuple(hits[number]), tuple(attempts[number])) for number in wanted}


def _add_registers(
    organization_id: UUID, hashes: dict[bytes, str], hits: defaultdict[str, list[ListHit]]
) -> None:
    rows = RegisterNumber.objects.filter(organization_id=organization_id, number_hash__in=list(hashes))
    found = list(rows.values_list("number_hash", "import_id"))
    imports = RegisterImport.objects.filter(status="ready", id__in={import_id for _, import_id in found})
    kinds = {each.id: each for each in imports}
    for found_hash, import_id in found:
        if import_id in kinds:
            register = kinds[import_id]
            hits[hashes[bytes(found_hash)]].append(ListHit(register.kind, register.taken_at))


def volumes(organization_id: UUID, at: datetime) -> dict[str, int]:
    """The calls so far in the month of `at`, for each pack that counts them."""
    rows = CallVolume.objects.filter(organization_id=organization_id, month=_month(at))
    return dict(rows.values_list("pack", "calls"))


def count_call(organization_id: UUID, number: str, at: datetime) -> None:
    """One more call to a number, where its place's pack counts them. In the caller's transaction."""
    country = read_phone(number).region
    counting = [pack.code for pack in packs_for({country}, "") if pack.volumes and country in pack.countries]
    with connection.cursor() as cursor:
        for code in counting:
            cursor.execute(_COUNT, [new_id(), organization_id, code, _month(at)])


def _month(at: datetime) -> date:
    return at.astimezone(UTC).date().replace(day=1)
