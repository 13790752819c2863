"""Members and invitations."""

import re
import threading
import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.mail.models import DeveloperMail
from centralita.identity.organizations.models import Invitation, Membership
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.ledger.events.models import LedgerEvent
from tests.identity.sign_in.browser import PASSWORD, Browser, fresh_address
from tests.people import Member

pytestmark = pytest.mark.database


def id_of(owner: Member, other: Member) -> str:
    with tenant_scope(owner.organization_id):
        return to_text("mbr", Membership.objects.get(user_id=other.user.id).id)


def facts(owner: Member) -> list[str]:
    with tenant_scope(owner.organization_id):
        return list(LedgerEvent.objects.order_by("sequence").values_list("kind", flat=True))


def invite(owner: Member, email: str, role: str = "viewer", **more: object) -> str:
    """Invite; the token from the letter."""
    answer = owner.api.post("/invitations", {"email": email, "role": role, **more})
    assert answer.status_code == 201, answer.content
    return token_for(email)


def token_for(email: str) -> str:
    letter = DeveloperMail.objects.filter(recipients=email.lower()).order_by("-id").first()
    assert letter is not None
    match = re.search(rf"{settings.ENVIRONMENT.public_url}/invitations/(\S+)", letter.text)
    assert match, letter.text
    return match.group(1)


def confirm(member: Member) -> str:
    """Give a person a confirmed address."""
    EmailAddress.objects.create(user=member.user, email=member.user.email, verified=True, primary=True)
    return member.user.email


def test_members_are_found_by_name_and_address_page_by_page(member: Member, make) -> None:
    others = [make(in_=member, role=Role.VIEWER) for _ in range(3)]
    page = member.api.get("/members?limit=2").json()
    rest = member.api.get(f"/members?limit=2&cursor={page['next_cursor']}").json()
    people = [row["user"]["id"] for row in page["items"] + rest["items"]]
    assert people == [to_text("usr", each.user.id) for each in (member, *others)]
    assert rest["next_cursor"] is None
    assert page["items"][0]["is_you"] is True
    found = member.api.get(f"/members?search={others[1].user.email[:12].upper()}").json()["items"]
    assert [row["user"]["email"] for row in found] == [others[1].user.email]
    assert member.api.get("/members?search=%25").json()["items"] == []
    assert len(member.api.get("/members?role=viewer").json()["items"]) == 3


def test_a_role_is_changed_at_once_and_told(member: Member, make) -> None:
    other = make(in_=member, role=Role.VIEWER)
    assert other.api.get("/members").status_code == 403
    changed = member.api.patch(f"/members/{id_of(member, other)}", {"role": "admin"})
    assert changed.json()["role"] == "admin"
    assert other.api.get("/members").status_code == 200
    assert facts(member)[-1] == "member.role_changed"
    assert member.api.delete(f"/members/{id_of(member, other)}").status_code == 204
    assert other.api.get("/organization").status_code == 404
    assert facts(member)[-1] == "member.removed"


