"""A plan's limits hold for every way to take up room, also at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from centralita.identity.organizations.models import Organization
from centralita.identity.plans.catalogue import Plan, Resource, limits_of
from centralita.identity.tenancy.scope import tenant_scope
from tests.people import Api, Member


@pytest.fixture
def small(member: Member) -> Member:
    """The owner of an organization on the free plan."""
    put_on(member, Plan.FREE)
    return member


def put_on(member: Member, plan: Plan) -> None:
    with tenant_scope(member.organization_id):
        Organization.objects.filter(id=member.organization_id).update(plan=plan)


def make_agent(member: Member, name: str = "Recepción"):
    return member.api.post("/agents", {"name": name, "languages": ["es"]})


def invite(member: Member, who: str):
    return member.api.post("/invitations", {"email": f"{who}@example.test", "role": "viewer"})


def upload(member: Member, name: str, content: bytes):
    return member.api.client.post(
        "/api/v1/knowledge/documents", {"file": SimpleUploadedFile(name, content)}, headers=member.api.headers
    )


def refusal(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_larger_plan_never_allows_less() -> None:
    for resource in Resource:
        allowed = [limits_of(plan)[resource] for plan in Plan]
        numbers = [float("inf") if limit is None else limit for limit in allowed]
        assert numbers == sorted(numbers), resource
    assert set(limits_of(Plan.ENTERPRISE).values()) == {None}


@pytest.mark.database
def test_agents_are_as_many_as_the_plan_allows(small: Member) -> None:
    made = [make_agent(small).json()["id"] for _ in range(3)]
    assert refusal(make_agent(small)) == (409, "plan_limit_agents")
    assert refusal(small.api.post(f"/agents/{made[0]}/duplicate")) == (409, "plan_limit_agents")
    # An archived one takes no room, until it comes back.
    assert small.api.post(f"/agents/{made[0]}/archive").status_code == 200
    assert make_agent(small).status_code == 201
    assert refusal(small.api.post(f"/agents/{made[0]}/unarchive")) == (409, "plan_limit_agents")
    put_on(small, Plan.PROFESSIONAL)
    assert small.api.post(f"/agents/{made[0]}/unarchive").status_code == 200


@pytest.mark.database
def test_what_is_there_stays_on_a_smaller_plan(member: Member) -> None:
    made = [make_agent(member).json()["id"] for _ in range(5)]
    put_on(member, Plan.FREE)
    assert member.api.get(f"/agents/{made[4]}").status_code == 200
    assert member.api.patch(f"/agents/{made[4]}", {"name": "Otra"}).status_code == 200
    assert refusal(make_agent(member)) == (409, "plan_limit_agents")


@pytest.mark.database
def test_open_invitations_take_a_place(small: Member) -> None:
    open_one = invite(small, "a").json()["id"]
    assert invite(small, "b").status_code == 201
    assert refusal(invite(small, "c")) == (409, "plan_limit_members")
    assert small.api.post(f"/invitations/{open_one}/revoke").status_code == 204
    assert invite(small, "c").status_code == 201


@pytest.mark.database
def test_knowledge_is_limited_in_number_and_size(small: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = {**limits_of(Plan.FREE), Resource.KNOWLEDGE_DOCUMENTS: 2, Resource.KNOWLEDGE_BYTES: 1000}
    monkeypatch.setattr("centralita.identity.plans.room.limits_of", {Plan.FREE: limits}.__getitem__)
    assert upload(small, "a.txt", b"a" * 600).status_code == 201
    assert refusal(upload(small, "b.txt", b"b" * 600)) == (409, "plan_limit_storage")
    assert upload(small, "b.txt", b"b" * 300).status_code == 201
    assert refusal(upload(small, "c.txt", b"c")) == (409, "plan_limit_documents")


@pytest.mark.database
def test_the_last_place_is_taken_once(small: Member) -> None:
    make_agent(small)
    make_agent(small)

    def ask(number: int) -> int:
        try:
            api = Api(type(small.api.client)(), small.organization_id)
            api.client.cookies = small.api.client.cookies
            return api.post("/agents", {"name": f"A{number}", "languages": ["es"]}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(ask, range(10)))
    assert answers == [201] + [409] * 9


@pytest.mark.database
def test_a_page_can_show_what_is_left(small: Member) -> None:
    make_agent(small)
    invite(small, "a")
    shown = small.api.get("/organization/usage").json()
    assert shown["plan"] == "free"
    figures = {each["resource"]: (each["used"], each["limit"]) for each in shown["resources"]}
    assert (figures["agents"], figures["members"]) == ((1, 3), (2, 3))
    assert set(figures) == set(Resource)


@pytest.mark.database
def test_the_refusal_says_how_many_there_may_be(small: Member) -> None:
    for _ in range(3):
        make_agent(small)
    answer = small.api.request(
        "POST", "/agents", {"name": "D", "languages": ["es"]}, headers={"Accept-Language": "es"}
    ).json()
    assert answer["data"]["limit"] == 3
    assert "3" in answer["detail"]
