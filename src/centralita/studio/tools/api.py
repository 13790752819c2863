"""Tools over HTTP: parse, act, present."""

from typing import Annotated
from uuid import UUID

from django.conf import settings
from ninja import Query

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.identity.plans.catalogue import AdvancedTool, first_plan_with
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.agents.public import agents_with_tool, take_tool
from centralita.studio.tools import presentation, queries
from centralita.studio.tools.actions.cases import CaseDraft, add_case, change_case, remove_case
from centralita.studio.tools.actions.publish import publish_tool, restore_version
from centralita.studio.tools.actions.write import (
    SignInChange,
    ToolChange,
    change_tool,
    create_tool,
    delete_tool,
)
from centralita.studio.tools.built_in import BUILT_IN
from centralita.studio.tools.domain.openapi import read_document
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import Tool, ToolVersion
from centralita.studio.tools.offering import tools_at
from centralita.studio.tools.plans import abilities_of, missing, require
from centralita.studio.tools.plugins import installed
from centralita.studio.tools.schemas import (
    McpServerIn,
    McpServerOut,
    OpenApiIn,
    OpenApiOperation,
    OpenApiOut,
    ToolCallList,
    ToolCaseIn,
    ToolCaseList,
    ToolCaseOut,
    ToolChangeIn,
    ToolGrant,
    ToolGrantList,
    ToolIn,
    ToolList,
    ToolOut,
    ToolPluginList,
    ToolPluginOut,
    ToolPublishIn,
    ToolTriedOut,
    ToolTryIn,
    ToolUse,
    ToolUseList,
    ToolVersionList,
    ToolVersionOut,
    ToolWithout,
)
from centralita.studio.tools.signing import get_sign_in, shared_of
from centralita.studio.tools.trying import try_tool

router = TenantRouter("tools")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]


def _id(tool_id: str) -> UUID:
    return from_text("tool", tool_id)


def _sign_in(kind: SignIn, credentials: dict[str, str], shared_id: str | None) -> SignInChange:
    """By a sign-in that is shared, or by its own."""
    if shared_id:
        return SignInChange(SignIn.NONE, {}, from_text("tsi", shared_id))
    return SignInChange(kind, credentials)


def _detail(request: TenantRequest, tool: Tool) -> ToolOut:
    with_etag(request, tool.revision)
    live = queries.get_version(tool, tool.live_number) if tool.live_number else None
    return presentation.detail(request.actor, tool, live)


