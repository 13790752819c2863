"""Keys of programs: what they open, what they never open, and when they end."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from centralita.identity.access import api_keys
from centralita.identity.access.permissions import Permission, Role
from centralita.identity.audit.models import AuditEntry
from centralita.identity.keys.actions import MOST_KEYS
from centralita.identity.keys.models import ApiKey
from centralita.identity.organizations.models import Membership
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import Unauthenticated
from centralita.kit.ids import from_text, new_id, to_text
from tests.people import Member, make_member
from tests.walk import TENANT, operations

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]

EVERYTHING = ["agent:read", "agent:update", "agent:create", "tool:manage"]


def key_of(member: Member, **wanted: Any) -> dict[str, Any]:
    answer = member.api.post("/api-keys", {"name": "Obra", "permissions": EVERYTHING, **wanted})
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def ask(key: str, path: str, method: str = "GET", body: Any = None, **headers: str) -> Any:
    # Another program's client: no cookie, and CSRF checks as they are.
    return Client(enforce_csrf_checks=True).generic(
        method,
        f"/api/v1{path}",
        b"" if body is None else json.dumps(body).encode(),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", **headers},
    )


def agent_of(member: Member, name: str = "Recepción") -> str:
    made: str = member.api.post("/agents", {"name": name, "languages": ["es"]}).json()["id"]
    return made


def test_a_key_acts_for_its_maker_and_says_so(member: Member) -> None:
    made = key_of(member)
    answer = ask(made["key"], "/agents", "POST", {"name": "Nueva", "languages": ["es"]})
    assert answer.status_code == 201, answer.content
    assert ask(made["key"], f"/agents/{answer.json()['id']}").status_code == 200
    with tenant_scope(member.organization_id):
        entry = AuditEntry.objects.get(action="agent_create")
    told = (entry.actor_kind, entry.actor_id, entry.actor_name)
    assert told == ("api_key", member.user.id, f"Obra ({member.user.name})")
    [listed] = member.api.get("/api-keys").json()["items"]
    assert (listed["works"], listed["ending"]) == (True, made["key"][-4:])
    assert listed["last_used_at"] is not None


def test_a_key_opens_only_what_it_carries(member: Member) -> None:
    """Every route of the product, asked with a key that carries all that one may."""
    key = key_of(member)["key"]
    grantable = {each.value for each in api_keys.GRANTABLE}
    beyond = 0
    for operation in operations():
        if operation.permission == "public":
            continue
        answer = operation.call(
            Client(enforce_csrf_checks=True), operation.address(), {"Authorization": f"Bearer {key}"}
        )
        if operation in TENANT and operation.permission in grantable:
            assert answer.status_code not in {401, 403}, operation.name
        else:
            beyond += 1
            assert answer.status_code in {401, 403}, (operation.name, answer.status_code)
            assert answer.json()["code"] in {"unauthenticated", "forbidden"}, operation.name
    assert beyond > 100


def test_less_is_less(member: Member) -> None:
    key = key_of(member, permissions=["agent:read"])["key"]
    agent = agent_of(member)
    assert ask(key, f"/agents/{agent}").status_code == 200
    assert ask(key, f"/agents/{agent}/scenario-runs", "POST", {}).status_code == 403
    assert ask(key, "/agents", "POST", {"name": "Nueva", "languages": ["es"]}).status_code == 403


def test_a_key_for_one_agent_reaches_no_other_and_makes_none(member: Member) -> None:
    mine, other = agent_of(member), agent_of(member, "Otra")
    for beyond in EVERYTHING[2:]:
        wanted = {"name": "Obra", "permissions": ["agent:read", beyond], "agent_ids": [mine]}
        refused = member.api.post("/api-keys", wanted)
        assert (refused.status_code, refused.json()["field"]) == (422, "permissions")
    key = key_of(member, permissions=["agent:read", "agent:update"], agent_ids=[mine, mine])["key"]
    assert ask(key, f"/agents/{mine}/export").status_code == 200
    assert ask(key, f"/agents/{other}/export").status_code == 404
    assert [each["id"] for each in ask(key, "/agents").json()["items"]] == [mine]
    stranger = agent_of(make_member())
    answer = member.api.post(
        "/api-keys", {"name": "Obra", "permissions": ["agent:read"], "agent_ids": [stranger]}
    )
    assert answer.status_code == 404


def test_a_key_stays_in_its_organization(member: Member) -> None:
    """Even where its maker belongs to another one as well."""
    other = make_member()
    with tenant_scope(other.organization_id):
        Membership.objects.create(
            organization_id=other.organization_id, user_id=member.user.id, role=Role.OWNER
        )
    agent_of(other, "Ajena")
    key = key_of(member)["key"]
    assert ask(key, "/agents").json()["items"] == []
    theirs = {"X-Organization": to_text("org", other.organization_id)}
    assert ask(key, "/agents", **theirs).status_code == 404
    own = {"X-Organization": to_text("org", member.organization_id)}
    assert ask(key, "/agents", **own).status_code == 200
    forged = to_text("cak", other.organization_id) + key[30:]
    assert ask(forged, "/agents").status_code == 401


def test_a_key_follows_its_maker(member: Member) -> None:
    admin = make_member(in_=member, role=Role.ADMIN)
    agent = agent_of(member)
    key = key_of(admin)["key"]
    with tenant_scope(member.organization_id):
        membership = Membership.objects.get(user_id=admin.user.id)
        membership.role = Role.VIEWER
        membership.save()
    assert ask(key, f"/agents/{agent}").status_code == 403
    with tenant_scope(member.organization_id):
        membership.delete()
    assert ask(key, f"/agents/{agent}").status_code == 401
    assert [each["works"] for each in member.api.get("/api-keys").json()["items"]] == [False]


def test_a_shut_account_shuts_its_keys(member: Member) -> None:
    key = key_of(member)["key"]
    member.user.is_active = False
    member.user.save()
    assert ask(key, "/agents").status_code == 401


def test_a_key_ends_when_it_is_deleted_and_when_its_days_are_over(member: Member) -> None:
    first, second = key_of(member), key_of(member, days=1)
    assert member.api.delete(f"/api-keys/{first['id']}").status_code == 204
    assert ask(first["key"], "/agents").status_code == 401
    assert ask(second["key"], "/agents").status_code == 200
    with tenant_scope(member.organization_id):
        ApiKey.objects.update(expires_at=now() - timedelta(seconds=1))
    assert ask(second["key"], "/agents").status_code == 401
    assert [each["works"] for each in member.api.get("/api-keys").json()["items"]] == [False]
    with tenant_scope(member.organization_id):
        told = list(AuditEntry.objects.values_list("action", flat=True))
    assert (told.count("api_key_create"), told.count("api_key_delete")) == (2, 1)


def test_the_key_itself_is_kept_nowhere(member: Member) -> None:
    headers = {"Idempotency-Key": "una"}
    made = member.api.post(
        "/api-keys", {"name": "Obra", "permissions": ["agent:read"]}, headers=headers
    ).json()
    secret = made["key"][30:]
    assert "key" not in member.api.get("/api-keys").json()["items"][0]
    from django.db import connection

    with tenant_scope(member.organization_id), connection.cursor() as cursor:
        for table in ("api_key", "audit_entry", "idempotency_record"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            assert secret not in str(cursor.fetchall())


def test_an_organization_has_so_many_keys_and_no_more(member: Member) -> None:
    with tenant_scope(member.organization_id):
        ApiKey.objects.bulk_create(
            ApiKey(
                organization_id=member.organization_id,
                name="Obra",
                user_id=member.user.id,
                key_hash=new_id().bytes * 2,
                ending="abcd",
                permissions=[Permission.AGENT_READ],
                expires_at=now() + timedelta(days=1),
            )
            for _ in range(MOST_KEYS)
        )
    answer = member.api.post("/api-keys", {"name": "Obra", "permissions": ["agent:read"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_api_keys")


@pytest.mark.parametrize(
    "text",
    ["cak_", "cak_x", "cak_" + "0" * 26, "cak_" + "u" * 26 + "a" * 43, "cak_" + "ñ" * 69, "cak_" * 2000],
)
def test_what_is_no_key_opens_nothing(text: str) -> None:
    assert ask(text, "/agents").status_code == 401
    with pytest.raises(Unauthenticated):
        api_keys.organization_of(text)


def test_a_key_names_its_organization(member: Member) -> None:
    key = api_keys.make_key(member.organization_id)
    assert api_keys.organization_of(key) == member.organization_id
    assert key != api_keys.make_key(member.organization_id)
    assert from_text("cak", key[:30]) == member.organization_id
