"""An agent of a template comes with scenarios that pass and with tools that call nobody until they are connected."""

from collections.abc import Callable
from typing import Any

import pytest

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.studio.scenarios.holding import hold_run
from centralita.studio.scenarios.models import ScenarioResult
from centralita.studio.templates.catalogue import templates
from tests.people import Member

pytestmark = pytest.mark.database


def made(member: Member, template: str, languages: list[str]) -> str:
    answer = member.api.post("/agents", {"name": "Recepción", "languages": languages, "template": template})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def draft_of(member: Member, agent: str) -> dict[str, Any]:
    found: dict[str, Any] = member.api.get(f"/agents/{agent}/draft").json()
    return found


def tools_of(draft: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The organization's tools that a draft is granted, by name."""
    return {tool["name"]: tool for tool in draft["blueprint"]["tools"] if tool["id"]}


def failed(member: Member, agent: str) -> list[str]:
    """The scenarios that do not pass, with what was seen."""
    run = member.api.post(f"/agents/{agent}/scenario-runs", {})
    assert run.status_code == 201, run.content
    run_id = from_text("run", run.json()["id"])
    hold_run(member.organization_id, run_id)
    with tenant_scope(member.organization_id):
        rows = list(ScenarioResult.objects.filter(run_id=run_id))
    assert rows
    return [f"{row.name}: {row.error} {row.verdicts} {row.talk}" for row in rows if not row.passed]


@pytest.mark.parametrize("key", sorted(templates()))
def test_the_scenarios_of_a_template_pass_in_both_languages(member: Member, key: str) -> None:
    agent = made(member, key, ["es", "en"])
    written = member.api.get(f"/agents/{agent}/scenarios").json()["items"]
    template = templates()[key]
    assert len(written) == len(template.scenarios("es")) + len(template.scenarios("en"))
    assert failed(member, agent) == []


def test_they_pass_within_the_hours_of_the_business_too(member: Member) -> None:
    hours = [{"opens": "09:00", "closes": "20:00"}]
    week = ("tuesday", "wednesday", "thursday", "friday")
    assert member.api.put("/business/hours", {"hours": dict.fromkeys(week, hours)}).status_code == 200
    assert failed(member, made(member, "dental_clinic", ["es"])) == []


def test_a_tool_of_a_template_waits_for_its_address(member: Member) -> None:
    agent = made(member, "shop_support", ["es"])
    draft = draft_of(member, agent)
    (granted,) = tools_of(draft).values()
    assert (granted["name"], granted["version"]) == ("order_status", 0)
    assert [(each["code"], each["severity"]) for each in draft["problems"]] == [
        ("tool_not_connected", "warning")
    ]
    (tool,) = member.api.get("/tools").json()["items"]
    assert (tool["label"], tool["host"], tool["live_number"]) == ("Estado de un pedido", "", None)
    shown = member.api.get(f"/tools/{tool['id']}").json()
    assert [each["code"] for each in shown["problems"]] == ["address_missing"]
    found, missing = member.api.get(f"/tools/{tool['id']}/cases").json()["items"]
    assert (found["mock_status"], found["arguments"]) == (200, {})
    assert "en reparto" in found["mock_body"]
    assert missing["arguments"]["order"] == "9999"
    # Nothing stands against publishing the agent without it.
    assert member.api.post(f"/agents/{agent}/publish", {}).status_code == 201


def test_once_connected_the_drafts_that_wait_for_it_have_it(member: Member) -> None:
    agent = made(member, "shop_support", ["es"])
    (tool,) = member.api.get("/tools").json()["items"]
    definition = member.api.get(f"/tools/{tool['id']}").json()["definition"]
    definition["request"]["address"] = "https://api.example.com/orders/{order}"
    changed = member.api.patch(f"/tools/{tool['id']}", {"definition": definition})
    assert changed.status_code == 200, changed.content
    published = member.api.post(f"/tools/{tool['id']}/publish", {"note": ""})
    assert published.status_code == 201, published.content
    draft = draft_of(member, agent)
    assert tools_of(draft)["order_status"]["version"] == 1
    assert draft["problems"] == []
    # What agents have is changed by hand from then on.
    definition["description"] = "Otra cosa"
    member.api.patch(f"/tools/{tool['id']}", {"definition": definition})
    member.api.post(f"/tools/{tool['id']}/publish", {"note": ""})
    assert tools_of(draft_of(member, agent))["order_status"]["version"] == 1
    # The next agent of the template gets what is live.
    other = draft_of(member, made(member, "shop_support", ["en"]))
    shared = tools_of(other)["order_status"]
    assert (shared["id"], shared["version"]) == (tool["id"], 2)


def test_a_second_agent_shares_the_tool_of_the_first(member: Member) -> None:
    first = tools_of(draft_of(member, made(member, "dental_clinic", ["es"])))
    second = tools_of(draft_of(member, made(member, "beauty_salon", ["en"])))
    assert {name: tool["id"] for name, tool in first.items()} == {
        name: tool["id"] for name, tool in second.items()
    }
    assert len(member.api.get("/tools").json()["items"]) == len(first)


def test_a_tool_of_the_name_that_does_something_else_is_left_alone(member: Member) -> None:
    own = member.api.post("/tools", {"name": "order_status", "label": "La nuestra", "definition": {}})
    assert own.status_code == 201, own.content
    agent = made(member, "shop_support", ["es"])
    (granted,) = tools_of(draft_of(member, agent)).values()
    assert granted["name"] == "order_status_2"
    assert granted["id"] != own.json()["id"]
    assert failed(member, agent) == []


def test_an_agent_that_has_no_room_leaves_nothing_behind(
    member: Member, make: Callable[..., Member], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = member.api.post("/agents", {"name": "X", "languages": ["pt"], "template": "shop_support"})
    assert wrong.status_code == 422
    assert member.api.get("/tools").json()["items"] == []
