"""Files that become agents, through the API."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse

from centralita.config import agent_files
from centralita.identity.access.permissions import Role
from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.imports import commands
from centralita.studio.imports.domain.choosing import Choice, NotChosen
from tests.people import Member
from tests.studio.deployments.specs import RETELL, faults
from tests.studio.imports import samples

pytestmark = pytest.mark.database


def sent(member: Member, *names: str, **files: bytes) -> HttpResponse:
    """Upload samples, or files of one's own."""
    parts = {f"{name}.json": samples.content_of(name) for name in names} | files
    uploads = [SimpleUploadedFile(name, content) for name, content in parts.items()]
    return member.api.client.post("/api/v1/agent-imports", {"files": uploads}, headers=member.api.headers)


def taken_in(member: Member, name: str) -> dict[str, Any]:
    answer = sent(member, name)
    assert answer.status_code == 201, answer.content
    seen: dict[str, Any] = answer.json()
    return seen


WISH = {"name": "Recepción", "language": "es", "kind": "chat", "purpose": "inbound"}


def test_a_file_is_shown_before_anything_is_made(member: Member) -> None:
    seen = taken_in(member, "typebot")
    assert (seen["format"], seen["format_version"], seen["name"]) == ("typebot", "6.1", "Reservas")
    assert seen["language"] == "es"
    assert seen["agent"] is None
    assert seen["secrets_removed"] == 2
    assert {step["kind"] for step in seen["flows"][0]["steps"]} >= {
        "ask",
        "say",
        "set",
        "decide",
        "tool_call",
    }
    assert {loss["node"] for loss in seen["losses"]} >= {"Cita", "Mayor"}
    assert all(loss["message"] for loss in seen["losses"])
    assert not [one for one in seen["problems"] if one["severity"] == "error"]
    assert member.api.get("/agents").json()["items"] == []


def filled_in(member: Member) -> list[dict[str, Any]]:
    """Type the secrets that stayed behind."""
    rows: list[dict[str, Any]] = member.api.get("/tool-sign-ins").json()["items"]
    for row in rows:
        assert row["waiting"]
        secret = {"basic": "password", "bearer": "token"}.get(row["kind"], "api_key")
        named = {"username": "us"} if row["kind"] == "basic" else {}
        body = {"credentials": {secret: "la-9931-typed-again", **named}}
        answer = member.api.patch(f"/tool-sign-ins/{row['id']}", body)
        assert answer.status_code == 200, answer.content
    return rows


def test_an_agent_is_made_with_its_tools_and_keeps_the_report(member: Member) -> None:
    seen = taken_in(member, "typebot")
    made = member.api.post(f"/agent-imports/{seen['id']}/agent", WISH)
    assert made.status_code == 201, made.content
    agent = made.json()["agent"]["id"]
    draft = member.api.get(f"/agents/{agent}/draft").json()
    assert draft["blueprint"]["languages"] == ["es"]
    assert '"und"' not in json.dumps(draft["blueprint"])
    (tool,) = draft["blueprint"]["tools"]
    assert tool["id"].startswith("tool_")
    # Its key stayed in the file: until somebody fills one in, it calls nobody.
    assert tool["version"] == 0
    found = member.api.get(f"/tools/{tool['id']}").json()
    assert [one["code"] for one in found["problems"]] == ["sign_in_waiting"]
    filled_in(member)
    assert member.api.get(f"/agents/{agent}/draft").json()["blueprint"]["tools"][0]["version"] == 1
    draft = member.api.get(f"/agents/{agent}/draft").json()
    assert not [one for one in draft["problems"] if one["severity"] == "error"]
    (report,) = member.api.get(f"/agent-imports?agent={agent}").json()["items"]
    assert report["id"] == seen["id"]
    again = member.api.post(f"/agent-imports/{seen['id']}/agent", WISH)
    assert (again.status_code, again.json()["code"]) == (409, "import_already_made")


def test_no_secret_of_a_file_is_kept_anywhere(member: Member) -> None:
    for name in samples.all_of_them():
        seen = taken_in(member, name)
        member.api.post(f"/agent-imports/{seen['id']}/agent", WISH)
        told = member.api.get(f"/agent-imports/{seen['id']}").content.decode()
        agent = member.api.get(f"/agent-imports/{seen['id']}").json()["agent"]["id"]
        told += member.api.get(f"/agents/{agent}/draft").content.decode()
        told += member.api.get("/tools").content.decode()
        for secret in samples.SECRETS:
            assert secret not in told, name


