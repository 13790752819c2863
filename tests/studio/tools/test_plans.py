"""Advanced tools on paid plans: refused where they would be added, and left alone where they run."""

from collections.abc import Iterator
from typing import Any

import pytest

from centralita.identity.organizations.models import Organization
from centralita.identity.plans.catalogue import AdvancedTool, Plan, advanced_tools_of, first_plan_with
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.studio.tools.public import grant_new, tool_draft
from tests.people import Member
from tests.studio.tools.stub import Answer, Stub, definition, serving_tools

pytestmark = pytest.mark.database
CREDENTIALS = {"client_id": "us", "client_secret": "sk-very-secret-987"}


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    with serving_tools() as stub:
        stub.answer = lambda _asked: Answer.of({"access_token": "t1", "slots": [{"start": "10:00"}]})
        yield stub


def on(plan: str, member: Member) -> None:
    Organization.objects.filter(id=member.organization_id).update(plan=plan)


def sent(member: Member, method: str, path: str, body: Any, status: int) -> dict[str, Any]:
    answer = getattr(member.api, method)(path, body)
    assert answer.status_code == status, answer.content
    shown: dict[str, Any] = answer.json()
    return shown


def mcp(stub: Stub) -> dict[str, Any]:
    content = definition(f"{stub.address}/mcp")
    return {
        **content,
        "request": {"kind": "mcp", "method": "POST", "address": f"{stub.address}/mcp", "remote": "x"},
    }


def oauth(stub: Stub) -> dict[str, Any]:
    return {"sign_in": "oauth2", "credentials": {**CREDENTIALS, "endpoint": f"{stub.address}/token"}}


def test_what_a_plan_has_grows_with_it() -> None:
    had: frozenset[AdvancedTool] = frozenset()
    for plan in Plan:
        assert had <= advanced_tools_of(plan)
        had = advanced_tools_of(plan)
    assert not advanced_tools_of(Plan.FREE)
    assert {first_plan_with(one) for one in AdvancedTool} == {Plan.STARTER}


def test_a_smaller_plan_adds_none(member: Member, stub: Stub) -> None:
    on("free", member)
    told = member.api.get("/tools/plugins").json()
    assert told["plan"] == "free"
    assert {(one["ability"], one["needed"]) for one in told["without"]} == {
        ("mcp", "starter"),
        ("oauth2", "starter"),
        ("plugin", "starter"),
    }
    body = {"name": "slots", "label": "Huecos"}
    refused = sent(member, "post", "/tools", {**body, "definition": mcp(stub)}, 409)
    assert refused["code"] == "tool_plan"
    plugin = {"request": {"kind": "plugin", "remote": "x"}}
    assert sent(member, "post", "/tools", {**body, "definition": plugin}, 409)["code"] == "tool_plan"
    plain = {**body, "definition": definition(stub.address)}
    assert sent(member, "post", "/tools", {**plain, **oauth(stub)}, 409)["code"] == "tool_plan"
    assert member.api.get("/tools").json()["items"] == []
    tool = sent(member, "post", "/tools", plain, 201)
    path = f"/tools/{tool['id']}"
    assert sent(member, "patch", path, {"definition": mcp(stub)}, 409)["code"] == "tool_plan"
    assert sent(member, "patch", path, oauth(stub), 409)["code"] == "tool_plan"
    shared = {"label": "Casa", "kind": "oauth2", "credentials": oauth(stub)["credentials"]}
    shared["origins"] = [stub.address]
    assert sent(member, "post", "/tool-sign-ins", shared, 409)["code"] == "tool_plan"
    bearer = {**shared, "kind": "bearer", "credentials": {"token": "x"}}
    row = sent(member, "post", "/tool-sign-ins", bearer, 201)
    change = {"kind": "oauth2", "credentials": shared["credentials"]}
    assert sent(member, "patch", f"/tool-sign-ins/{row['id']}", change, 409)["code"] == "tool_plan"
    asked = sent(member, "post", "/tools/mcp", {"address": f"{stub.address}/mcp"}, 409)
    assert asked["code"] == "tool_plan"
    # What every plan has goes on.
    sent(member, "patch", path, {"sign_in": "bearer", "credentials": {"token": "x"}}, 200)
    sent(member, "post", f"{path}/publish", {}, 201)


def test_what_runs_goes_on_and_may_be_mended_on_a_smaller_plan(member: Member, stub: Stub) -> None:
    body = {"name": "slots", "label": "Huecos", "definition": definition(stub.address), **oauth(stub)}
    tool = sent(member, "post", "/tools", body, 201)
    path = f"/tools/{tool['id']}"
    sent(member, "post", f"{path}/publish", {}, 201)
    draft = sent(member, "post", "/tools", {**body, "name": "other"}, 201)
    on("free", member)
    newer = definition(stub.address, description="Otra")
    assert sent(member, "patch", path, {"definition": newer}, 200)["problems"] == []
    sent(member, "patch", path, {"credentials": {**body["credentials"], "client_id": "them"}}, 200)
    assert sent(member, "post", f"{path}/publish", {}, 201)["number"] == 2
    assert sent(member, "post", f"{path}/try", {"arguments": {"day": "1"}}, 200)["ok"]
    # What never ran is told what it needs, and begins when the plan has it.
    other = f"/tools/{draft['id']}"
    [problem] = member.api.get(other).json()["problems"]
    assert (problem["code"], problem["data"]) == ("plan_oauth2", {"plan": "free", "needed": "starter"})
    assert sent(member, "post", f"{other}/publish", {}, 409)["code"] == "tool_has_problems"
    on("professional", member)
    sent(member, "post", f"{other}/publish", {}, 201)


def test_a_template_with_one_is_made_and_says_what_it_needs(member: Member, make: Any, stub: Stub) -> None:
    tool = sent(member, "post", "/tools", {"name": "slots", "label": "Huecos", "definition": mcp(stub)}, 201)
    with tenant_scope(member.organization_id):
        packed = tool_draft(from_text("tool", tool["id"]))[0]
    other = make()
    on("free", other)
    with tenant_scope(other.organization_id):
        granted = grant_new(other.actor, [packed])
    assert granted["slots"]["version"] == 0
    shown = other.api.get(f"/tools/{granted['slots']['id']}").json()
    assert [one["code"] for one in shown["problems"]] == ["plan_mcp"]
