"""Members and invitations over HTTP."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from centralita.identity.access.permissions import Permission, Role
from centralita.identity.gate.authentication import client_address
from centralita.identity.gate.personal import PersonRequest, PersonRouter
from centralita.identity.gate.routing import TenantRequest, TenantRouter, dump
from centralita.identity.organizations import presentation, queries
from centralita.identity.organizations.actions import invitations as invitation_actions
from centralita.identity.organizations.actions.invitations import Invited
from centralita.identity.organizations.actions.members import change_member, remove_member
from centralita.identity.organizations.schemas import (
    InvitationIn,
    InvitationList,
    InvitationOut,
    InvitedOut,
    JoinedOut,
    MemberChange,
    MemberList,
    MemberOut,
)
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT

router = TenantRouter("members")
people = PersonRouter("members")
public = Router(tags=["members"])

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]

# Where a browser keeps that it was invited, until its person has signed up or in.
KEPT_IN_SESSION = "invitation"


@router.get("/members", permission=Permission.MEMBER_READ, operation="member_list", response=MemberList)
def list_members(
    request: TenantRequest,
    search: Annotated[str, Query(max_length=120)] = "",
    role: Role | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> MemberList:
    """The people of the organization. `search` looks in names and addresses."""
    page = queries.list_members(search=search, role=role or "", cursor=cursor, limit=limit)
    return MemberList(
        items=[presentation.member(request.actor, row) for row in page.items], next_cursor=page.next_cursor
    )


@router.patch(
    "/members/{member_id}", permission=Permission.MEMBER_MANAGE, operation="member_update", response=MemberOut
)
def update(request: TenantRequest, member_id: str, payload: MemberChange) -> MemberOut:
    """Give a member another role, or a manager other agents. Owners are managed by owners."""
    agents = None if payload.agent_ids is None else [from_text("agt", each) for each in payload.agent_ids]
    member = change_member(request.actor, from_text("mbr", member_id), role=payload.role, agent_ids=agents)
    return presentation.member(request.actor, queries.get_member(member.id))


@router.delete(
    "/members/{member_id}", permission=Permission.MEMBER_MANAGE, operation="member_remove", response=None
)
def remove(request: TenantRequest, member_id: str) -> None:
    """Take somebody out of the organization. The last owner cannot be removed."""
    remove_member(request.actor, from_text("mbr", member_id))


@router.get(
    "/invitations",
    permission=Permission.MEMBER_READ,
    operation="invitation_list",
    response=InvitationList,
)
def list_invitations(
    request: TenantRequest,  # its scope is what chooses the rows
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> InvitationList:
    """Invitations that are open, the newest first."""
    page = queries.list_invitations(cursor=cursor, limit=limit)
    return InvitationList(
        items=[presentation.invitation(row) for row in page.items], next_cursor=page.next_cursor
    )


@router.post(
    "/invitations",
    permission=Permission.MEMBER_MANAGE,
    operation="invitation_create",
    response=InvitationOut,
    status=201,
)
def invite(request: TenantRequest, payload: InvitationIn) -> InvitationOut:
    """Invite somebody by e-mail. The link in the letter is valid for seven days."""
    invitation = invitation_actions.invite(
        request.actor,
        email=payload.email,
        role=payload.role,
        agent_ids=[from_text("agt", each) for each in payload.agent_ids],
    )
    return presentation.invitation(invitation)


@router.post(
    "/invitations/{invitation_id}/resend",
    permission=Permission.MEMBER_MANAGE,
    operation="invitation_resend",
    response=InvitationOut,
)
def resend(request: TenantRequest, invitation_id: str) -> InvitationOut:
    """Send the letter again with a new link, valid for seven days; the old link stops working."""
    invitation = invitation_actions.resend_invitation(request.actor, from_text("inv", invitation_id))
    return presentation.invitation(invitation)


@router.post(
    "/invitations/{invitation_id}/revoke",
    permission=Permission.MEMBER_MANAGE,
    operation="invitation_revoke",
    response=None,
)
def revoke(request: TenantRequest, invitation_id: str) -> None:
    """Withdraw an invitation; its link stops working."""
    invitation_actions.revoke_invitation(request.actor, from_text("inv", invitation_id))


@public.get(
    "/invitations/{token}",
    operation_id="invitation_read",
    response=InvitedOut,
    auth=None,
    openapi_extra={"x-permission": "public"},
)
def read(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation offers, for whoever holds its link.

    The browser's session keeps it, so that its person may sign up though sign-up is closed, and need not confirm
    an address to which the link was sent.
    """
    organization_id = invitation_actions.organization_of(token)
    with tenant_scope(organization_id):
        invited = invitation_actions.find_invited(token)
    state = _state(invited)
    if state == "open":
        request.session[KEPT_IN_SESSION] = {
            "organization_id": str(organization_id),
            "invitation_id": str(invited.invitation.id),
            "email": invited.invitation.email,
        }
    out = InvitedOut(
        organization=invited.organization.name,
        brand=presentation.brand(invited.organization),
        role=Role(invited.invitation.role),
        email=invited.invitation.email,
        inviter=invited.inviter,
        expires_at=invited.invitation.expires_at,
        state=state,
    )
    return HttpResponse(dump(out), content_type="application/json")


@people.post("/invitations/{token}/accept", operation="invitation_accept", response=JoinedOut)
def accept(request: PersonRequest, token: str) -> JoinedOut:
    """Join the organization. The invitation must have gone to a confirmed address of yours."""
    person = request.person
    invited = invitation_actions.accept_invitation(
        person.id, person.get_full_name(), token, address=client_address(request)
    )
    request.session.pop(KEPT_IN_SESSION, None)
    return JoinedOut(
        id=to_text("org", invited.organization.id),
        name=invited.organization.name,
        role=Role(invited.invitation.role),
    )


def _state(invited: Invited) -> Literal["open", "accepted", "expired"]:
    if invited.invitation.accepted_at is not None:
        return "accepted"
    return "expired" if invited.invitation.expires_at <= now() else "open"