def granted(member: Member, name: str) -> str:
    """The tool of an agent that is made of the sample."""
    seen = taken_in(member, "typebot")
    made = member.api.post(f"/agent-imports/{seen['id']}/agent", {**WISH, "name": name})
    assert made.status_code == 201, made.content
    draft = member.api.get(f"/agents/{made.json()['agent']['id']}/draft").json()
    (tool,) = draft["blueprint"]["tools"]
    assert not [one for one in draft["problems"] if one["severity"] == "error"]
    return str(tool["id"])


def test_a_file_that_comes_again_uses_the_tool_that_it_brought(member: Member) -> None:
    first = granted(member, "Uno")
    filled_in(member)
    definition = member.api.get(f"/tools/{first}").json()["definition"]
    # A key that somebody filled in and a draft that waits change nothing of what the agent gets.
    definition["request"]["headers"] = [{"name": "X-Api-Key", "value": "la-9931"}]
    member.api.patch(f"/tools/{first}", {"definition": {**definition, "description": "Otra"}})
    assert granted(member, "Dos") == first
    assert len(member.api.get("/tools").json()["items"]) == 1
    # Somewhere else is another tool, under a name that tells them apart; from then on each file finds its own.
    definition["request"]["address"] = "https://api.example.com/ours"
    member.api.patch(f"/tools/{first}", {"definition": definition})
    published = member.api.post(f"/tools/{first}/publish", {"note": ""})
    assert published.status_code == 201, published.content
    second = granted(member, "Tres")
    assert second != first
    assert granted(member, "Cuatro") == second
    names = [tool["name"] for tool in member.api.get("/tools").json()["items"]]
    assert len(names) == len(set(names)) == 2


def test_what_was_wrong_is_listed_and_nothing_is_kept(member: Member) -> None:
    answer = sent(member, **{"bot.json": b'{"groups": [', "other.yml": b"a: !!python/name:os.system"})
    assert (answer.status_code, answer.json()["code"]) == (422, "agent_file_unreadable")
    assert [reason["code"] for reason in answer.json()["reasons"]] == ["json", "yaml"]
    assert member.api.get("/agent-imports").json()["items"] == []


def test_of_several_agents_each_is_made_or_not_by_itself(member: Member, make: Callable[..., Member]) -> None:
    empty = json.dumps({**samples.all_of_them()["typebot"], "name": "Vacío", "groups": [{"blocks": []}]})
    seen = sent(member, "typebot", "vapi_squad", **{"empty.json": empty.encode()}).json()
    upload = member.api.get(f"/agent-uploads/{seen['upload']}").json()
    assert [(one["file_name"], one["format"]) for one in upload["items"]] == [
        ("typebot.json", "typebot"),
        ("vapi_squad.json", "vapi"),
    ]
    assert upload["items"][0]["id"] == seen["id"]
    assert upload["items"][0]["steps"] == sum(len(flow["steps"]) for flow in seen["flows"])
    assert upload["items"][0]["losses"] == len(seen["losses"])
    (left,) = upload["left_out"]
    assert (left["name"], "typebot" in left["message"]) == ("Vacío", True)
    assert make().api.get(f"/agent-uploads/{seen['upload']}").status_code == 404
    other = upload["items"][1]["id"]
    assert member.api.post(f"/agent-imports/{other}/agent", WISH).status_code == 201
    after = member.api.get(f"/agent-uploads/{seen['upload']}").json()["items"]
    assert [one["agent"] is not None for one in after] == [False, True]
    assert len(member.api.get("/agents").json()["items"]) == 1
    assert taken_in(member, "typebot")["upload"] is None


def test_a_terminal_brings_in_those_that_are_wanted(member: Member, tmp_path: Path) -> None:
    organization_id = OrganizationId(member.organization_id)
    paths = [tmp_path / f"{name}.json" for name in ("typebot", "vapi_squad")]
    for path in paths:
        path.write_bytes(samples.content_of(path.stem))
    arrived = commands.take(organization_id, paths)
    assert len(arrived.rows) == 2
    with pytest.raises(NotChosen):
        Choice().among([row.name for row in arrived.rows])
    (wanted,) = Choice(only=[arrived.rows[1].name.upper()]).among([row.name for row in arrived.rows])
    row, _ = commands.bring_in(organization_id, arrived.rows[wanted], name="Otra", language=None)
    commands.forget(organization_id, arrived.rows[:1])
    assert [one["name"] for one in member.api.get("/agents").json()["items"]] == ["Otra"]
    (left,) = member.api.get("/agent-imports").json()["items"]
    assert (left["agent"]["name"], row.file_name) == ("Otra", "vapi_squad.json")


