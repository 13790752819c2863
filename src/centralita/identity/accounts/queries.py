"""Where a person belongs."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """One membership with what is shown of its organization."""

    organization_id: UUID
    role: str
    bound: bool
    name: str
    slug: str
    brand: dict[str, str]
    language: str
    time_zone: str
    currency: str
    parent_id: UUID | None


def membership_rows(user_id: UUID) -> list[MembershipRow]:
    """Every organization that a person belongs to, by name; inside that person's scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.organization_id, m.role, cardinality(m.agent_ids) > 0, o.name, o.slug, o.brand, o.language, o.time_zone, o.currency,"
            " o.parent_id FROM membership m JOIN organization o ON o.id = m.organization_id"
            " WHERE m.user_id = %s AND o.suspended_at IS NULL ORDER BY lower(o.name), o.id",
            [user_id],
        )
        rows = cursor.fetchall()
    return [
        MembershipRow(
            organization_id=row[0],
            role=row[1],
            bound=row[2],
            name=row[3],
            slug=row[4],
            brand=_object(row[5]),
            language=row[6],
            time_zone=row[7],
            currency=row[8],
            parent_id=row[9],
        )
        for row in rows
    ]


def _object(value: Any) -> dict[str, str]:
    """JSON as the driver gives it: read already, or its text."""
    found: dict[str, str] = json.loads(value) if isinstance(value, str) else value or {}
    return found
