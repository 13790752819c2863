"""Calls over HTTP: parse, act, present."""

from typing import Annotated

from django.conf import settings
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Query

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import MalformedId, from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.operations.calls import presentation, queries
from centralita.operations.calls.actions.callbacks import cancel_callback, schedule_callback
from centralita.operations.calls.actions.cancel import cancel_call
from centralita.operations.calls.actions.edit import edit_call
from centralita.operations.calls.actions.start import start_call
from centralita.operations.calls.actions.take_over import listen, take_over
from centralita.operations.calls.actions.web import WebWish, open_web_call
from centralita.operations.calls.audio import audio
from centralita.operations.calls.domain.filter import CallFilter, day_end, day_start
from centralita.operations.calls.domain.words import Kind, RecordingStatus
from centralita.operations.calls.errors import AgentNotAvailable, RecordingMissing
from centralita.operations.calls.export import export
from centralita.operations.calls.models import Call
from centralita.operations.calls.options import call_options
from centralita.operations.calls.schemas import (
    CallbackIn,
    CallbackList,
    CallbackOut,
    CallChange,
    CallFilterIn,
    CallIn,
    CallList,
    CallOptions,
    CallOut,
    CallTranscript,
    ListeningOut,
    TakeOverIn,
    WebCallIn,
    WebCallOut,
)
from centralita.operations.calls.wish import PURPOSES, CallWish
from centralita.operations.contacts.public import contact_names

router = TenantRouter("calls")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
READ, PLACE = Permission.CALL_READ, Permission.CALL_PLACE


def _filter(actor: Actor, given: CallFilterIn) -> CallFilter:
    dated = given.since or given.until
    zone = queries.organization_zone(actor.organization_id) if dated else "UTC"
    return CallFilter(
        status=given.status or "",
        running=given.running,
        contact_id=from_text("con", given.contact) if given.contact else None,
        agent_id=from_text("agt", given.agent) if given.agent else None,
        account_id=from_text("pac", given.account) if given.account else None,
        campaign_id=from_text("cmp", given.campaign) if given.campaign else None,
        outcome=given.outcome or "",
        direction=given.direction or "",
        since=day_start(given.since, zone) if given.since else None,
        before=day_end(given.until, zone) if given.until else None,
        search=given.q,
    )


def _detail(request: TenantRequest, call: Call) -> CallOut:
    with_etag(request, call.revision)
    return presentation.call(request.actor, call)


@router.get(
    "/leads/{contact_id}/call-options", permission=PLACE, operation="lead_call_options", response=CallOptions
)
def options(
    request: TenantRequest,
    contact_id: str,
    kind: Kind = "prospecting",
    number: Annotated[str, Query(max_length=40)] = "",
) -> CallOptions:
    """Whether a lead may be called now, and by which agents: deployed, with a free line, at what estimated cost."""
    return call_options(request.actor, from_text("con", contact_id), kind, number)


@router.post(
    "/leads/{contact_id}/call", permission=PLACE, operation="lead_call", response=CallOut, status=201
)
def call_lead(request: TenantRequest, contact_id: str, payload: CallIn) -> CallOut:
    """Have an agent call a lead. What the rules of contact refuse answers 409 with every reason, and is recorded."""
    lead = from_text("con", contact_id)
    if lead not in contact_names([lead]):
        raise NotFound(kind="contact")
    try:
        agent_id = from_text("agt", payload.agent_id)
    except MalformedId:
        raise AgentNotAvailable(field="agent_id") from None
    wish = CallWish(
        contact_id=lead,
        agent_id=agent_id,
        kind=payload.kind,
        purpose=PURPOSES[payload.kind],
        number=payload.number,
        variables={"call_note": payload.note} if payload.note else {},
    )
    return _detail(request, queries.get_call(request.actor, start_call(request.actor, wish)))


@router.post(
    "/agents/{agent_id}/web-calls",
    permission=PLACE,
    operation="agent_web_call",
    response=WebCallOut,
    status=201,
    transaction=False,
)
def call_from_browser(request: TenantRequest, agent_id: str, payload: WebCallIn) -> WebCallOut:
    """Talk with an agent from the browser, where it is deployed. Nobody is dialled: whoever asks is who talks."""
    agent = from_text("agt", agent_id)
    try:
        account = from_text("pac", payload.account_id) if payload.account_id else None
    except MalformedId:
        raise AgentNotAvailable(field="account_id") from None
    opened = open_web_call(request.actor, WebWish(agent, account, payload.language))
    with tenant_scope(request.actor.organization_id):
        return presentation.web_call(request.actor, opened)


