"""The audit trail over HTTP."""

import csv
import io
from urllib.parse import quote

import pytest

from centralita.kit.ids import to_text
from tests.people import Member

pytestmark = pytest.mark.database


def test_the_trail_is_read_by_who_what_and_when(member: Member, make) -> None:
    other = make(in_=member)
    agent = other.api.post("/agents", {"name": "Recepción"}).json()["id"]
    member.api.patch("/organization", {"name": "Otra"})
    shown = member.api.get("/audit").json()["items"]
    assert [entry["action"] for entry in shown] == [
        "organization_update",
        "agent_create",
        "organization_create",
    ]
    assert shown[0]["before"] == {"name": "Clínica Sol"}
    for query, actions in (
        (f"actor={to_text('usr', other.user.id)}", ["agent_create"]),
        ("action=organization_update", ["organization_update"]),
        (f"subject={agent}", ["agent_create"]),
        ("subject_kind=organization", ["organization_update", "organization_create"]),
        (f"until={quote(shown[1]['at'])}", ["organization_create"]),
        (f"since={quote(shown[0]['at'])}", ["organization_update"]),
    ):
        assert [row["action"] for row in member.api.get(f"/audit?{query}").json()["items"]] == actions, query
    first = member.api.get("/audit?limit=2").json()
    rest = member.api.get(f"/audit?limit=2&cursor={first['next_cursor']}").json()
    assert [row["sequence"] for row in first["items"] + rest["items"]] == [3, 2, 1]
    assert member.api.get("/audit?actor=usr_x").status_code == 404
    assert member.api.get("/audit?since=yesterday").status_code == 422


def test_an_export_is_a_table_that_no_spreadsheet_runs(member: Member) -> None:
    member.api.patch("/organization", {"name": '=HYPERLINK("http://evil.example")'})
    member.api.patch("/me", {"name": "@SUM(A1)"})
    member.api.post("/agents", {"name": "-1+2"})
    answer = member.api.get("/audit/export?subject_kind=agent")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["action"] for row in rows] == ["agent_create"]
    assert rows[0]["actor_name"] == "'@SUM(A1)"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert member.api.get("/audit").json()["items"][0]["action"] == "audit_export"


def test_a_noted_anchor_is_found_again(member: Member) -> None:
    noted = member.api.get("/audit/verification").json()
    assert noted["holds"] is True
    member.api.patch("/organization", {"name": "Otra"})
    later = member.api.get(f"/audit/verification?anchor={noted['anchor']}").json()
    assert (later["holds"], later["entries"]) == (True, noted["entries"] + 1)
    forged = noted["anchor"].partition(".")[0] + "." + "0" * 64
    assert member.api.get(f"/audit/verification?anchor={forged}").json()["broken_at"] == noted["entries"]
    assert member.api.get("/audit/verification?anchor=x").json()["code"] == "malformed_anchor"
