"""Adding, changing and removing records: locations, special days, services, products, staff, policies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Manager
from django.forms.models import model_to_dict

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict, NotFound, Stale
from centralita.kit.ids import to_text
from centralita.studio.business.actions.snapshot import lock_profile, recompile
from centralita.studio.business.models import Record

Row = TypeVar("Row", bound=Record)


class TooManyRecords(Conflict):
    """The business has as many records of this kind as it may have; `limit` says how many."""

    code = "too_many_records"


class AlreadyThere(Conflict):
    """There is one like it: a special day has each date once. `field` says which."""

    code = "record_exists"


@dataclass(frozen=True, slots=True)
class RecordKind(Generic[Row]):
    """A kind of record: its table, the prefix of its ids, how many a business may have, what is unique."""

    name: str
    prefix: str
    rows: Manager[Row]
    limit: int
    unique: str | None = None


def add_record(actor: Actor, kind: RecordKind[Row], fields: Mapping[str, Any]) -> Row:
    """A new record of this kind."""
    profile = lock_profile(actor)
    if kind.rows.count() >= kind.limit:
        raise TooManyRecords(limit=kind.limit)
    _alone(kind, fields, None)
    row = kind.rows.create(organization_id=actor.organization_id, **fields)
    recompile(actor, profile)
    _tell(actor, kind, row.id, "create", None, fields)
    return row


def change_record(
    actor: Actor, kind: RecordKind[Row], record_id: UUID, fields: Mapping[str, Any], *, seen: int | None
) -> Row:
    """Change what the fields name. Stale when the record has moved on from revision `seen`."""
    profile = lock_profile(actor)
    row = kind.rows.select_for_update().filter(id=record_id).first()
    if row is None:
        raise NotFound(kind=kind.name)
    if seen is not None and seen != row.revision:
        raise Stale(actual=row.revision, seen=seen)
    _alone(kind, fields, record_id)
    changed = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if not changed:
        witness.nothing_changed()
        return row
    before = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.revision += 1
    row.save()
    recompile(actor, profile)
    _tell(actor, kind, row.id, "update", before, changed)
    return row


def remove_record(actor: Actor, kind: RecordKind[Row], record_id: UUID) -> None:
    """Remove a record for good."""
    profile = lock_profile(actor)
    row = kind.rows.filter(id=record_id).first()
    if row is None:
        raise NotFound(kind=kind.name)
    before = model_to_dict(row, exclude=["revision", "position"])
    row.delete()
    recompile(actor, profile)
    _tell(actor, kind, record_id, "delete", before, None)


def _alone(kind: RecordKind[Row], fields: Mapping[str, Any], record_id: UUID | None) -> None:
    if kind.unique is None or kind.unique not in fields:
        return
    same = kind.rows.filter(**{kind.unique: fields[kind.unique]})
    if same.exclude(id=record_id).exists():
        raise AlreadyThere(field=kind.unique)


def _tell(
    actor: Actor,
    kind: RecordKind[Row],
    record_id: UUID,
    verb: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    trail.record(
        actor,
        action=f"{kind.name}_{verb}",
        subject_kind=kind.name,
        subject_id=to_text(kind.prefix, record_id),
        before=before,
        after=after,
    )
