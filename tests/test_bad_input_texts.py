"""Every naughty string in every text field that the API takes: kept as it was written, or refused with a reason.

All fields of a body at once. A sixteenth of the strings for each operation, another one each time, so that all are
used; all of them for all operations with CENTRALITA_BLNS=all.
"""

import json
import os
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.live.talk import api_channel, open_chat, published_agent
from tests.people import Member, make_member
from tests.serving import serving
from tests.tenants import Tenant
from tests.walk import Operation, example, openapi, operations

pytestmark = pytest.mark.database

STEP = 1 if os.environ.get("CENTRALITA_BLNS") == "all" else 16
# Parts of addresses that are names of ours and no ids.
NAMED = {"contact_rule_confirm": {"key": "ES.register_robinson"}}
# Texts with a rule of their own (a zone, a colour, an address …): tried one at a time, since most are refused.
RULED = {
    "account_id",
    "after",
    "agent_id",
    "agent_ids",
    "audience",
    "case_ids",
    "chosen",
    "color",
    "consent",
    "country",
    "credentials",
    "currency",
    "document_id",
    "email",
    "emails",
    "fallback",
    "fallback_account_id",
    "filter",
    "flow_id",
    "ids",
    "language",
    "number",
    "origins",
    "other_id",
    "owner_id",
    "phones",
    "prompt_id",
    "region",
    "scenario_ids",
    "scope_id",
    "script",
    "services",
    "sheet",
    "sign_in_id",
    "source_id",
    "sources",
    "template",
    "test_address",
    "time_zone",
    "tool_id",
    "website",
}
# What is taken and not shown again under its name: a search, a name typed to confirm, the reason to lift what is lifted
# already, where the first one stays, and a consent, which is answered with its contact.
TAKEN = {
    "knowledge_search",
    # Its example switches search by meaning off, and then no model is kept.
    "knowledge_meaning_update",
    "knowledge_faq_import",
    "organization_delete",
    "suppression_lift",
    "contact_consent_add",
    "voice_sample",
    # Kept in the one way to write an address; kept as a question of its own.
    "knowledge_site_create",
    "knowledge_gap_answer",
    # Kept without what is its author's own.
    "gallery_submit",
    "gallery_rate",
}
# What wants a text of a certain form (the organization's own name, questions with their answers), or a whole draft,
# which the walk has left without a flow.
PARTICULAR = {
    *("knowledge_faq_import", "organization_delete", "agent_publish", "agent_roll_back"),
    *("tool_publish", "tool_try"),
    # Wants a whole document.
    "tool_read_openapi",
    # Wants the address of a server that answers.
    "tool_read_mcp",
    # Wants a file that came in.
    "agent_import_make",
    # Wants an agent that is deployed to a voice platform.
    "lead_call",
    "agent_web_call",
    # Wants a call that somebody answered.
    "call_take_over",
    # Want an agent that is at a platform, and an account that the walk does not name.
    *("remote_agent_look", "remote_agent_import", "deployment_create"),
    "voice_sample",
    # Wants the address of a web page; a question is answered once.
    "knowledge_site_create",
    "knowledge_gap_answer",
    # A term has one rule: the same one cannot be written down twice.
    *("glossary_term_create", "glossary_term_update"),
    # Want an address at a host of the sign-in, and a tool that has one of its own.
    *("tool_sign_in_test", "tool_sign_in_share"),
    # Want a template of a prompt and of a tool.
    *("saved_template_make_prompt", "saved_template_make_tool"),
    # Want a template that is in the gallery, or one that was handed in.
    *("gallery_preview", "gallery_submit", "gallery_install", "gallery_rate", "gallery_update"),
    *("gallery_install_prompt", "gallery_prompt_update", "gallery_install_tool", "gallery_tool_update"),
    *("gallery_install_flow", "gallery_flow_update"),
    *("gallery_refuse", "gallery_take_down"),
    # What is decided is decided once.
    "tool_approval_decide",
    # Wants texts that an agent has.
    "translation_run_start",
    # Want an experiment that was not started, of a draft that can be published.
    *("experiment_change", "experiment_start"),
}


