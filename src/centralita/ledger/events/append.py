"""Appending facts, in the transaction of the change itself."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import msgspec
from django.db import connection

from centralita.identity.access.actor import Actor
from centralita.kit.ids import new_id, new_ids
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import FACTS, Fact

_INTO: Final = (
    "INSERT INTO ledger_event (id, organization_id, at, kind, subject_id, actor_kind, actor_id, data)"
)
INSERT: Final = f"{_INTO} VALUES (%s, %s, now(), %s, %s, %s, %s, %s)"

INSERT_MANY: Final = _INTO + (  # noqa: S608 - names of columns only
    " SELECT id, %s, now(), kind, subject_id, %s, %s, data FROM json_to_recordset(%s)"
    " AS told(id uuid, kind text, subject_id uuid, data jsonb)"
)


def append(actor: Actor, subject_id: UUID, fact: Fact) -> None:
    """Append one fact about a subject, in the caller's transaction, and let dashboards know."""
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            [
                new_id(),
                actor.organization_id,
                fact.kind,
                subject_id,
                actor.kind,
                actor.user_id,
                fact.model_dump_json(),
            ],
        )
    changed(actor.organization_id, fact.kind.partition(".")[0], subject_id)


def append_many(actor: Actor, facts: Sequence[tuple[UUID, Fact]]) -> None:
    """Append facts about several subjects of one kind, in order; dashboards are told once."""
    if not facts:
        return
    # As one value: a thousand rows of seven markers each take longer to plan than to write.
    rows = [
        {
            "id": identifier,
            "kind": fact.kind,
            "subject_id": subject_id,
            "data": msgspec.Raw(fact.__pydantic_serializer__.to_json(fact)),
        }
        for identifier, (subject_id, fact) in zip(new_ids(len(facts)), facts, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT_MANY,
            [actor.organization_id, actor.kind, actor.user_id, msgspec.json.encode(rows).decode()],
        )
    subject_id, fact = facts[0]
    changed(actor.organization_id, fact.kind.partition(".")[0], subject_id)


def append_told(actor: Actor, subject_id: UUID, kind: str, data: Mapping[str, object]) -> None:
    """Append a fact that a lower room told by its name; it must have the shape of that kind."""
    append(actor, subject_id, FACTS[kind].model_validate(dict(data)))
