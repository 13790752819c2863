"""A sign-in that several tools use: one secret, changed once, sent to its hosts only, shown to nobody."""

import base64
import contextlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.kit.outbound import Guard, OutboundPolicy, OutboundRefused
from centralita.studio.tools import secrets
from centralita.studio.tools.domain.sharing import MOST_ORIGINS, HostsWrong, origins_of
from centralita.studio.tools.models import SharedSignIn, Tool
from centralita.studio.tools.public import grant_new, tool_draft
from tests.live.talk import api_channel, open_chat, published_agent
from tests.people import Member
from tests.serving import serving
from tests.studio.tools.stub import Answer, Asked, Stub, definition, serving_tools
from tests.studio.tools.test_talking import calling, heard

pytestmark = pytest.mark.database
SECRET = "sk-very-secret-987"
NEWER = "sk-even-newer-321"


@pytest.fixture(scope="module")
def system() -> Iterator[Stub]:
    with serving_tools() as stub:
        yield stub


@pytest.fixture
def stub(system: Stub) -> Stub:
    system.asked.clear()
    system.answer = lambda _asked: Answer.of({"slots": [{"start": "10:00"}]})
    return system


@pytest.fixture(scope="module")
def running(database: object, system: Stub) -> Iterator[httpx.Client]:
    with serving() as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


@contextlib.contextmanager
def acting(member: Member) -> Iterator[None]:
    with tenant_scope(member.organization_id), transaction.atomic():
        yield


def sent(member: Member, method: str, path: str, body: Any, status: int) -> dict[str, Any]:
    answer = getattr(member.api, method)(path, body)
    assert answer.status_code == status, answer.content
    shown: dict[str, Any] = answer.json()
    return shown


def shared(member: Member, stub: Stub, label: str = "Reservas", **more: Any) -> dict[str, Any]:
    body = {"label": label, "kind": "bearer", "credentials": {"token": SECRET}, "origins": [stub.address]}
    return sent(member, "post", "/tool-sign-ins", body | more, 201)


def tool(member: Member, content: dict[str, Any], name: str, **more: Any) -> dict[str, Any]:
    body = {"name": name, "label": name.title(), "definition": content}
    return sent(member, "post", "/tools", body | more, 201)


def using(member: Member, stub: Stub, name: str, sign_in: dict[str, Any], **more: Any) -> dict[str, Any]:
    return tool(member, definition(stub.address, **more), name, sign_in_id=sign_in["id"])


def tried(member: Member, one: dict[str, Any]) -> dict[str, Any]:
    return sent(member, "post", f"/tools/{one['id']}/try", {"arguments": {"day": "1"}}, 200)


def test_one_change_serves_every_tool_and_shows_nothing(member: Member, stub: Stub) -> None:
    sign_in = shared(member, stub)
    tools = [using(member, stub, name, sign_in) for name in ("slots", "book")]
    assert [one["sign_in_label"] for one in tools] == ["Reservas"] * 2
    assert [(one["sign_in"], one["secrets"]) for one in tools] == [("bearer", [])] * 2
    for one in tools:
        assert tried(member, one)["ok"]
    changed = sent(member, "patch", f"/tool-sign-ins/{sign_in['id']}", {"credentials": {"token": NEWER}}, 200)
    assert [use["label"] for use in changed["tools"]] == ["Book", "Slots"]
    tried(member, tools[0])
    assert [asked.headers["authorization"] for asked in stub.asked] == [
        f"Bearer {SECRET}",
        f"Bearer {SECRET}",
        f"Bearer {NEWER}",
    ]
    everywhere = [changed, tools, member.api.get("/tool-sign-ins").json(), member.api.get("/audit").json()]
    assert SECRET not in str(everywhere)
    assert NEWER not in str(everywhere)
    with tenant_scope(member.organization_id):
        row = SharedSignIn.objects.get()
        assert NEWER.encode() not in bytes(row.secret)
        opened = secrets.shared.unseal(settings.CIPHER, row.id, row.organization_id, bytes(row.secret))
        assert opened == {"token": NEWER}
        assert not Tool.objects.exclude(sign_in="none").exists()