def naughty(corpora: Path) -> list[str]:
    return list(json.loads((corpora / "blns.json").read_text("utf-8")))


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, behind references and `null`."""
    while True:
        choices = schema.get("anyOf") or schema.get("allOf")
        if "$ref" in schema:
            schema = openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif choices:
            schema = next((each for each in choices if each.get("type") != "null"), {})
        else:
            return schema


def written(schema: dict[str, Any], text: str) -> Any:
    """This text as the field takes it, cut to its length; None where the field takes no free text."""
    schema = resolved(schema)
    kind = schema.get("type")
    if kind == "string":
        bound = any(name in schema for name in ("enum", "const", "format", "pattern"))
        return None if bound else text[: schema.get("maxLength", 10_000)]
    if kind == "array":
        inner = written(schema.get("items", {}), text)
        return [inner] if isinstance(inner, str) else None
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        inner = written(schema["additionalProperties"], text)
        return None if inner is None else {"es": inner}
    if kind == "object" and schema.get("properties"):
        fields = {name: written(each, text) for name, each in schema["properties"].items()}
        return {name: value for name, value in fields.items() if value is not None} or None
    return None


def texts_of(operation: Operation, text: str) -> dict[str, Any]:
    """Each field of the body that takes free text, with this one in it."""
    fields = written(operation.schema, text) if operation.media == "application/json" else None
    return fields if isinstance(fields, dict) else {}


def of_its_own(operation: Operation, turn: int) -> dict[str, Any]:
    """Of special days there is one for each date, of contacts one for each address, of tools and prompts one for each name."""
    if operation.name == "contact_create":
        return {"emails": [f"ana.{turn}@example.com"]}
    if operation.name == "tool_create":
        return {"name": f"tool_{turn}"}
    if operation.name == "prompt_create":
        return {"name": f"prompt_{turn}"}
    day = date(2030, 1, 1) + timedelta(days=turn + 600 * (operation.method == "PUT"))
    return {"date": day.isoformat()} if "date" in resolved(operation.schema).get("properties", {}) else {}


def same(sent: Any, shown: Any) -> bool:
    """Whether a text came back as it was sent, but for white space at its ends."""
    if isinstance(sent, str):
        return isinstance(shown, str) and shown in {sent, sent.strip()} | {sent.strip(" \t\n\r\f\v")}
    if isinstance(sent, list):
        return isinstance(shown, list) and len(shown) == len(sent) and all(map(same, sent, shown))
    return isinstance(shown, dict) and all(same(value, shown.get(name)) for name, value in sent.items())


def well_answered(operation: Operation, answer: Any, sent: object) -> None:
    """Nothing of ours broke, and a refusal says why."""
    assert answer.status_code < 500, (operation.name, sent, answer.content)
    if answer.status_code >= 400:
        problem = answer.json()
        assert answer["Content-Type"] == "application/problem+json", (operation.name, sent)
        assert problem["title"], (operation.name, sent)
        assert problem["detail"], (operation.name, sent)


class Writer:
    """Somebody who may write everywhere: an owner with one of everything, and the platform's super admin."""

    def __init__(self) -> None:
        self.tenant = Tenant()
        for agent in self.tenant.ids["/api/v1/agents"]:  # the walk has put them away
            self.tenant.owner.api.post(f"/agents/{agent}/unarchive")
        self.admin = make_member(is_super_admin=True)
        self.other = make_member()

    def send(self, operation: Operation, fields: dict[str, Any]) -> Any:
        if operation.permission == "platform":
            from centralita.kit.ids import to_text

            address = operation.address(organization_id=to_text("org", self.other.organization_id))
            return operation.call(self.admin.api.client, address, {}, body=fields)
        api = self.tenant.owner.api
        body = self.tenant._with_own_ids(example(operation.schema)) | fields
        address = operation.address(**NAMED.get(operation.name) or self.tenant.parts(operation) or {})
        return operation.call(api.client, address, api.headers, body=body)


@pytest.mark.usefixtures("calls_go_on")
def test_what_people_write_is_kept_or_refused_in_every_field(corpora: Path) -> None:
    strings = naughty(corpora)
    writer = Writer()
    writing = [each for each in operations() if each.writes and texts_of(each, "x")]
    # First, while the organization has a name that no string is.
    writing.sort(key=lambda each: each.name != "organization_delete")
    assert len(writing) > 30
    refusing: list[str] = []
    for place, operation in enumerate(writing):
        accepted = 0
        for turn, text in enumerate(strings[place % STEP :: STEP]):
            fields = texts_of(operation, text)
            ruled = {name: fields.pop(name) for name in RULED & set(fields)}
            if fields:
                answer = writer.send(operation, fields | of_its_own(operation, turn))
                well_answered(operation, answer, fields)
                accepted += answer.status_code < 400
                if answer.status_code < 400:
                    shown = answer.json() if answer.content and operation.name not in TAKEN else {}
                    for name, sent in fields.items():
                        if name in shown:
                            assert same(sent, shown[name]), (operation.name, name, sent, shown[name])
            for name, value in ruled.items() if turn % 4 == 0 else ():
                well_answered(operation, writer.send(operation, {name: value}), {name: value})
        if set(texts_of(operation, "x")) - RULED and operation.name not in PARTICULAR:
            refusing += [] if accepted else [operation.name]
    assert not refusing, " ".join(refusing)


