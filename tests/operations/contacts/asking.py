"""Asking the API about contacts, and the ledger and the trail what it left behind."""

from django.db import connection

from centralita.identity.audit.models import AuditEntry
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text


def made(member, **fields) -> dict:
    answer = member.api.post("/contacts", {"name": "Ana Ruiz", **fields})
    assert answer.status_code == 201, answer.content
    return answer.json()


def listed(member, query: str = "") -> list[str]:
    answer = member.api.get(f"/contacts?{query}")
    assert answer.status_code == 200, answer.content
    return [item["name"] for item in answer.json()["items"]]


def facts(member, contact: dict) -> list[tuple[str, dict]]:
    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, data::text FROM ledger_event WHERE subject_id = %s ORDER BY sequence",
            [from_text("con", contact["id"])],
        )
        return cursor.fetchall()


def kinds(member, contact: dict) -> list[str]:
    return [kind for kind, _ in facts(member, contact)]


def audited(member, contact: dict) -> list[str]:
    with tenant_scope(member.organization_id):
        rows = AuditEntry.objects.filter(subject_id=contact["id"]).order_by("sequence")
        return list(rows.values_list("action", flat=True))
