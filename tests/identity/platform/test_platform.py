"""The area of super admins: figures and levers across organizations, every visit told."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings

from centralita.identity.audit.models import PlatformEntry
from centralita.identity.organizations.dialling import DiallingStopped, require_dialling
from centralita.identity.platform.commands import set_super_admin, verify_chains
from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from tests.people import Member

pytestmark = pytest.mark.database


@pytest.fixture
def admin(make) -> Member:
    return make(is_super_admin=True)


def test_organizations_are_listed_with_how_large_they_are(admin: Member, member: Member, make) -> None:
    make(in_=member)
    member.api.post("/agents", {"name": "Recepción"})
    slug = member.api.get("/organization").json()["slug"]
    found = admin.api.get(f"/platform/organizations?search={slug.upper()}").json()
    assert found["total"] == 1
    row = found["items"][0]
    assert (row["members"], row["agents"], row["conversations"]) == (2, 1, 0)
    assert "brand" not in row
    assert admin.api.get("/platform/organizations?limit=1").json()["next_cursor"]


def test_a_suspended_organization_is_shut_until_it_is_resumed(admin: Member, member: Member) -> None:
    address = f"/platform/organizations/{to_text('org', member.organization_id)}"
    assert admin.api.post(f"{address}/suspend", {"reason": "Impago"}).json()["suspended_at"]
    assert member.api.get("/organization").status_code == 404
    assert member.api.get("/me").json()["memberships"] == []
    assert admin.api.post(f"{address}/resume").json()["suspended_at"] is None
    trail = member.api.get("/audit").json()["items"]
    assert [entry["action"] for entry in trail[:2]] == ["organization_resume", "organization_suspend"]
    assert trail[1]["after"] == {"reason": "Impago"}
    assert member.api.get("/audit/verification").json()["holds"] is True


def test_calls_are_stopped_for_one_organization_and_for_all(admin: Member, member: Member, make) -> None:
    other = make()
    earlier = {entry["id"] for entry in admin.api.get("/platform/audit").json()["items"]}
    address = f"/platform/organizations/{to_text('org', member.organization_id)}"
    stopped = admin.api.post(f"{address}/stop-calls", {"reason": "Quejas"}).json()["calls_stopped"]
    assert (stopped["reason"], stopped["by"]) == ("Quejas", admin.user.get_full_name())
    # Once more changes nothing.
    again = admin.api.post(f"{address}/stop-calls", {"reason": "Otra"}).json()["calls_stopped"]
    assert again == stopped
    with pytest.raises(DiallingStopped):
        require_dialling(member.organization_id)
    require_dialling(other.organization_id)
    assert admin.api.get("/platform/calls").json() == {"stopped": None}
    try:
        whole = admin.api.post("/platform/calls/stop", {"reason": "Avería"}).json()["stopped"]
        assert whole["reason"] == "Avería"
        assert admin.api.post(f"{address}/resume-calls").json()["calls_stopped"] is None
        for one in (member, other):
            with pytest.raises(DiallingStopped):
                require_dialling(one.organization_id)
    finally:
        assert admin.api.post("/platform/calls/resume").json() == {"stopped": None}
    require_dialling(member.organization_id)
    trail = member.api.get("/audit").json()["items"]
    assert [entry["action"] for entry in trail[:2]] == ["dialling_resume", "dialling_stop"]
    assert trail[1]["after"] == {"reason": "Quejas"}
    told = admin.api.get("/platform/audit").json()["items"]
    assert [entry["action"] for entry in told if entry["id"] not in earlier].count("dialling_stop") == 2
    assert member.api.post("/platform/calls/stop", {"reason": "Yo"}).status_code == 403
    assert admin.api.post(f"{address}/stop-calls", {"reason": ""}).status_code == 422


def test_a_plan_is_changed_and_told_on_both_sides(admin: Member, member: Member) -> None:
    address = f"/platform/organizations/{to_text('org', member.organization_id)}"
    assert admin.api.patch(address, {"plan": "professional"}).json()["plan"] == "professional"
    assert member.api.get("/organization").json()["plan"] == "professional"
    assert admin.api.patch(address, {"plan": "gold"}).status_code == 422
    assert member.api.get("/audit").json()["items"][0]["action"] == "organization_plan_change"


def test_people_are_found(admin: Member, member: Member) -> None:
    Authenticator.objects.create(user=member.user, type="totp", data={"secret": "x"})
    found = admin.api.get(f"/platform/users?search={member.user.email}").json()["items"]
    assert [(row["email"], row["organizations"], row["two_step"]) for row in found] == [
        (member.user.email, 1, True)
    ]


def test_every_look_is_told_and_the_chain_holds(admin: Member) -> None:
    admin.api.get("/platform/health")
    admin.api.get("/platform/users?search=ana")
    shown = admin.api.get(f"/platform/audit?actor={to_text('usr', admin.user.id)}").json()["items"]
    assert [entry["action"] for entry in shown] == ["platform_user_list", "platform_health_read"]
    assert shown[0]["after"]["search"] == "ana"
    assert admin.api.get("/platform/audit/verification").json()["holds"] is True


def test_health_says_what_runs(admin: Member) -> None:
    health = admin.api.get("/platform/health").json()
    assert health["versions"]["postgresql"][:2].isdigit()
    assert health["database"]["size_bytes"] > 0
    assert health["queue"]["workers"] == 0


def test_the_door_asks_for_a_second_step(admin: Member) -> None:
    with override_settings(PLATFORM_NEEDS_TWO_STEP=True):
        assert admin.api.get("/platform/health").json()["code"] == "two_step_required"
        Authenticator.objects.create(user=admin.user, type="webauthn", data={})
        assert admin.api.get("/platform/health").status_code == 200


def test_the_right_is_given_and_taken_from_the_command_line(member: Member) -> None:
    set_super_admin(member.user.email.upper())
    assert member.api.get("/platform/health").status_code == 200
    set_super_admin(member.user.email, granted=False)
    assert member.api.get("/platform/health").status_code == 403
    granted = PlatformEntry.objects.filter(subject_id=to_text("usr", member.user.id)).order_by("sequence")
    assert [entry.action for entry in granted] == ["super_admin_grant", "super_admin_withdraw"]
    with pytest.raises(NotFound):
        set_super_admin("nobody@example.test")


def test_all_chains_are_walked(member: Member) -> None:
    walked = {each.chain: each.verdict for each in verify_chains(member.organization_id)}
    assert walked[to_text("org", member.organization_id)].holds