@router.get("/tools", permission=Permission.TOOL_READ, operation="tool_list", response=ToolList)
def list_tools(
    request: TenantRequest,
    search: Annotated[str, Query(max_length=120)] = "",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> ToolList:
    """Tools, by label."""
    page = queries.list_tools(search, cursor=cursor, limit=limit)
    shared = shared_of(page.items)
    return ToolList(
        items=[
            presentation.summary(
                request.actor, tool, shared[tool.shared_sign_in_id] if tool.shared_sign_in_id else None
            )
            for tool in page.items
        ],
        next_cursor=page.next_cursor,
        total=queries.filtered(search).count(),
    )


@router.post(
    "/tools", permission=Permission.TOOL_MANAGE, operation="tool_create", response=ToolOut, status=201
)
def create(request: TenantRequest, payload: ToolIn) -> ToolOut:
    """Make a tool. It is a draft until it is published; how it signs in can be set afterwards, too.

    What the plan does not have is refused.
    """
    require(
        request.actor.organization_id,
        abilities_of(payload.definition, SignIn.NONE),
        field="definition.request.kind",
    )
    tool = create_tool(
        request.actor,
        name=payload.name,
        label=payload.label,
        draft=payload.definition,
        taken=frozenset(one.name for one in BUILT_IN),
    )
    if payload.sign_in is not SignIn.NONE or payload.sign_in_id:
        sign_in = _sign_in(payload.sign_in, payload.credentials, payload.sign_in_id)
        tool = change_tool(request.actor, tool.id, ToolChange(sign_in=sign_in), seen=None)
    return _detail(request, tool)


@router.get("/tools/grants", permission=Permission.TOOL_READ, operation="tool_grants", response=ToolGrantList)
def grants(request: TenantRequest) -> ToolGrantList:
    """What agents can be granted: tools that every agent may have, and the newest version of each published one."""
    known = list(queries.filtered("").order_by("name_key", "id"))
    published = [tool for tool in known if tool.live_number]
    versions = {
        (version.tool_id, version.number): version
        for version in ToolVersion.objects.filter(tool_id__in=[tool.id for tool in published])
    }
    own = [ToolGrant(**one.grant()) for one in BUILT_IN]
    made = [
        presentation.grant(tool, versions[tool.id, tool.live_number])
        for tool in published
        if tool.live_number
    ]
    return ToolGrantList(items=[*made, *own], labels={tool.name: tool.label for tool in known})


@router.get(
    "/tools/plugins", permission=Permission.TOOL_READ, operation="tool_plugins", response=ToolPluginList
)
def plugins(request: TenantRequest) -> ToolPluginList:
    """The plug-ins of this installation, those that can be used and why the others cannot; and what the plan lacks."""
    plan, lacking = missing(request.actor.organization_id, frozenset(AdvancedTool))
    return ToolPluginList(
        plan=plan.value,
        without=[ToolWithout(ability=one, needed=first_plan_with(one).value) for one in lacking],
        items=[
            ToolPluginOut(
                name=one.name,
                package=one.package,
                label=one.label,
                description=one.description,
                parameters=dict(one.parameters),
                fault=one.fault,
            )
            for one in installed().values()
        ],
        mail_leaves=bool(settings.ENVIRONMENT.mail_url or settings.ENVIRONMENT.mail_api),
    )


@router.post(
    "/tools/openapi", permission=Permission.TOOL_MANAGE, operation="tool_read_openapi", response=OpenApiOut
)
def read_openapi(request: TenantRequest, payload: OpenApiIn) -> OpenApiOut:
    """What an OpenAPI document offers as tools. Nothing is made yet, and nothing is fetched."""
    witness.nothing_changed()
    document = read_document(payload.document)
    return OpenApiOut(
        title=document.title,
        operations=[
            OpenApiOperation(name=one.name, label=one.label, definition=one.definition, notes=list(one.notes))
            for one in document.operations
        ],
        left_out=document.left_out,
        sign_in=document.sign_in,
        credentials=dict(document.credentials),
    )


@router.post(
    "/tools/mcp",
    permission=Permission.TOOL_MANAGE,
    operation="tool_read_mcp",
    response=McpServerOut,
    transaction=False,
)
def read_mcp(request: TenantRequest, payload: McpServerIn) -> McpServerOut:
    """What an MCP server offers as tools. It is asked; nothing is made or kept yet."""
    witness.nothing_changed()
    with tenant_scope(request.actor.organization_id):
        require(request.actor.organization_id, frozenset({AdvancedTool.MCP}), field="address")
        shared = get_sign_in(from_text("tsi", payload.sign_in_id)) if payload.sign_in_id else None
    found = tools_at(payload.address, payload.sign_in, payload.credentials, shared)
    return McpServerOut(
        operations=[
            OpenApiOperation(name=one.name, label=one.label, definition=one.definition, notes=list(one.notes))
            for one in found
        ]
    )


@router.get("/tools/{tool_id}", permission=Permission.TOOL_READ, operation="tool_read", response=ToolOut)
def read(request: TenantRequest, tool_id: str) -> ToolOut:
    """One tool, without its secrets. Its `ETag` goes into `If-Match` when you change it."""
    return _detail(request, queries.get_tool(_id(tool_id)))


@router.patch(
    "/tools/{tool_id}", permission=Permission.TOOL_MANAGE, operation="tool_update", response=ToolOut
)
def change(request: TenantRequest, tool_id: str, payload: ToolChangeIn) -> ToolOut:
    """Change a tool's draft or how it signs in. Another host needs its secrets typed again."""
    tool_uuid = _id(tool_id)
    sign_in = None
    if payload.sign_in is not None or payload.credentials is not None or payload.sign_in_id:
        sign_in = _sign_in(
            payload.sign_in or SignIn(queries.get_tool(tool_uuid).sign_in),
            payload.credentials or {},
            payload.sign_in_id,
        )
    tool = change_tool(
        request.actor,
        tool_uuid,
        ToolChange(payload.label, payload.definition, sign_in, payload.test_mode),
        seen=expected_revision(request),
    )
    return _detail(request, tool)


@router.delete("/tools/{tool_id}", permission=Permission.TOOL_MANAGE, operation="tool_delete", response=None)
def delete(request: TenantRequest, tool_id: str) -> None:
    """Delete a tool with its versions, cases and the record of its calls. Agents that call it are told it failed."""
    delete_tool(request.actor, _id(tool_id))


@router.post(
    "/tools/{tool_id}/publish",
    permission=Permission.TOOL_MANAGE,
    operation="tool_publish",
    response=ToolVersionOut,
    status=201,
)
def publish(request: TenantRequest, tool_id: str, payload: ToolPublishIn) -> ToolVersionOut:
    """Make the draft the next version. Agents that have an older one keep it until their draft is changed.

    The first one is taken by the drafts that wait for it: those of agents whose template brought the tool.
    """
    tool, version = publish_tool(request.actor, _id(tool_id), note=payload.note)
    if version.number == 1:
        take_tool(request.actor, presentation.grant(tool, version).model_dump(mode="json"))
    return presentation.version(tool, version)


@router.get(
    "/tools/{tool_id}/versions",
    permission=Permission.TOOL_READ,
    operation="tool_version_list",
    response=ToolVersionList,
)
def versions(
    request: TenantRequest, tool_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> ToolVersionList:
    """Published versions, newest first."""
    tool = queries.get_tool(_id(tool_id))
    page = queries.list_versions(tool, cursor=cursor, limit=limit)
    return ToolVersionList(
        items=[presentation.version(tool, row) for row in page.items], next_cursor=page.next_cursor
    )


@router.post(
    "/tools/{tool_id}/versions/{number}/restore",
    permission=Permission.TOOL_MANAGE,
    operation="tool_restore",
    response=ToolOut,
)
def restore(request: TenantRequest, tool_id: str, number: int) -> ToolOut:
    """Make an old version's content the draft again."""
    return _detail(request, restore_version(request.actor, _id(tool_id), number))


@router.post(
    "/tools/{tool_id}/try",
    permission=Permission.TOOL_MANAGE,
    operation="tool_try",
    response=ToolTriedOut,
    transaction=False,
)
def attempt(request: TenantRequest, tool_id: str, payload: ToolTryIn) -> ToolTriedOut:
    """Call the draft for real. What the other side does wrong is told by a code, with status 200."""
    return presentation.tried(try_tool(request.actor, _id(tool_id), payload.arguments, payload.given))


@router.get(
    "/tools/{tool_id}/calls",
    permission=Permission.TOOL_READ,
    operation="tool_call_list",
    response=ToolCallList,
)
def calls(
    request: TenantRequest, tool_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> ToolCallList:
    """Calls of a tool, newest first: by conversations, by tests, and from its bench."""
    page = queries.list_calls(queries.get_tool(_id(tool_id)), cursor=cursor, limit=limit)
    return ToolCallList(
        items=[presentation.call(request.actor, row) for row in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/tools/{tool_id}/agents", permission=Permission.TOOL_READ, operation="tool_uses", response=ToolUseList
)
def uses(request: TenantRequest, tool_id: str) -> ToolUseList:
    """The agents whose drafts were granted the tool."""
    tool = queries.get_tool(_id(tool_id))
    found = agents_with_tool(request.actor, to_text("tool", tool.id))
    return ToolUseList(
        items=[ToolUse(id=to_text("agt", one.agent_id), name=one.name, version=one.version) for one in found]
    )


@router.get(
    "/tools/{tool_id}/cases",
    permission=Permission.TOOL_READ,
    operation="tool_case_list",
    response=ToolCaseList,
)
def cases(request: TenantRequest, tool_id: str) -> ToolCaseList:
    """The saved cases."""
    return ToolCaseList(
        items=[presentation.case(row) for row in queries.list_cases(queries.get_tool(_id(tool_id)))]
    )


@router.post(
    "/tools/{tool_id}/cases",
    permission=Permission.TOOL_MANAGE,
    operation="tool_case_create",
    response=ToolCaseOut,
    status=201,
)
def new_case(request: TenantRequest, tool_id: str, payload: ToolCaseIn) -> ToolCaseOut:
    """Keep a case."""
    return presentation.case(add_case(request.actor, _id(tool_id), CaseDraft(**payload.model_dump())))


@router.put(
    "/tools/{tool_id}/cases/{case_id}",
    permission=Permission.TOOL_MANAGE,
    operation="tool_case_update",
    response=ToolCaseOut,
)
def replace_case(request: TenantRequest, tool_id: str, case_id: str, payload: ToolCaseIn) -> ToolCaseOut:
    """Replace a case."""
    draft = CaseDraft(**payload.model_dump())
    return presentation.case(change_case(request.actor, _id(tool_id), from_text("tcs", case_id), draft))


@router.delete(
    "/tools/{tool_id}/cases/{case_id}",
    permission=Permission.TOOL_MANAGE,
    operation="tool_case_delete",
    response=None,
)
def forget_case(request: TenantRequest, tool_id: str, case_id: str) -> None:
    """Forget a case."""
    remove_case(request.actor, _id(tool_id), from_text("tcs", case_id))