@pytest.mark.usefixtures("database")
def test_what_an_agent_is_told_to_say_is_kept(member: Member, corpora: Path) -> None:
    agent = member.api.post("/agents", {"name": "Blanco", "languages": ["es"]}).json()["id"]
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]

    def spoken(value: Any, text: str) -> Any:
        if isinstance(value, dict):
            if value and set(value) <= {"es", "en", "pt"} and all(isinstance(x, str) for x in value.values()):
                return dict.fromkeys(value, text)
            return {name: spoken(each, text) for name, each in value.items()}
        return [spoken(each, text) for each in value] if isinstance(value, list) else value

    for text in naughty(corpora)[:: max(1, STEP // 4)]:
        written_so = spoken(draft, text)
        assert text in json.dumps(written_so, ensure_ascii=False) or json.dumps(text)[1:-1]
        answer = member.api.put(f"/agents/{agent}/draft", {"blueprint": written_so})
        assert answer.status_code == 200, (text, answer.content)
        assert member.api.get(f"/agents/{agent}/draft").json()["blueprint"] == written_so, text


def test_what_a_scenario_says_is_kept(member: Member, corpora: Path) -> None:
    agent = member.api.post("/agents", {"name": "Blanco", "languages": ["es"]}).json()["id"]
    for turn, text in enumerate(text for text in naughty(corpora) if text.strip()):
        if turn % (STEP * 2):
            continue
        script = {
            "steps": [{"say": text[:2_000]}, {"choice": text[:200]}],
            "mocks": [{"tool": "diary", "result": {text: [text]}, "error": text[:500]}],
            "checks": [{"kind": "said", "text": text[:2_000]}, {"kind": "not_said", "text": text[:2_000]}],
        }
        answer = member.api.post(f"/agents/{agent}/scenarios", {"name": text[:160], "script": script})
        assert answer.status_code == 201, (text, answer.content)
        shown = member.api.get(f"/scenarios/{answer.json()['id']}").json()
        assert same(text[:160], shown["name"]), text
        for part in ("steps", "mocks", "checks"):
            for sent, kept in zip(script[part], shown["script"][part], strict=True):
                assert all(same(value, kept[name]) for name, value in sent.items()), (text, kept)


def test_what_is_noted_of_a_version_is_kept(member: Member, corpora: Path) -> None:
    for text in naughty(corpora)[:: STEP * 3]:
        agent = member.api.post("/agents", {"name": "Blanco", "languages": ["es"]}).json()["id"]
        answer = member.api.post(f"/agents/{agent}/publish", {"note": text[:500]})
        assert answer.status_code == 201, (text, answer.content)
        [version] = member.api.get(f"/agents/{agent}/versions").json()["items"]
        assert same(text[:500], version["note"]), text


@pytest.fixture(scope="module")
def visited(database: object) -> Iterator[tuple[httpx.Client, str]]:
    """The chat API of a published agent, and a key of its channel."""
    owner = make_member()
    key = api_channel(owner, published_agent(owner))
    with serving() as address, httpx.Client(base_url=address, timeout=20) as http:
        yield http, key


def test_what_visitors_write_is_kept_or_refused(visited: tuple[httpx.Client, str], corpora: Path) -> None:
    http, key = visited
    strings = naughty(corpora)[:: max(1, STEP // 2)]
    kept = 0
    for start in range(0, len(strings), 8):
        visitor = open_chat(http, key)
        for text in strings[start : start + 8]:
            answer = visitor.post("messages", {"client_id": str(uuid.uuid4()), "text": text})
            assert answer.status_code in {202, 422}, (text, answer.text)
            if answer.status_code == 202:
                assert same(text, answer.json()["message"]["text"]), text
                kept += 1
            else:
                assert not text.strip(), (text, answer.text)
                assert answer.headers["Content-Type"] == "application/problem+json"
        said = [one["text"] for one in visitor.history()["messages"] if one["role"] == "visitor"]
        assert all(
            any(same(text, one) for one in said) for text in strings[start : start + 8] if text.strip()
        )
        for text in strings[start : start + 8 : 4]:
            for what, body in (
                ("messages", {"client_id": text}),
                ("messages", {"client_id": str(uuid.uuid4()), "choice_id": text}),
                ("messages", {"client_id": str(uuid.uuid4()), "text": "x", "attachment_id": text}),
                ("rating", {"kind": "csat", "score": 5, "comment": text}),
                ("rating", {"kind": text, "score": 5}),
                ("language", {"language": text}),
            ):
                answer = visitor.post(what, body)
                assert answer.status_code < 500, (what, body, answer.text)
                if answer.status_code >= 400:
                    assert answer.headers["Content-Type"] == "application/problem+json"
                    assert answer.json()["detail"]
    assert kept > 10


def test_what_a_page_says_of_its_visitor_is_kept_or_refused(
    visited: tuple[httpx.Client, str], corpora: Path
) -> None:
    http, key = visited
    for text in naughty(corpora)[:: STEP * 2]:
        for body in (
            {"visitor_id": text, "page_url": text},
            {"language": text},
            {"variables": {"nombre": text}},
            {"variables": {text: text}},
        ):
            answer = http.post(
                "/chat/v1/conversations", json=body, headers={"Authorization": f"Bearer {key}"}
            )
            assert answer.status_code in {201, 422, 429}, (body, answer.text)
            if answer.status_code != 201:
                assert answer.json()["detail"]