def test_a_secret_goes_to_none_but_its_hosts(member: Member, stub: Stub) -> None:
    sign_in = shared(member, stub)
    one = using(member, stub, "slots", sign_in)
    moved = definition("https://evil.example.com")
    shown = sent(member, "patch", f"/tools/{one['id']}", {"definition": moved}, 200)
    assert [problem["code"] for problem in shown["problems"]] == ["sign_in_elsewhere"]
    refused = sent(member, "post", f"/tools/{one['id']}/try", {"arguments": {"day": "1"}}, 409)
    assert refused["code"] == "tool_has_problems"
    assert sent(member, "post", f"/tools/{one['id']}/publish", {}, 409)["code"] == "tool_has_problems"
    # Whoever adds a host to it types the secret for that host.
    hosts = {"origins": [stub.address, "https://evil.example.com/slots"]}
    address = f"/tool-sign-ins/{sign_in['id']}"
    assert sent(member, "patch", address, hosts, 422)["code"] == "account_secret_needed"
    half = {**hosts, "credentials": {"token": ""}}
    assert sent(member, "patch", address, half, 422)["code"] == "account_secret_needed"
    widened = sent(member, "patch", address, {**hosts, "credentials": {"token": NEWER}}, 200)
    assert widened["origins"] == [stub.address, "https://evil.example.com"]
    # A host that a tool leads to stays.
    left = sent(member, "patch", address, {"origins": [stub.address]}, 409)
    assert (left["code"], "Slots" in left["detail"]) == ("tool_sign_in_host_used", True)
    assert not stub.asked


def test_without_its_key_a_new_host_takes_the_secret_again(member: Member, stub: Stub) -> None:
    """An unreadable secret may be readable again tomorrow: then it goes nowhere that nobody typed it for."""
    sign_in = shared(member, stub)
    with tenant_scope(member.organization_id):
        SharedSignIn.objects.update(secret=b"\x00" * 40)
    body = {"origins": [stub.address, "https://evil.example.com"]}
    path = f"/tool-sign-ins/{sign_in['id']}"
    assert sent(member, "patch", path, body, 422)["code"] == "provider_credentials_invalid"
    # Typed again, it is one that can be read.
    assert sent(member, "patch", path, {"credentials": {"token": NEWER}}, 200)["waiting"] is False
    with tenant_scope(member.organization_id):
        row = SharedSignIn.objects.get()
        opened = secrets.shared.unseal(settings.CIPHER, row.id, row.organization_id, bytes(row.secret))
    assert opened == {"token": NEWER}


def test_an_older_version_that_leads_elsewhere_gets_no_secret(
    member: Member, stub: Stub, running: httpx.Client
) -> None:
    one = tool(member, definition(stub.address), "free_slots")
    sent(member, "post", f"/tools/{one['id']}/publish", {}, 201)
    grant = member.api.get(f"/tools/{one['id']}").json()["grant"]
    elsewhere = shared(member, stub, origins=["https://api.example.com"])
    body = {"definition": definition("https://api.example.com"), "sign_in_id": elsewhere["id"]}
    sent(member, "patch", f"/tools/{one['id']}", body, 200)
    visitor = open_chat(running, api_channel(member, published_agent(member, calling(grant))))
    visitor.say("lunes")
    heard(visitor, "No funciona")
    [call] = member.api.get(f"/tools/{one['id']}/calls").json()["items"]
    assert call["error"] == "secret_elsewhere"
    assert not stub.asked


def test_two_tools_share_one_token_in_conversations(
    member: Member, stub: Stub, running: httpx.Client
) -> None:
    def answer(asked: Asked) -> Answer:
        if asked.path == "/token":
            return Answer.of({"access_token": "t1", "expires_in": 3600})
        return Answer.of({"slots": [{"start": "10:00"}]})

    stub.answer = answer
    credentials = {"endpoint": f"{stub.address}/token", "client_id": "us", "client_secret": SECRET}
    sign_in = shared(member, stub, kind="oauth2", credentials=credentials)
    for number in range(2):
        one = (
            using(member, stub, "free_slots", sign_in)
            if not number
            else using(member, stub, "more_slots", sign_in)
        )
        sent(member, "post", f"/tools/{one['id']}/publish", {}, 201)
        grant = {**member.api.get(f"/tools/{one['id']}").json()["grant"], "name": "free_slots"}
        visitor = open_chat(running, api_channel(member, published_agent(member, calling(grant))))
        visitor.say("lunes")
        heard(visitor, "Hay hueco")
    assert [asked.path for asked in stub.asked].count("/token") == 1
    assert {asked.headers["authorization"] for asked in stub.asked if asked.method == "GET"} == {"Bearer t1"}


