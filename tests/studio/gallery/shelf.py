"""What is done with the gallery in its tests, as people do it over HTTP."""

from contextlib import closing
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import new_id
from centralita.studio.knowledge.indexing import index
from centralita.studio.knowledge.models import KnowledgeDocument
from tests.people import Member


def an_agent(member: Member, **draft: Any) -> str:
    made = member.api.post(
        "/agents", {"name": "Recepción", "languages": ["es"], "template": "hotel_support", "kind": "both"}
    )
    assert made.status_code == 201, made.content
    if draft:
        change(member, made.json()["id"], draft)
    return str(made.json()["id"])


def change(member: Member, agent: str, patch: dict[str, Any]) -> None:
    draft = member.api.get(f"/agents/{agent}/draft")
    kept = member.api.put(
        f"/agents/{agent}/draft",
        {"blueprint": {**draft.json()["blueprint"], **patch}},
        headers={"If-Match": draft.headers["ETag"]},
    )
    assert kept.status_code == 200, kept.content


def draft_of(member: Member, agent: str) -> dict[str, Any]:
    found: dict[str, Any] = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    return found


def tools_of(member: Member, agent: str) -> list[dict[str, Any]]:
    """The organization's tools that a draft is granted."""
    return [tool for tool in draft_of(member, agent)["tools"] if tool["id"]]


def a_template(member: Member, agent: str, template: str | None = None) -> str:
    return kept(member, template, agent_id=agent)


def kept(member: Member, template: str | None = None, **what: str) -> str:
    """The id of a template of the organization: of this agent, flow, prompt or tool; with `template` its next version."""
    told = {"title": "La nuestra", "summary": "", **what}
    answer = (
        member.api.put(f"/saved-templates/{template}", told)
        if template
        else member.api.post("/saved-templates", told)
    )
    assert answer.status_code in {200, 201}, answer.content
    return str(answer.json()["id"])


def hand_in(member: Member, template: str, **told: Any) -> dict[str, Any]:
    unique = str(new_id())[-8:]
    answer = member.api.post(
        f"/saved-templates/{template}/submissions",
        {"title": f"Hotel {unique}", "public_name": "Agencia Norte", "industry": "hotel", **told},
    )
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def approved(member: Member, admin: Member, template: str, **told: Any) -> str:
    """The id in the gallery of what was handed in and let in."""
    handed = hand_in(member, template, **told)
    decided = admin.api.post(f"/platform/gallery-submissions/{handed['id']}/approve")
    assert decided.status_code == 200, decided.content
    found = member.api.get(f"/gallery-templates?search={handed['title']}").json()["items"]
    assert len(found) == 1
    return str(found[0]["id"])


def installed(member: Member, gallery: str, name: str = "Nuestro hotel", *, samples: bool = False) -> str:
    made = member.api.post(f"/gallery-templates/{gallery}/agents", {"name": name, "samples": samples})
    assert made.status_code == 201, made.content
    return str(made.json()["id"])


ROOMS: dict[str, Any] = {
    "description": "Habitaciones libres",
    "request": {
        "method": "GET",
        "address": "https://api.example.com/rooms",
        "headers": [{"name": "X-Api-Key", "value": "abcd-12"}],
    },
}


def grant_rooms(member: Member, agent: str, tool: str) -> None:
    published = member.api.post(f"/tools/{tool}/publish", {"note": ""})
    assert published.status_code in {200, 201}, published.content
    grants = member.api.get("/tools/grants").json()["items"]
    own = [one for one in draft_of(member, agent)["tools"] if not one["id"]]
    change(member, agent, {"tools": [*own, *(one for one in grants if one["name"] == "rooms")]})


def a_tool(member: Member, agent: str) -> str:
    made = member.api.post("/tools", {"name": "rooms", "label": "Habitaciones", "definition": ROOMS})
    assert made.status_code == 201, made.content
    grant_rooms(member, agent, made.json()["id"])
    return str(made.json()["id"])


def a_document(member: Member, title: str, text: str) -> str:
    """A document that is read: its id."""
    sent = member.api.client.post(
        "/api/v1/knowledge/documents",
        {"file": SimpleUploadedFile(f"{title}.md", text.encode())},
        headers=member.api.headers,
    )
    assert sent.status_code == 201, sent.content
    read(member)
    return str(sent.json()["id"])


def read(member: Member) -> None:
    """Have every document be read that waits for it, as the worker would."""
    with tenant_scope(member.organization_id):
        waiting = list(KnowledgeDocument.objects.filter(status="waiting").values_list("id", "attempt"))
    for document, attempt in waiting:
        index(member.organization_id, document, attempt=attempt)


def texts_of(member: Member) -> dict[str, str]:
    """What the documents of an organization say, by title."""
    found = {}
    for one in member.api.get("/knowledge/documents").json()["items"]:
        if one["file_name"]:
            with closing(member.api.get(f"/knowledge/documents/{one['id']}/file")) as file:
                found[one["title"]] = b"".join(file.streaming_content).decode()
    return found