def test_a_comparison_that_fails_ends_otherwise_than_one_that_differs(
    member: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that a build tells what it should mend: the agent, or itself."""
    monkeypatch.setattr(agent_files, "database", contextlib.nullcontext)
    agent = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    organization, file = to_text("org", member.organization_id), tmp_path / "agent.yaml"
    assert agent_files.run_export(organization, agent, kind="yaml", output=file) == 0
    assert b"\r" not in file.read_bytes()
    assert agent_files.run_diff(organization, agent, file) == 0
    file.write_text(file.read_text("utf-8").replace("name: Recepción", "name: Portería"), "utf-8")
    assert agent_files.run_diff(organization, agent, file) == 1
    capsys.readouterr()
    assert agent_files.run_diff(organization, to_text("agt", UUID(int=7)), file) == 2
    assert capsys.readouterr().err == "Not found. It does not exist, or you have no access to it.\n"

    script = {"steps": [], "checks": [{"kind": "ends", "how": "open"}]}
    written = member.api.post(f"/agents/{agent}/scenarios", {"name": "Saluda", "script": script})
    assert written.status_code == 201, written.content
    capsys.readouterr()
    assert agent_files.run_diff(organization, agent, file) == 1
    assert capsys.readouterr().err == "Not in the file, and stays: scenario Saluda\n"
    given: dict[str, Any] = {"agent": agent, "choice": Choice(), "name": None, "language": None}
    assert agent_files.run_import(organization, [file], **given) == 0
    assert "published" not in capsys.readouterr().err
    file.write_text(file.read_text("utf-8").replace("target: ", "target: no", 1), "utf-8")
    assert agent_files.run_import(organization, [file], **given) == 0
    assert "Before it can be published: " in capsys.readouterr().err

    def gone() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(agent_files, "database", gone)
    with pytest.raises(SystemExit) as ended:
        agent_files.run_diff(organization, agent, file)
    assert ended.value.code == 2


def test_files_that_belong_together_are_read_as_one(member: Member) -> None:
    whole = samples.all_of_them()["rasa"]
    flows = json.dumps({"flows": whole["flows"]}).encode()
    domain = json.dumps({name: whole[name] for name in ("slots", "responses")}).encode()
    seen = sent(member, **{"flows.json": flows, "domain.json": domain}).json()
    assert seen["format"] == "rasa"
    assert any("Who do you want" in step["text"] for flow in seen["flows"] for step in flow["steps"])


def test_a_file_is_forgotten_and_another_organizations_is_not_seen(
    member: Member, make: Callable[..., Member]
) -> None:
    seen = taken_in(member, "retell_prompt")
    assert make().api.get(f"/agent-imports/{seen['id']}").status_code == 404
    assert make(in_=member, role=Role.VIEWER).api.get("/agent-imports").status_code == 403
    assert member.api.delete(f"/agent-imports/{seen['id']}").status_code == 204
    assert member.api.get(f"/agent-imports/{seen['id']}").status_code == 404


def file_sent(member: Member, agent: str, content: str, then: str = "") -> HttpResponse:
    upload = SimpleUploadedFile("agent.yaml", content.encode())
    return member.api.client.post(
        f"/api/v1/agents/{agent}/file{then}", {"file": upload}, headers=member.api.headers
    )


def test_an_exported_agent_says_what_would_change_and_changes_it(member: Member) -> None:
    seen = taken_in(member, "typebot")
    agent = member.api.post(f"/agent-imports/{seen['id']}/agent", WISH).json()["agent"]["id"]
    exported = member.api.get(f"/agents/{agent}/export").json()
    assert exported["file_name"] == "recepcion.yaml"
    assert file_sent(member, agent, exported["content"], "/compare").json() == {
        "changes": [],
        "only_here": [],
    }
    changed = exported["content"].replace("¿Cuántos años tiene?", "¿Qué edad tiene?")
    (change,) = file_sent(member, agent, changed, "/compare").json()["changes"]
    assert change["after"] == "¿Qué edad tiene?"
    assert member.api.get(f"/agents/{agent}/export").json() == exported
    assert file_sent(member, agent, changed).status_code == 200
    assert member.api.get(f"/agents/{agent}/export").json()["content"] == changed
    refused = file_sent(member, agent, changed.replace("version: 1", "version: 1\nelse: 2", 1))
    assert refused.json()["reasons"][0]["sentence"].startswith("agent.yaml:3, at else")


def test_an_agents_file_makes_it_anew_elsewhere_with_its_tools(
    member: Member, make: Callable[..., Member]
) -> None:
    seen = taken_in(member, "typebot")
    agent = member.api.post(f"/agent-imports/{seen['id']}/agent", WISH).json()["agent"]["id"]
    content = member.api.get(f"/agents/{agent}/export?format=json").json()["content"].encode()
    other = make()
    read = sent(other, **{"recepcion.json": content}).json()
    assert (read["format"], read["losses"]) == ("centralita", [])
    copy = other.api.post(f"/agent-imports/{read['id']}/agent", WISH).json()["agent"]["id"]
    (tool,) = other.api.get(f"/agents/{copy}/draft").json()["blueprint"]["tools"]
    assert tool["version"] == 0
    [row] = filled_in(other)
    assert [one["id"] for one in row["tools"]] == [tool["id"]]
    assert tool["id"] != member.api.get(f"/agents/{agent}/draft").json()["blueprint"]["tools"][0]["id"]


def test_an_agent_goes_to_retell_with_what_is_lost(member: Member) -> None:
    seen = taken_in(member, "rasa")
    agent = member.api.post(f"/agent-imports/{seen['id']}/agent", WISH).json()["agent"]["id"]
    exported = member.api.get(f"/agents/{agent}/export?format=retell").json()
    document = json.loads(exported["content"])
    assert document["conversationFlow"]["nodes"]
    assert "webhook_url" not in document
    told = [one["message"] for one in exported["losses"]]
    assert len(told) == len({(one["node"], one["message"]) for one in exported["losses"]})
    assert [one for one in told if one.startswith("Asking for a person: ")], "each says what it is about"
    back = sent(member, **{"there.json": exported["content"].encode()})
    assert back.json()["format"] == "retell"


def test_what_goes_to_retell_is_as_retell_describes_it(
    member: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The flow as its API takes it; what would not keep people safe there is said so on the command line, too."""
    monkeypatch.setattr(agent_files, "database", contextlib.nullcontext)
    seen = taken_in(member, "voiceflow")
    agent = member.api.post(f"/agent-imports/{seen['id']}/agent", WISH).json()["agent"]["id"]
    # Nothing says in it that a machine speaks.
    assert member.api.post(f"/agents/{agent}/languages", {"language": "fi"}).status_code == 201
    organization, file = to_text("org", member.organization_id), tmp_path / "agent.json"
    assert agent_files.run_export(organization, agent, kind="retell", output=file) == 0
    losses = member.api.get(f"/agents/{agent}/export?format=retell").json()["losses"]
    unsafe = [line for line in capsys.readouterr().err.splitlines() if line.startswith("NOT SAFE: ")]
    assert len(unsafe) == sum(loss["blocking"] for loss in losses) > 0
    flow = json.loads(file.read_text("utf-8"))["conversationFlow"]
    assert faults(RETELL, "/create-conversation-flow", flow) == []


def test_a_simple_tool_goes_to_retell_and_comes_back(member: Member) -> None:
    content = {
        "description": "Books a table",
        "parameters": {"type": "object", "properties": {"day": {"type": "string"}}, "required": ["day"]},
        "request": {
            "method": "POST",
            "address": "https://api.example.com/tables",
            "body": "json",
            "fields": [{"name": "day", "value": "{day}"}],
        },
    }
    body = {"name": "book", "label": "Reservar", "definition": content}
    signing = {"sign_in": "bearer", "credentials": {"token": "opensesame-9931"}}
    tool = member.api.post("/tools", {**body, **signing}).json()["id"]
    assert member.api.post(f"/tools/{tool}/publish", {}).status_code == 201
    grant = member.api.get(f"/tools/{tool}").json()["grant"]
    flow = {
        "id": "main",
        "nodes": [
            {"id": "call", "kind": "tool_call", "data": {"tool": "book", "arguments": {"day": "lunes"}}}
        ],
        "edges": [],
    }
    agent = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
    blueprint = {"name": "Recepción", "languages": ["es"], "tools": [grant], "flows": [flow]}
    assert member.api.put(f"/agents/{agent}/draft", {"blueprint": blueprint}).status_code == 200
    exported = member.api.get(f"/agents/{agent}/export?format=retell").json()
    told = [one["message"] for one in exported["losses"]]
    # Nobody chooses a voice in a file; the key stays here, and is typed there.
    assert not [one for one in told if "Choose a voice" in one]
    assert [one for one in told if "Reservar" in one and "sign-in" in one]
    assert "opensesame" not in exported["content"]
    back = sent(member, **{"there.json": exported["content"].encode()}).json()
    assert "book" in json.dumps(back)