def test_it_is_deleted_when_nobody_uses_it(member: Member, stub: Stub) -> None:
    sign_in = shared(member, stub)
    one = using(member, stub, "slots", sign_in)
    answer = member.api.delete(f"/tool-sign-ins/{sign_in['id']}")
    refused = answer.json()
    assert answer.status_code == 409
    assert (refused["code"], "Slots" in refused["detail"]) == ("tool_sign_in_used", True)
    shown = sent(member, "patch", f"/tools/{one['id']}", {"sign_in": "none"}, 200)
    assert (shown["sign_in_id"], shown["sign_in"]) == (None, "none")
    assert member.api.delete(f"/tool-sign-ins/{sign_in['id']}").status_code == 204
    assert member.api.get("/tool-sign-ins").json() == {"items": []}


def test_what_tools_have_of_their_own_becomes_one(member: Member, stub: Stub) -> None:
    own = {"sign_in": "basic", "credentials": {"username": "ana", "password": SECRET}}
    other = {"sign_in": "basic", "credentials": {"username": "ana", "password": "another"}}
    first, alike = (tool(member, definition(stub.address), name, **own) for name in ("one", "two"))
    apart = tool(member, definition(stub.address), "three", **other)
    row = sent(member, "post", f"/tools/{first['id']}/share-sign-in", {"label": "Casa"}, 201)
    assert [use["id"] for use in row["tools"]] == [first["id"], alike["id"]]
    assert (row["origins"], row["credentials"]) == ([stub.address], {"username": "ana"})
    for one in (first, alike):
        tried(member, one)
        assert member.api.get(f"/tools/{one['id']}").json()["secret_origin"] == ""
    header = f"Basic {base64.b64encode(f'ana:{SECRET}'.encode()).decode()}"
    assert [asked.headers["authorization"] for asked in stub.asked] == [header, header]
    assert member.api.get(f"/tools/{apart['id']}").json()["sign_in_id"] is None
    again = sent(member, "post", f"/tools/{first['id']}/share-sign-in", {"label": "Otra"}, 409)
    assert again["code"] == "tool_sign_in_nothing"
    assert SECRET not in str(member.api.get("/audit").json())


@pytest.mark.parametrize(
    ("status", "verdict", "reason"),
    [(200, "accepted", None), (401, "refused", "http_401"), (404, "unclear", "http_404")],
)
def test_it_is_tested(member: Member, stub: Stub, status: int, verdict: str, reason: str | None) -> None:
    stub.answer = lambda asked: Answer.of({}, status if "authorization" in asked.headers else 401)
    sign_in = shared(member, stub)
    body = {"address": f"{stub.address}/me"}
    told = sent(member, "post", f"/tool-sign-ins/{sign_in['id']}/test", body, 200)
    assert (told["verdict"], told["reason"], told["status"]) == (verdict, reason, status)
    assert {(asked.method, asked.path) for asked in stub.asked} == {("GET", "/me")}
    assert stub.asked[0].headers["authorization"] == f"Bearer {SECRET}"
    assert (told["sign_in"]["verdict"], told["sign_in"]["test_address"]) == (verdict, body["address"])
    # It is asked there again; what is changed was not tested.
    sent(member, "post", f"/tool-sign-ins/{sign_in['id']}/test", {}, 200)
    assert stub.asked[-1].path == "/me"
    address = f"/tool-sign-ins/{sign_in['id']}"
    assert sent(member, "patch", address, {"credentials": {"token": NEWER}}, 200)["verdict"] == ""


def test_what_answers_everybody_proves_nothing(member: Member, stub: Stub) -> None:
    sign_in = shared(member, stub)
    told = sent(member, "post", f"/tool-sign-ins/{sign_in['id']}/test", {}, 200)
    assert (told["verdict"], told["reason"], told["status"]) == ("unclear", "open_to_all", 200)
    assert [asked.headers.get("authorization") for asked in stub.asked] == [f"Bearer {SECRET}", None]