def test_only_owners_manage_owners(member: Member, make) -> None:
    admin, viewer = make(in_=member, role=Role.ADMIN), make(in_=member, role=Role.VIEWER)
    for answer in (
        admin.api.patch(f"/members/{id_of(member, member)}", {"role": "viewer"}),
        admin.api.patch(f"/members/{id_of(member, viewer)}", {"role": "owner"}),
        admin.api.delete(f"/members/{id_of(member, member)}"),
        admin.api.post("/invitations", {"email": fresh_address(), "role": "owner"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "owners_only")


def test_the_last_owner_stays(member: Member, make) -> None:
    mine = id_of(member, member)
    for answer in (
        member.api.patch(f"/members/{mine}", {"role": "admin"}),
        member.api.delete(f"/members/{mine}"),
        member.api.post("/organization/leave"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")
    second = make(in_=member, role=Role.OWNER)
    assert member.api.post("/organization/leave").status_code == 204
    assert second.api.post("/organization/leave").json()["code"] == "last_owner"


def test_two_owners_who_leave_at_once_leave_one(member: Member, make) -> None:
    second = make(in_=member, role=Role.OWNER)
    statuses: list[int] = []

    def leave(who: Member) -> None:
        statuses.append(who.api.post("/organization/leave").status_code)
        connection.close()

    threads = [threading.Thread(target=leave, args=(who,)) for who in (member, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [204, 409]


def test_a_manager_is_bound_to_agents_of_this_organization(member: Member, make) -> None:
    agent = member.api.post("/agents", {"name": "Recepción"}).json()["id"]
    foreign = make().api.post("/agents", {"name": "Ajena"}).json()["id"]
    other = make(in_=member, role=Role.MANAGER)
    assert other.api.get("/agents").json()["items"] == []
    target = f"/members/{id_of(member, other)}"
    assert member.api.patch(target, {"agent_ids": [agent, agent]}).json()["agent_ids"] == [agent]
    assert [row["id"] for row in other.api.get("/agents").json()["items"]] == [agent]
    for body, code in (
        ({"agent_ids": [foreign]}, "unknown_agents"),
        ({"agent_ids": [to_text("agt", uuid.uuid4())]}, "unknown_agents"),
        ({"role": "admin", "agent_ids": [agent]}, "agents_of_managers_only"),
    ):
        assert member.api.patch(target, body).json()["code"] == code
    assert member.api.patch(target, {"role": "viewer"}).json()["agent_ids"] == []


def test_a_viewer_sees_how_the_agents_that_they_were_given_are_built_and_changes_nothing(
    member: Member, make
) -> None:
    agent, hidden = (member.api.post("/agents", {"name": name}).json()["id"] for name in ("Una", "Otra"))
    viewer = make(in_=member, role=Role.VIEWER)

    def permissions() -> list[str]:
        [membership] = viewer.api.get("/me").json()["memberships"]
        return membership["permissions"]

    assert "agent:read" not in permissions()
    assert viewer.api.get(f"/agents/{agent}/draft").status_code == 403
    target = f"/members/{id_of(member, viewer)}"
    assert member.api.patch(target, {"agent_ids": [agent]}).status_code == 200
    assert "agent:read" in permissions()
    assert [row["id"] for row in viewer.api.get("/agents").json()["items"]] == [agent]
    shown = viewer.api.get(f"/agents/{agent}").json()
    assert not {one for one in shown["can"] if not one.endswith(":read")}
    draft = viewer.api.get(f"/agents/{agent}/draft")
    assert draft.status_code == 200
    body = {"blueprint": draft.json()["blueprint"]}
    assert viewer.api.put(f"/agents/{agent}/draft", body).status_code == 403
    assert viewer.api.post(f"/agents/{agent}/test-tickets").status_code == 403
    assert viewer.api.get(f"/agents/{hidden}/draft").status_code == 404
    assert viewer.api.get("/home").status_code == 200
    assert viewer.api.get(f"/home?agent={hidden}").status_code == 404
    assert member.api.patch(target, {"agent_ids": []}).status_code == 200
    assert viewer.api.get(f"/agents/{agent}").status_code == 403


def test_an_invited_person_joins_with_the_role_that_was_offered(member: Member, make) -> None:
    guest = make()
    token = invite(member, confirm(guest).upper(), "admin")
    letter = DeveloperMail.objects.filter(recipients=guest.user.email).order_by("-id")[0]
    assert letter.subject == "Marta López le invita a Clínica Sol"
    assert "administrador" in letter.text
    shown = guest.api.get(f"/invitations/{token}").json()
    assert (shown["organization"], shown["role"], shown["state"]) == ("Clínica Sol", "admin", "open")
    joined = guest.api.post(f"/invitations/{token}/accept")
    assert joined.status_code == 200, joined.content
    inside = {"X-Organization": joined.json()["id"]}
    assert guest.api.get("/members", headers=inside).status_code == 200
    assert guest.api.post(f"/invitations/{token}/accept").status_code == 200  # once more changes nothing
    assert facts(member) == ["member.invited", "member.joined"]
    assert member.api.get("/invitations").json()["items"] == []
    assert member.api.post("/invitations", {"email": guest.user.email, "role": "viewer"}).json()["code"] == (
        "already_member"
    )


def test_an_invitation_is_for_the_address_that_it_went_to(member: Member, make) -> None:
    stranger, unconfirmed = make(), make()
    confirm(stranger)
    token = invite(member, unconfirmed.user.email)
    for who in (stranger, unconfirmed):
        answer = who.api.post(f"/invitations/{token}/accept")
        assert (answer.status_code, answer.json()["code"]) == (403, "invitation_for_another")


def test_what_is_withdrawn_renewed_or_over_no_longer_works(member: Member, make) -> None:
    guest = make()
    email = confirm(guest)
    first = invite(member, email)
    again = member.api.post("/invitations", {"email": email, "role": "viewer"})
    assert again.json()["code"] == "already_invited"
    shown = member.api.get("/invitations").json()["items"][0]
    assert shown["sent_at"] is not None
    assert member.api.post(f"/invitations/{shown['id']}/resend").status_code == 200
    second = token_for(email)
    assert guest.api.get(f"/invitations/{first}").status_code == 404
    assert guest.api.get(f"/invitations/{second}").status_code == 200
    with tenant_scope(member.organization_id):
        Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    assert guest.api.get(f"/invitations/{second}").json()["state"] == "expired"
    assert guest.api.post(f"/invitations/{second}/accept").json()["code"] == "invitation_expired"
    third = invite(member, email)  # the old one is over, so a new one may be made
    listed = member.api.get("/invitations").json()["items"]
    assert len(listed) == 1
    assert member.api.post(f"/invitations/{listed[0]['id']}/revoke").status_code == 204
    assert guest.api.get(f"/invitations/{third}").status_code == 404
    assert guest.api.post(f"/invitations/{third}/accept").status_code == 404
    assert member.api.post(f"/invitations/{listed[0]['id']}/resend").json()["code"] == "invitation_closed"


def test_only_the_hash_of_a_token_is_kept(member: Member) -> None:
    token = invite(member, fresh_address())
    with tenant_scope(member.organization_id):
        stored = bytes(Invitation.objects.get().token_hash)
    assert len(stored) == 32
    assert token.encode() not in stored


@pytest.mark.parametrize("token", ["x", "inv_" + "0" * 69, "org_" + "0" * 69, "ñ" * 73, "inv_" + "z" * 69])
def test_a_token_that_is_none_is_unknown(member: Member, token: str) -> None:
    answers = [member.api.get(f"/invitations/{token}"), member.api.post(f"/invitations/{token}/accept")]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_somebody_new_signs_up_by_the_invitation_though_sign_up_is_closed(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    monkeypatch.setattr(settings, "ENVIRONMENT", dataclasses.replace(settings.ENVIRONMENT, signup_open=False))
    email = fresh_address()
    token = invite(member, email, "viewer")
    stranger = Browser()
    assert stranger.post("/auth/signup", {"email": fresh_address(), "password": PASSWORD}).status_code == 403
    browser = Browser()
    assert browser.get(f"/api/v1/invitations/{token}").status_code == 200
    other = browser.post("/auth/signup", {"email": fresh_address(), "password": PASSWORD})
    assert other.status_code == 400
    # The link in the letter has shown that the address is theirs: no code is asked for.
    signed_up = browser.post("/auth/signup", {"email": email, "password": PASSWORD})
    assert signed_up.status_code == 200, signed_up.content
    joined = browser.post(f"/api/v1/invitations/{token}/accept")
    assert joined.status_code == 200, joined.content
    assert browser.me().json()["memberships"][0]["role"] == "viewer"


def test_letters_to_strangers_have_a_daily_number(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    from centralita.identity.organizations.actions import invitations

    monkeypatch.setattr(invitations, "SENT_PER_DAY", 2)
    answers = [
        member.api.post("/invitations", {"email": fresh_address(), "role": "viewer"}).status_code
        for _ in range(3)
    ]
    assert answers == [201, 201, 429]


def test_a_name_cannot_slip_lines_into_a_letter(member: Member) -> None:
    member.api.patch("/organization", {"name": "Sol\nBcc: victim@example.test\n\nGanó un premio"})
    email = fresh_address()
    invite(member, email)
    letter = DeveloperMail.objects.filter(recipients=email)[0]
    assert "\n" not in letter.subject
    assert "Sol Bcc: victim@example.test Ganó un premio" in letter.text


def test_the_list_of_members_tells_who_works_here(member: Member, make) -> None:
    idle = make(in_=member, role=Role.ADMIN)
    stranger = make()
    stranger.api.post("/agents", {"name": "Recepción", "languages": ["es"]})
    member.api.post("/agents", {"name": "Recepción", "languages": ["es"]})
    shown = {each["user"]["id"]: each for each in member.api.get("/members").json()["items"]}
    busy_one, idle_one = shown[to_text("usr", member.user.id)], shown[to_text("usr", idle.user.id)]
    # Founding the organization is told as well.
    assert (busy_one["recent_acts"], busy_one["last_acted_at"] is None) == (2, False)
    assert (idle_one["recent_acts"], idle_one["last_acted_at"]) == (0, None)