@router.get("/calls", permission=READ, operation="call_list", response=CallList)
def list_calls(
    request: TenantRequest,
    filters: Query[CallFilterIn],
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> CallList:
    """Calls, the newest first."""
    matching = queries.filtered(request.actor, _filter(request.actor, filters))
    page = queries.list_calls(matching, cursor=cursor, limit=limit)
    total: int | None = None
    if cursor is None:
        total = len(page.items) if page.next_cursor is None else queries.count_calls(matching)
    return CallList(
        items=presentation.calls(request.actor, page.items), next_cursor=page.next_cursor, total=total
    )


@router.get(
    "/calls/export",
    permission=READ,
    operation="call_export",
    response=list[list[str]],
    media=("text/csv",),
    transaction=False,
)
def export_calls(request: TenantRequest, filters: Query[CallFilterIn]) -> StreamingHttpResponse:
    """All calls that match, as CSV."""
    actor = request.actor
    with tenant_scope(actor.organization_id):
        which = _filter(actor, filters)
        told = filters.model_dump(mode="json", exclude_defaults=True)
        trail.record(actor, action="call_export", subject_kind="call", after=told)
    response = StreamingHttpResponse(export(actor, which), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="calls-{now():%Y-%m-%d}.csv"'
    response["X-Accel-Buffering"] = "no"
    return response


@router.get("/calls/{call_id}", permission=READ, operation="call_read", response=CallOut)
def read(request: TenantRequest, call_id: str) -> CallOut:
    """One call. Its `ETag` goes into `If-Match` when you change it."""
    return _detail(request, queries.get_call(request.actor, from_text("call", call_id)))


@router.get(
    "/calls/{call_id}/transcript", permission=READ, operation="call_transcript", response=CallTranscript
)
def transcript(request: TenantRequest, call_id: str) -> CallTranscript:
    """What was said, as far as the platform has told it."""
    return presentation.transcript(queries.get_call(request.actor, from_text("call", call_id)))


@router.get(
    "/calls/{call_id}/recording",
    permission=READ,
    operation="call_recording",
    response=str,
    media=("audio/mpeg", "audio/wav"),
    transaction=False,
)
def recording(request: TenantRequest, call_id: str) -> HttpResponseBase:
    """The audio of a call, whole or the part that `Range` asks for. Who listened is recorded."""
    with tenant_scope(request.actor.organization_id):
        call = queries.get_call(request.actor, from_text("call", call_id))
        if call.recording_status != RecordingStatus.STORED:
            raise RecordingMissing(status=call.recording_status or "none")
        asked = request.headers.get("Range", "")
        if not asked or asked.startswith("bytes=0-"):
            trail.record(
                request.actor,
                action="call_recording",
                subject_kind="call",
                subject_id=to_text("call", call.id),
            )
    return audio(settings.STORAGE, call.recording_key, call.recording_type, asked)


@router.post("/calls/{call_id}/cancel", permission=PLACE, operation="call_cancel", response=CallOut)
def cancel(request: TenantRequest, call_id: str) -> CallOut:
    """End a call. One that has not been dialled is cancelled at once; for another, the platform is told to hang up."""
    return _detail(request, cancel_call(request.actor, from_text("call", call_id)))


@router.post(
    "/calls/{call_id}/listen",
    permission=PLACE,
    operation="call_listen",
    response=ListeningOut,
    transaction=False,
)
def listen_in(request: TenantRequest, call_id: str) -> ListeningOut:
    """Hear a call under way from the browser, hidden from those who talk, where its platform can."""
    return presentation.listening(listen(request.actor, from_text("call", call_id)))


@router.post(
    "/calls/{call_id}/take-over",
    permission=PLACE,
    operation="call_take_over",
    response=CallOut,
    transaction=False,
)
def go_on(request: TenantRequest, call_id: str, payload: TakeOverIn) -> CallOut:
    """Speak in the agent's place from now on, as who listens already. The agent does not come back."""
    call = take_over(request.actor, from_text("call", call_id), payload.participant)
    with tenant_scope(request.actor.organization_id):
        return presentation.call(request.actor, call)


@router.patch("/calls/{call_id}", permission=PLACE, operation="call_update", response=CallOut)
def update(request: TenantRequest, call_id: str, payload: CallChange) -> CallOut:
    """Write notes and what comes next, or correct what came of the call."""
    call = edit_call(request.actor, from_text("call", call_id), payload, seen=expected_revision(request))
    return _detail(request, call)


@router.post(
    "/leads/{contact_id}/callbacks",
    permission=PLACE,
    operation="lead_callback",
    response=CallbackOut,
    status=201,
)
def schedule(request: TenantRequest, contact_id: str, payload: CallbackIn) -> CallbackOut:
    """Have a lead called at a moment to come. Whether that is allowed is decided then."""
    row = schedule_callback(request.actor, from_text("con", contact_id), payload)
    return presentation.callbacks(request.actor, [row])[0]


@router.get("/callbacks", permission=READ, operation="callback_list", response=CallbackList)
def list_callbacks(
    request: TenantRequest, contact: Annotated[str, Query(max_length=40)] = ""
) -> CallbackList:
    """Calls to be made, the next one first; then those that were made, refused or taken back."""
    rows = queries.list_callbacks(request.actor, from_text("con", contact) if contact else None)
    return CallbackList(items=presentation.callbacks(request.actor, rows))


@router.delete("/callbacks/{callback_id}", permission=PLACE, operation="callback_delete", response=None)
def remove_callback(request: TenantRequest, callback_id: str) -> None:
    """Take a call back before it is made."""
    cancel_callback(request.actor, from_text("cbk", callback_id))
