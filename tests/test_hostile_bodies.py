"""What bad input gets: a clear answer, never an error of ours."""

import base64
import json
from pathlib import Path

import pytest

from tests.people import Member

pytestmark = pytest.mark.database


def test_the_json_parsing_suite_as_bodies(member: Member, corpora: Path) -> None:
    for line in (corpora / "json_parsing.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if "b64" in row:
            body = base64.b64decode(row["b64"])
        else:
            body = str(row["repeat"]["unit"]).encode() * int(row["repeat"]["count"])
        response = member.api.request("POST", "/agents", body)
        assert response.status_code < 500, row.get("name")


def test_every_naughty_string_in_every_text_of_an_agent(member: Member, corpora: Path) -> None:
    strings = json.loads((corpora / "blns.json").read_text("utf-8"))
    agent = member.api.post("/agents", {"name": "Blanco", "languages": ["es"]}).json()["id"]
    for text in strings[::4]:
        body = {"name": text[:120], "description": text[:500], "tags": [text[:40]]}
        response = member.api.patch(f"/agents/{agent}", body)
        assert response.status_code in {200, 422}, text
        if response.status_code == 200:
            assert response.json()["description"] == text[:500]


def test_a_body_of_twenty_thousand_levels(member: Member) -> None:
    for body in (
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        b'{"name": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    ):
        response = member.api.request("POST", "/agents", body)
        assert response.status_code == 422


def test_a_body_of_ten_megabytes(member: Member) -> None:
    body = json.dumps({"name": "x" * 10_000_000}).encode()
    assert member.api.request("POST", "/agents", body).status_code == 413


@pytest.mark.parametrize("address", ["/agents?search=%00", "/agents?unknown=a%00b", "/agents/agt_%00"])
def test_a_nul_character_in_an_address_is_refused(member: Member, address: str) -> None:
    response = member.api.get(address)
    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00%2B17:59", "2026-03-02T10:00:00-23:59"])
def test_a_moment_far_from_any_time_zone_is_read_or_refused(member: Member, when: str) -> None:
    assert member.api.get(f"/audit?since={when}").status_code in {200, 422}


def test_a_nul_character_is_named(member: Member) -> None:
    response = member.api.post("/agents", {"name": "a\0b"})
    assert (response.status_code, response.json()["code"]) == (422, "text_unstorable")
    assert response.json()["field"] == "name"