def test_a_test_asks_no_other_host(member: Member, stub: Stub) -> None:
    sign_in = shared(member, stub)
    for address in ("https://evil.example.com", f"{stub.address}.evil.example.com", "nonsense"):
        told = sent(member, "post", f"/tool-sign-ins/{sign_in['id']}/test", {"address": address}, 422)
        assert told["code"] == "tool_sign_in_test_elsewhere"
        kept = {"test_address": address}
        told = sent(member, "patch", f"/tool-sign-ins/{sign_in['id']}", kept, 422)
        assert (told["code"], told["field"]) == ("tool_sign_in_test_elsewhere", "test_address")
    assert not stub.asked


def test_a_token_is_test_enough(member: Member, stub: Stub) -> None:
    stub.answer = lambda _asked: Answer.of({"access_token": "t1"})
    credentials = {"endpoint": f"{stub.address}/token", "client_id": "us", "client_secret": SECRET}
    sign_in = shared(member, stub, kind="oauth2", credentials=credentials)
    path = f"/tool-sign-ins/{sign_in['id']}/test"
    assert sent(member, "post", path, {}, 200)["verdict"] == "accepted"
    stub.answer = lambda _asked: Answer.of({}, 401)
    told = sent(member, "post", path, {}, 200)
    assert (told["verdict"], told["reason"]) == ("refused", "sign_in_failed")
    assert {asked.path for asked in stub.asked} == {"/token"}


def test_a_kind_that_does_not_fit_is_refused(member: Member, stub: Stub) -> None:
    key = {"kind": "body_key", "credentials": {"api_key": SECRET}}
    in_body = shared(member, stub, **key)
    body = {"name": "slots", "label": "Slots", "definition": definition(stub.address)}
    refused = sent(member, "post", "/tools", {**body, "sign_in_id": in_body["id"]}, 409)
    assert refused["code"] == "tool_sign_in_unfit"
    bearer = shared(member, stub, "Otra")
    using(member, stub, "slots", bearer)
    refused = sent(member, "patch", f"/tool-sign-ins/{bearer['id']}", key, 409)
    assert (refused["code"], "Slots" in refused["detail"]) == ("tool_sign_in_unfit", True)


def test_a_template_brings_it_without_its_secret_and_one_fill_in_does_for_all(
    member: Member, make: Any, stub: Stub
) -> None:
    """As an agent's tools arrive elsewhere: nothing is told of who signs in, and nothing runs before it is filled in."""
    key = {"kind": "api_key", "credentials": {"header": "X-Key", "api_key": SECRET}}
    sign_in = shared(member, stub, **key)
    made = [using(member, stub, name, sign_in) for name in ("slots", "book")]
    with tenant_scope(member.organization_id):
        packed = [tool_draft(from_text("tool", one["id"]))[0] for one in made]
    assert SECRET not in str(packed)
    other = make()
    with acting(other):
        granted = grant_new(other.actor, packed)
    assert {one["version"] for one in granted.values()} == {0}
    [row] = other.api.get("/tool-sign-ins").json()["items"]
    assert (row["label"], row["waiting"], row["secrets"]) == ("Reservas", True, [])
    assert (row["credentials"], row["origins"]) == ({"header": "X-Key"}, [stub.address])
    one = granted["slots"]["id"]
    shown = other.api.get(f"/tools/{one}").json()
    assert [problem["code"] for problem in shown["problems"]] == ["sign_in_waiting"]
    assert sent(other, "post", f"/tools/{one}/publish", {}, 409)["code"] == "tool_has_problems"
    assert sent(other, "post", f"/tool-sign-ins/{row['id']}/test", {}, 422)["code"] == "tool_sign_in_waiting"
    filled = sent(other, "patch", f"/tool-sign-ins/{row['id']}", {"credentials": {"api_key": NEWER}}, 200)
    assert (filled["waiting"], len(filled["tools"])) == (False, 2)
    for each in granted.values():
        assert other.api.get(f"/tools/{each['id']}").json()["live_number"] == 1
        sent(other, "post", f"/tools/{each['id']}/try", {"arguments": {"day": "1"}}, 200)
    assert [asked.headers["x-key"] for asked in stub.asked] == [NEWER, NEWER]
    # What somebody else made gets no secret that is there already; what is the organization's own does.
    with acting(other):
        grant_new(other.actor, packed)
        grant_new(other.actor, packed, own=True)
    rows = other.api.get("/tool-sign-ins").json()["items"]
    assert [(each["label"], each["waiting"], len(each["tools"])) for each in rows] == [
        ("Reservas", False, 4),
        ("Reservas (2)", True, 2),
    ]


