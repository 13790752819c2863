"""Prompts as people write and publish them over the API."""

from typing import Any

from tests.people import Member


def content(text: str, *variables: str) -> dict[str, Any]:
    return {
        "text": text,
        "language": "en",
        "variables": [{"name": name, "sample": f"{name} 1"} for name in variables],
    }


def made(member: Member, text: str, name: str = "reception", *variables: str) -> str:
    answer = member.api.post(
        "/prompts", {"name": name, "title": name.title(), "content": content(text, *variables)}
    )
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def written(member: Member, prompt: str, text: str) -> None:
    assert member.api.patch(f"/prompts/{prompt}", {"content": content(text)}).status_code == 200


def published(member: Member, prompt: str, *labels: str) -> dict[str, Any]:
    answer = member.api.post(f"/prompts/{prompt}/publish", {"labels": list(labels)})
    assert answer.status_code == 201, answer.content
    shown: dict[str, Any] = answer.json()
    return shown


def agent_with(member: Member, prompt: str, **link: Any) -> str:
    agent = str(member.api.post("/agents", {"name": "Recepción", "languages": ["en"]}).json()["id"])
    draft = member.api.get(f"/agents/{agent}/draft").json()["blueprint"]
    for node in draft["flows"][0]["nodes"]:
        if node["kind"] == "ai_answer":
            node["data"]["library"] = {"id": prompt, "version": 1, **link}
    answer = member.api.put(f"/agents/{agent}/draft", {"blueprint": draft})
    assert answer.status_code == 200, answer.content
    return agent
