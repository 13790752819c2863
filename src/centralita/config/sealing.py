"""Everything that is kept sealed, columns of organizations and people's second steps; how it comes under the active key."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from psycopg import sql

from centralita.identity.audit import platform
from centralita.identity.organizations.models import Organization
from centralita.identity.sign_in import second_step
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.encryption import HEAD_LENGTH, Cipher, Standing, Undecryptable
from centralita.kit.ids import to_text
from centralita.operations.compliance import hashing
from centralita.studio.language_models import secrets as model_secrets
from centralita.studio.tools import secrets as tool_secrets
from centralita.studio.translation import secrets as translator_secrets
from centralita.studio.voice_accounts import secrets as voice_secrets

_AT_A_TIME: Final = 50
_FIRST: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of a tenant table. `context` makes of the row's id and its organization's what it was sealed for."""

    table: str
    name: str
    prefix: str
    context: Callable[[UUID, UUID], bytes]


# A new column of sealed values is written down here, or the tests fail.
SEALED: Final = (
    SealedColumn("model_account", "secret", "pac", model_secrets.context),
    SealedColumn("voice_account", "secret", "pac", voice_secrets.context),
    SealedColumn("tool", "secret", "tool", tool_secrets.context),
    SealedColumn("tool_sign_in", "secret", "tsi", tool_secrets.shared.context),
    SealedColumn("translator_account", "secret", "tra", translator_secrets.context),
    SealedColumn("contact_rule_set", "number_key", "crs", hashing.context),
)


@dataclass(frozen=True, slots=True)
class Unopened:
    """A value that stays as it is: `reason` as Undecryptable gives it."""

    place: str
    reason: str


@dataclass(slots=True)
class Tally:
    """What became of all sealed values."""

    resealed: int = 0
    unopened: list[Unopened] = field(default_factory=list)


def standings() -> Counter[Standing]:
    """How many sealed values of all organizations stand how towards the keys."""
    cipher: Cipher = settings.CIPHER
    found: Counter[Standing] = Counter()
    for organization_id in _organizations():
        with tenant_scope(organization_id), connection.cursor() as cursor:
            for column in SEALED:
                cursor.execute(
                    sql.SQL("SELECT substring({name} FOR %s), count(*) FROM {table} GROUP BY 1").format(
                        name=sql.Identifier(column.name), table=sql.Identifier(column.table)
                    ),
                    [HEAD_LENGTH],
                )
                for head, count in cursor.fetchall():
                    found[cipher.standing(bytes(head))] += count
    found.update(second_step.standing(cipher, kept) for _row, kept in _seeds(_authenticators()))
    return found


def reseal() -> Tally:
    """Seal under the active key whatever is not yet.

    A few rows a transaction: it may be broken off at any time, done again, and done while everything runs.
    """
    tally = Tally()
    for organization_id in _organizations():
        for column in SEALED:
            after: UUID | None = _FIRST
            while after is not None:
                with tenant_scope(organization_id):
                    after = _reseal_some(column, organization_id, after, tally)
    last: int | None = 0
    while last is not None:
        with transaction.atomic():
            last = _reseal_seeds(last, tally)
    if tally.resealed:
        with transaction.atomic():
            platform.record(
                "secrets_reseal",
                actor_kind="system",
                actor_id=None,
                actor_name="command line",
                subject_kind="installation",
                after={"values": tally.resealed, "key": settings.CIPHER.active},
            )
    return tally


def _organizations() -> list[UUID]:
    return list(Organization.objects.order_by("id").values_list("id", flat=True))


def _reseal_some(column: SealedColumn, organization_id: UUID, after: UUID, tally: Tally) -> UUID | None:
    """Deal with the next rows; the last one's id, or None when there are no more."""
    cipher: Cipher = settings.CIPHER
    names = {"name": sql.Identifier(column.name), "table": sql.Identifier(column.table)}
    with connection.cursor() as cursor:
        # Locked, so that nobody's newer value is written over.
        cursor.execute(
            sql.SQL(
                "SELECT id, {name} FROM {table} WHERE id > %s AND substring({name} FOR %s) <> %s"
                " ORDER BY id LIMIT %s FOR UPDATE"
            ).format(**names),
            [after, HEAD_LENGTH, cipher.active_head, _AT_A_TIME],
        )
        rows = cursor.fetchall()
        for identifier, sealed in rows:
            context = column.context(identifier, organization_id)
            try:
                fresh = cipher.encrypt(cipher.decrypt(bytes(sealed), context), context)
            except Undecryptable as error:
                place = f"{to_text(column.prefix, identifier)} of {to_text('org', organization_id)}"
                tally.unopened.append(Unopened(place, str(error.data["reason"])))
                continue
            cursor.execute(
                sql.SQL("UPDATE {table} SET {name} = %s WHERE id = %s").format(**names), [fresh, identifier]
            )
            tally.resealed += 1
    return rows[-1][0] if len(rows) == _AT_A_TIME else None


def _reseal_seeds(after: int, tally: Tally) -> int | None:
    """Deal with the next people's second steps, as above."""
    cipher: Cipher = settings.CIPHER
    rows = list(_authenticators().select_for_update().filter(id__gt=after)[:_AT_A_TIME])
    for row, kept in _seeds(rows):
        if second_step.standing(cipher, kept) is Standing.ACTIVE:
            continue
        try:
            row.data[second_step.SEEDS[row.type]] = second_step.seal(cipher, second_step.unseal(cipher, kept))
        except Undecryptable as error:
            place = f"second step ({row.type}) of {to_text('usr', row.user_id)}"
            tally.unopened.append(Unopened(place, str(error.data["reason"])))
            continue
        row.save(update_fields=["data"])
        tally.resealed += 1
    return rows[-1].id if len(rows) == _AT_A_TIME else None


def _authenticators() -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(type__in=second_step.SEEDS)
    return found.order_by("id")


def _seeds(rows: Iterable[Authenticator]) -> Iterator[tuple[Authenticator, str]]:
    for row in rows:
        kept = row.data.get(second_step.SEEDS[row.type])
        # Recovery codes that came from elsewhere have no seed.
        if isinstance(kept, str):
            yield row, kept
