"""Phone numbers over HTTP."""

from typing import Annotated

from ninja import Query

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.operations.numbers import presentation, queries
from centralita.operations.numbers.actions.bind import bind_agent
from centralita.operations.numbers.actions.change import change_number
from centralita.operations.numbers.actions.refresh import REFRESHER
from centralita.operations.numbers.actions.ring import ring_number
from centralita.operations.numbers.schemas import (
    NumberBinding,
    NumberRing,
    NumberRung,
    PhoneNumberChange,
    PhoneNumberList,
    PhoneNumberOut,
)
from centralita.studio.voice_accounts.queries import list_accounts

router = TenantRouter("phone numbers")

READ, WRITE = Permission.CHANNEL_READ, Permission.CHANNEL_UPDATE
Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
Choice = Annotated[str, Query(max_length=80)]


@router.get("/phone-numbers", permission=READ, operation="phone_number_list", response=PhoneNumberList)
def list_numbers(
    request: TenantRequest,
    search: Choice = "",
    account: Choice = "",
    agent: Choice = "",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> PhoneNumberList:
    """The numbers of all connected accounts."""
    matching = queries.filtered(
        account_id=from_text("pac", account) if account else None,
        agent_id=from_text("agt", agent) if agent else None,
        search=search,
    )
    page = queries.list_numbers(matching, cursor=cursor, limit=limit)
    return PhoneNumberList(
        items=presentation.shown(request.actor, page.items),
        next_cursor=page.next_cursor,
        catalogues=presentation.catalogues(),
    )


@router.post(
    "/phone-numbers/refresh",
    permission=READ,
    operation="phone_number_refresh",
    response=PhoneNumberList,
    status=202,
)
def refresh(request: TenantRequest) -> PhoneNumberList:
    """Ask all platforms for their numbers anew, in the background. Accounts that are being asked are passed over."""
    organization_id = request.actor.organization_id
    asked = [account.label for account in list_accounts() if REFRESHER.queue(organization_id, account.id)]
    if asked:
        trail.record(
            request.actor,
            action="phone_number_refresh",
            subject_kind="phone_number",
            after={"accounts": asked},
        )
    else:
        witness.nothing_changed()
    return list_numbers(request)


@router.get(
    "/phone-numbers/{number_id}", permission=READ, operation="phone_number_read", response=PhoneNumberOut
)
def read(request: TenantRequest, number_id: str) -> PhoneNumberOut:
    """One number."""
    row = queries.get_number(from_text("num", number_id))
    with_etag(request, row.revision)
    return presentation.shown(request.actor, [row])[0]


@router.patch(
    "/phone-numbers/{number_id}", permission=WRITE, operation="phone_number_update", response=PhoneNumberOut
)
def change(request: TenantRequest, number_id: str, payload: PhoneNumberChange) -> PhoneNumberOut:
    """Change what a number is called, when it is answered, and who is called otherwise."""
    row = change_number(
        request.actor,
        from_text("num", number_id),
        label=payload.label,
        answers=payload.answers,
        hours=payload.hours,
        fallback=payload.fallback,
        seen=expected_revision(request),
    )
    with_etag(request, row.revision)
    return presentation.shown(request.actor, [row])[0]


@router.post(
    "/phone-numbers/{number_id}/ring",
    permission=WRITE,
    operation="phone_number_ring",
    response=NumberRung,
    status=202,
    transaction=False,
)
def ring(request: TenantRequest, number_id: str, payload: NumberRing) -> NumberRung:
    """Try a number of the sandbox: a simulated person rings it. The call comes into the list within a second."""
    return NumberRung(
        platform_call_id=ring_number(request.actor, from_text("num", number_id), payload.caller)
    )


@router.put(
    "/phone-numbers/{number_id}/agent",
    permission=WRITE,
    operation="phone_number_bind",
    response=PhoneNumberOut,
    transaction=False,
)
def bind(request: TenantRequest, number_id: str, payload: NumberBinding) -> PhoneNumberOut:
    """Say which agent answers a number. It has to be deployed at the number's account."""
    agent_id = from_text("agt", payload.agent_id) if payload.agent_id else None
    row = bind_agent(request.actor, from_text("num", number_id), agent_id)
    with tenant_scope(request.actor.organization_id):
        return presentation.shown(request.actor, [row])[0]