def test_what_is_a_tools_own_arrives_under_the_name_of_its_host(
    member: Member, make: Any, stub: Stub
) -> None:
    own = {"sign_in": "basic", "credentials": {"username": "ana@acme.example", "password": SECRET}}
    made = tool(member, definition(stub.address), "slots", **own)
    with tenant_scope(member.organization_id):
        packed = tool_draft(from_text("tool", made["id"]))[0]
    other = make()
    with acting(other):
        grant_new(other.actor, [packed])
    [row] = other.api.get("/tool-sign-ins").json()["items"]
    assert (row["label"], row["kind"], row["credentials"]) == (stub.host, "basic", {})
    assert "ana@acme" not in str(packed)


def test_what_arrives_under_the_same_name_gets_no_secret_that_is_meant_for_another_host(
    member: Member, make: Any, stub: Stub
) -> None:
    made = tool(member, definition(stub.address), "slots", sign_in_id=shared(member, stub)["id"])
    with tenant_scope(member.organization_id):
        packed = tool_draft(from_text("tool", made["id"]))[0]
    there = packed.definition.request.model_copy(update={"address": "https://elsewhere.example.com/x"})
    another = packed.model_copy(
        update={"definition": packed.definition.model_copy(update={"request": there})}
    )
    other = make()
    with acting(other):
        grant_new(other.actor, [packed])
        grant_new(other.actor, [another])
        grant_new(other.actor, [another])
    rows = other.api.get("/tool-sign-ins").json()["items"]
    assert sorted(tuple(row["origins"]) for row in rows) == sorted(
        [(stub.address.rstrip("/"),), ("https://elsewhere.example.com",)]
    )


def test_names_are_unique_and_a_stale_edit_is_refused(member: Member, stub: Stub) -> None:
    sign_in = shared(member, stub)
    body = {"label": "Reservas", "kind": "bearer", "credentials": {"token": "x"}, "origins": [stub.address]}
    assert sent(member, "post", "/tool-sign-ins", body, 409)["code"] == "tool_sign_in_label_taken"
    path = f"/tool-sign-ins/{sign_in['id']}"
    tag = member.api.get(path)["ETag"]
    sent(member, "patch", path, {"label": "Casa"}, 200)
    answer = member.api.patch(path, {"label": "Otra"}, headers={"If-Match": tag})
    assert answer.status_code == 412


def test_a_manager_sees_where_it_is_used_and_changes_nothing(member: Member, make: Any, stub: Stub) -> None:
    shared(member, stub)
    manager = make(in_=member, role=Role.MANAGER)
    [seen] = manager.api.get("/tool-sign-ins").json()["items"]
    assert "tool:manage" not in seen["can"]
    assert manager.api.delete(f"/tool-sign-ins/{seen['id']}").status_code == 403


HOSTS = st.lists(
    st.builds(
        "{}{}.example.com{}".format,
        st.sampled_from(["https://", "HTTPS://", "http://", "ftp://", "//", ""]),
        st.sampled_from(["a", "B", "{host}", "127.0.0.1:80/"]),
        st.sampled_from(["", "/x", "/{day}?q=1", ":443", ":8443/y", "#z"]),
    ),
    max_size=MOST_ORIGINS + 3,
)


@given(HOSTS)
def test_hosts_are_public_and_each_is_there_once(addresses: list[str]) -> None:
    guard = Guard(OutboundPolicy())
    try:
        found = origins_of(addresses, guard)
    except (HostsWrong, OutboundRefused):
        return
    assert 0 < len(found) <= MOST_ORIGINS
    assert len(set(found)) == len(found)
    assert all(one.startswith("https://") and "/" not in one[8:] and "{" not in one for one in found)
    assert origins_of(found, guard) == found
