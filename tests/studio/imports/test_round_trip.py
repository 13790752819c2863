"""An agent leaves as a file and comes back in another organization: the same agent, and nobody's secrets."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import Member

pytestmark = pytest.mark.database

# So short that publishing takes it for a word: what is longer is refused there.
KEY = "cl-9931"

ROOMS: dict[str, Any] = {
    "description": "Habitaciones libres",
    "parameters": {"type": "object", "properties": {"day": {"type": "string"}}, "required": ["day"]},
    "request": {
        "method": "GET",
        "address": "https://api.example.com/rooms/{day}",
        "headers": [{"name": "X-Api-Key", "value": KEY}, {"name": "X-House", "value": "norte"}],
    },
}
DIARY: dict[str, Any] = {
    "description": "Huecos de la agenda",
    "parameters": {"type": "object", "properties": {"day": {"type": "string"}}, "required": ["day"]},
    "request": {
        "kind": "mcp",
        "address": "https://mcp.example.com/diary",
        "remote": "free-slots",
        "fields": [{"name": "slot-day", "value": "{day}"}],
    },
}
ANA = {"by": "usr_1", "name": "Ana Ruiz", "at": "2026-03-01T09:30:00Z"}
TALK: dict[str, Any] = {
    "node": "hello",
    "signed": ANA,
    "answers": [{"id": "a1", "text": "Cerrado.", "signed": ANA}],
    "done": ANA,
}
SCRIPT: dict[str, Any] = {
    "language": "en",
    "hours": "open",
    "at": "2026-11-23T10:00+01:00",
    "variables": {"name": "Ana"},
    "steps": [{"say": "hello"}],
    "facts": {"phone": "600000000"},
    "mocks": [{"tool": "rooms", "result": {"free": 3}}],
    "replies": [
        {"calls": [{"tool": "rooms", "arguments": {"day": "2026-12-01"}}], "keeps": {"name": "Ana"}},
        {"node": "hello", "says": "There are three.", "leaves": "done"},
        {"ok": False},
    ],
    "checks": [{"kind": "said", "text": "hello"}, {"kind": "tool_not_called", "tool": "rooms"}],
}


def a_tool(member: Member, name: str, label: str, definition: dict[str, Any]) -> str:
    made = member.api.post("/tools", {"name": name, "label": label, "definition": definition})
    assert made.status_code == 201, made.content
    tool = str(made.json()["id"])
    case = {
        "name": "Un día con sitio",
        "arguments": {"day": "2026-12-01", "api_key": KEY},
        "mock_status": 200,
        "mock_body": json.dumps({"free": 3}),
    }
    assert member.api.post(f"/tools/{tool}/cases", case).status_code == 201
    published = member.api.post(f"/tools/{tool}/publish", {"note": ""})
    assert published.status_code == 201, published.content
    return tool


def everything(member: Member) -> str:
    """An agent of all that an agent may be made of."""
    made = member.api.post(
        "/agents",
        {
            "name": "Recepción",
            "languages": ["es", "en"],
            "template": "hotel",
            "kind": "both",
            "purpose": "support",
            "description": "La de la costa.",
            "tags": ["costa", "verano"],
        },
    )
    assert made.status_code == 201, made.content
    agent = str(made.json()["id"])
    a_tool(member, "rooms", "Habitaciones", ROOMS)
    a_tool(member, "diary", "Agenda", DIARY)
    draft = member.api.get(f"/agents/{agent}/draft")
    blueprint = draft.json()["blueprint"]
    blueprint["tools"] += [
        one for one in member.api.get("/tools/grants").json()["items"] if one["name"] in {"rooms", "diary"}
    ]
    blueprint["variables"].append({"name": "house", "default": "norte"})
    blueprint["persona"] = {"es": "Con calma.", "en": "Calmly."}
    blueprint["knowledge"] = [{"id": "all", "name": "Todo"}]
    blueprint["guardrails"]["max_turns"] = 60
    blueprint["interrupts"]["person"]["phrases"] = {"es": ["quiero hablar con alguien"]}
    blueprint["flows"][0]["layout"] = {
        "notes": [
            {"id": "n1", "text": "Preguntar a Ana."},
            {"id": "n2", "text": "¿Y si es festivo?", **TALK},
        ],
        "groups": [{"id": "g1", "name": "Bienvenida"}],
    }
    kept = member.api.put(
        f"/agents/{agent}/draft", {"blueprint": blueprint}, headers={"If-Match": draft.headers["ETag"]}
    )
    assert kept.status_code == 200, kept.content
    written = member.api.post(f"/agents/{agent}/scenarios", {"name": "En inglés", "script": SCRIPT})
    assert written.status_code == 201, written.content
    return agent


def exported(member: Member, agent: str, kind: str) -> tuple[str, str, int]:
    told = member.api.get(f"/agents/{agent}/export?format={kind}").json()
    return told["file_name"], told["content"], told["secrets_removed"]


def brought(member: Member, name: str, content: str) -> str:
    """The agent that a file became: the sheet takes over what the file tells."""
    answer = member.api.client.post(
        "/api/v1/agent-imports",
        {"files": [SimpleUploadedFile(name, content.encode())]},
        headers=member.api.headers,
    )
    assert answer.status_code == 201, answer.content
    seen = answer.json()
    wish = {"name": seen["name"], "language": "es", "kind": seen["kind"], "purpose": seen["purpose"]}
    made = member.api.post(f"/agent-imports/{seen['id']}/agent", wish)
    assert made.status_code == 201, made.content
    return str(made.json()["agent"]["id"])


def compared(member: Member, agent: str, content: str) -> list[dict[str, Any]]:
    answer = member.api.client.post(
        f"/api/v1/agents/{agent}/file/compare",
        {"file": SimpleUploadedFile("agent.yaml", content.encode())},
        headers=member.api.headers,
    )
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["changes"]
    return found


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_an_agent_with_everything_is_the_same_elsewhere(
    member: Member, make: Callable[..., Member], kind: str
) -> None:
    agent = everything(member)
    name, content, secrets = exported(member, agent, kind)
    # The key in the header, and in the case of each of both tools.
    assert (secrets, KEY in content) == (3, False)
    other = make()
    copy = brought(other, name, content)
    assert compared(other, copy, content) == []
    assert compared(member, agent, content) == []
    one, two = (who.api.get(f"/agents/{which}").json() for who, which in ((member, agent), (other, copy)))
    for part in ("name", "description", "kind", "purpose", "tags", "languages"):
        assert one[part] == two[part], part
    drafts = [
        who.api.get(f"/agents/{which}/draft").json()["blueprint"]
        for who, which in ((member, agent), (other, copy))
    ]
    for draft in drafts:
        for tool in draft["tools"]:
            # One that is built in is everybody's, and has no id.
            assert tool.pop("id").startswith("" if tool["name"] == "take_message" else "tool_")
    assert drafts[0] == drafts[1]
    cases = [
        {
            tool["name"]: [
                (case["name"], case["arguments"].get("day"), case["mock_status"], case["mock_body"])
                for case in who.api.get(f"/tools/{tool['id']}/cases").json()["items"]
            ]
            for tool in who.api.get("/tools").json()["items"]
        }
        for who in (member, other)
    ]
    assert cases[0] == cases[1]
    assert cases[1]["rooms"] == [("Un día con sitio", "2026-12-01", 200, '{"free": 3}')]
    scripts = [
        {
            row["name"]: who.api.get(f"/scenarios/{row['id']}").json()["script"]
            for row in who.api.get(f"/agents/{which}/scenarios").json()["items"]
        }
        for who, which in ((member, agent), (other, copy))
    ]
    assert scripts[0] == scripts[1]
    assert scripts[1]["En inglés"]["mocks"][0]["tool"] == "rooms"
    assert scripts[1]["En inglés"]["replies"][0]["calls"][0]["tool"] == "rooms"
    # Written out again it is the same file, but for the ids of the tools.
    again = exported(other, copy, kind)[1]
    for here, there in zip(content.splitlines(), again.splitlines(), strict=True):
        assert here == there or "tool_" in here


def test_what_a_file_says_otherwise_is_told_and_taken_over(member: Member) -> None:
    agent = everything(member)
    _, content, _ = exported(member, agent, "yaml")
    changed = (
        content.replace("text: hello", "text: welcome").replace("norte", "sur").replace("costa.", "isla.")
    )
    told = {(one["area"], one["name"], one["path"]) for one in compared(member, agent, changed)}
    assert {("scenario", "En inglés", "checks"), ("general", "", "description")} <= told
    assert ("tool", "Habitaciones", "definition") in told or ("tool", "rooms", "definition") in told
    answer = member.api.client.post(
        f"/api/v1/agents/{agent}/file",
        {"file": SimpleUploadedFile("agent.yaml", changed.encode())},
        headers=member.api.headers,
    )
    assert answer.status_code == 200, answer.content
    (scenario,) = [
        one
        for one in member.api.get(f"/agents/{agent}/scenarios").json()["items"]
        if one["name"] == "En inglés"
    ]
    assert member.api.get(f"/scenarios/{scenario['id']}").json()["script"]["checks"][0]["text"] == "welcome"
    assert member.api.get(f"/agents/{agent}").json()["description"] == "La de la isla."
    assert compared(member, agent, exported(member, agent, "yaml")[1]) == []


def test_what_it_searches_is_found_by_its_name(member: Member, make: Callable[..., Member]) -> None:
    def a_source(who: Member, name: str) -> str:
        made = who.api.post("/knowledge/sources", {"kind": "upload", "name": name})
        assert made.status_code == 201, made.content
        return str(made.json()["id"])

    agent = everything(member)
    draft = member.api.get(f"/agents/{agent}/draft")
    sources = [{"id": a_source(member, name), "name": name} for name in ("Cartas", "Vinos")]
    kept = member.api.put(
        f"/agents/{agent}/draft",
        {"blueprint": {**draft.json()["blueprint"], "knowledge": sources}},
        headers={"If-Match": draft.headers["ETag"]},
    )
    assert kept.status_code == 200, kept.content
    name, content, _ = exported(member, agent, "yaml")
    other = make()
    cards = a_source(other, "Cartas")
    copy = brought(other, name, content)
    here = other.api.get(f"/agents/{copy}/draft").json()["blueprint"]["knowledge"]
    assert [each["id"] for each in here] == [cards, sources[1]["id"]]
    (report,) = other.api.get(f"/agent-imports?agent={copy}").json()["items"]
    (lost,) = other.api.get(f"/agent-imports/{report['id']}").json()["losses"]
    assert (lost["code"], "Vinos" in lost["message"]) == ("source_missing", True)
    assert compared(other, copy, content) == []


def test_scenarios_of_one_name_stay_two_and_more_than_two_hundred_go_along(member: Member) -> None:
    agent = everything(member)

    def add(name: str, said: str) -> None:
        script = {"steps": [{"say": said}], "checks": [{"kind": "said", "text": said}]}
        answer = member.api.post(f"/agents/{agent}/scenarios", {"name": name, "script": script})
        assert answer.status_code == 201, answer.content

    add("Doble", "lunes")
    add("Doble", "una lancha")
    for number in range(205):
        add(f"Número {number}", f"número {number}")
    _, content, _ = exported(member, agent, "yaml")
    assert content.count("name: Número ") == 205
    assert compared(member, agent, content) == []
    changed = content.replace("una lancha", "una barca")
    assert {(one["name"], one["path"]) for one in compared(member, agent, changed)} == {
        ("Doble", "steps"),
        ("Doble", "checks"),
    }
    answer = member.api.client.post(
        f"/api/v1/agents/{agent}/file",
        {"file": SimpleUploadedFile("agent.yaml", changed.encode())},
        headers=member.api.headers,
    )
    assert answer.status_code == 200, answer.content
    assert compared(member, agent, changed) == []
