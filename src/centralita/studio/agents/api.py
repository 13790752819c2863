"""Agents over HTTP: parse, act, present."""

from typing import Annotated, Literal

from ninja import Query

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.agents import presentation, queries
from centralita.studio.agents.actions.create import NewAgent, begin_agent, create_agent, duplicate_agent
from centralita.studio.agents.actions.draft import save_draft
from centralita.studio.agents.actions.publish import publish_agent, roll_back_agent
from centralita.studio.agents.actions.step import delete_agent, take_step
from centralita.studio.agents.actions.try_draft import TICKET_SECONDS, test_ticket
from centralita.studio.agents.actions.update import update_agent
from centralita.studio.agents.domain.diff import diff
from centralita.studio.agents.domain.life import Kind, Purpose, Status, Step
from centralita.studio.agents.domain.naming import with_names
from centralita.studio.agents.domain.starter import starter_blueprint
from centralita.studio.agents.models import Agent
from centralita.studio.agents.schemas import (
    AgentChange,
    AgentIn,
    AgentList,
    AgentOut,
    ChangeOut,
    DiffOut,
    DraftIn,
    DraftOut,
    NodeKindList,
    NodeKindOut,
    PublishDraftIn,
    PublishIn,
    SightList,
    SightOut,
    TagList,
    TestTicketOut,
    VersionDetail,
    VersionList,
    VersionOut,
)
from centralita.studio.templates.public import blueprint_of

router = TenantRouter("agents")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
MOST_SIGHTS = 500
STATE = r"^(draft|live|[1-9][0-9]{0,6})$"


def _agent(request: TenantRequest, agent_id: str) -> Agent:
    return queries.get_agent(request.actor, from_text("agt", agent_id))


def _detail(request: TenantRequest, agent: Agent) -> AgentOut:
    with_etag(request, agent.revision)
    return presentation.detail(request.actor, agent)


@router.get("/agents", permission=Permission.AGENT_READ, operation="agent_list", response=AgentList)
def list_agents(
    request: TenantRequest,
    search: Annotated[str, Query(max_length=120)] = "",
    status: Status | None = None,
    kind: Kind | None = None,
    purpose: Purpose | None = None,
    tag: Annotated[str, Query(max_length=40)] = "",
    sort: Literal["-updated_at", "name", "-created_at"] = "-updated_at",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> AgentList:
    """Agents, the last changed first. Archived ones are listed when asked for by status."""
    which = queries.AgentFilter(
        search=search, status=status or "", kind=kind or "", purpose=purpose or "", tag=tag, sort=sort
    )
    page = queries.list_agents(request.actor, which, cursor=cursor, limit=limit)
    return AgentList(
        items=[presentation.summary(request.actor, agent) for agent in page.items],
        next_cursor=page.next_cursor,
        total=queries.filtered(request.actor, which).count(),
    )


@router.post(
    "/agents", permission=Permission.AGENT_CREATE, operation="agent_create", response=AgentOut, status=201
)
def create(request: TenantRequest, payload: AgentIn) -> AgentOut:
    """Make an agent, from a template or with a simple first flow."""
    new = _new_agent(request.actor, payload)
    if payload.template:
        return _detail(request, begin_agent(request.actor, new, payload.languages))
    return _detail(request, create_agent(request.actor, new))


def _new_agent(actor: Actor, payload: AgentIn) -> NewAgent:
    return NewAgent(
        name=payload.name,
        description=payload.description,
        kind=payload.kind.value,
        purpose=payload.purpose.value,
        tags=payload.tags,
        template=payload.template or "",
        blueprint=blueprint_of(payload.template, payload.languages, payload.name)
        if payload.template
        else starter_blueprint(payload.name, payload.languages),
    )


@router.get("/agents/tags", permission=Permission.AGENT_READ, operation="agent_tags", response=TagList)
def tags(request: TenantRequest) -> TagList:
    """The tags in use."""
    return TagList(items=queries.list_tags(request.actor))


@router.get(
    "/agents/knowledge", permission=Permission.AGENT_READ, operation="agent_sights", response=SightList
)
def sights(request: TenantRequest) -> SightList:
    """Which agent may look into which sources of knowledge."""
    found = queries.list_sights(request.actor, most=MOST_SIGHTS)
    return SightList(
        items=[
            SightOut(agent_id=to_text("agt", one.agent_id), name=one.name, sources=list(one.sources))
            for one in found
        ]
    )


@router.get(
    "/node-kinds", permission=Permission.AGENT_READ, operation="node_kind_list", response=NodeKindList
)
def node_kinds(request: TenantRequest) -> NodeKindList:
    """Every kind of node in the order of the palette, with the schema that its form is made from."""
    schemas = engine.node_schemas()
    return NodeKindList(
        items=[NodeKindOut(**kind, data_schema=schemas[kind["kind"]]) for kind in engine.describe_nodes()]
    )


@router.get("/agents/{agent_id}", permission=Permission.AGENT_READ, operation="agent_read", response=AgentOut)
def read(request: TenantRequest, agent_id: str) -> AgentOut:
    """One agent. Its `ETag` goes into `If-Match` when you change it."""
    return _detail(request, _agent(request, agent_id))


@router.patch(
    "/agents/{agent_id}", permission=Permission.AGENT_UPDATE, operation="agent_update", response=AgentOut
)
def update(request: TenantRequest, agent_id: str, payload: AgentChange) -> AgentOut:
    """Change name, description, tags, kind or purpose."""
    agent = update_agent(request.actor, from_text("agt", agent_id), payload, seen=expected_revision(request))
    return _detail(request, agent)


@router.delete(
    "/agents/{agent_id}", permission=Permission.AGENT_DELETE, operation="agent_delete", response=None
)
def delete(request: TenantRequest, agent_id: str) -> None:
    """Delete a draft or an archived agent with its versions, channels and conversations. Cannot be undone."""
    delete_agent(request.actor, from_text("agt", agent_id))


@router.post(
    "/agents/{agent_id}/duplicate",
    permission=Permission.AGENT_CREATE,
    operation="agent_duplicate",
    response=AgentOut,
    status=201,
)
def duplicate(request: TenantRequest, agent_id: str) -> AgentOut:
    """Make a copy of the draft as a new agent."""
    source = _agent(request, agent_id)
    return _detail(request, duplicate_agent(request.actor, source, f"{source.name[:112]} (2)"))


@router.get(
    "/agents/{agent_id}/draft",
    permission=Permission.AGENT_READ,
    operation="agent_draft_read",
    response=DraftOut,
)
def read_draft(request: TenantRequest, agent_id: str) -> DraftOut:
    """The draft and what the checks say about it."""
    agent = _agent(request, agent_id)
    with_etag(request, agent.draft_revision)
    return presentation.draft(request.actor, agent)


@router.put(
    "/agents/{agent_id}/draft",
    permission=Permission.AGENT_UPDATE,
    operation="agent_draft_save",
    response=DraftOut,
)
def write_draft(request: TenantRequest, agent_id: str, payload: DraftIn) -> DraftOut:
    """Save the draft. With `If-Match`, somebody else's later save is not overwritten (412)."""
    agent = save_draft(
        request.actor, from_text("agt", agent_id), payload.blueprint, seen=expected_revision(request)
    )
    with_etag(request, agent.draft_revision)
    return presentation.draft(request.actor, agent)


@router.post(
    "/agents/{agent_id}/publish",
    permission=Permission.AGENT_PUBLISH,
    operation="agent_publish",
    response=VersionOut,
    status=201,
)
def publish(request: TenantRequest, agent_id: str, payload: PublishDraftIn) -> VersionOut:
    """Make the draft the next version and put it live. Refused while the checks find errors or its rule is not met."""
    version = publish_agent(
        request.actor, from_text("agt", agent_id), note=payload.note, because=payload.because.strip()
    )
    return presentation.version(_agent(request, agent_id), version)


@router.get(
    "/agents/{agent_id}/versions",
    permission=Permission.AGENT_READ,
    operation="agent_version_list",
    response=VersionList,
)
def versions(
    request: TenantRequest, agent_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> VersionList:
    """Published versions, newest first."""
    agent = _agent(request, agent_id)
    page = queries.list_versions(agent, cursor=cursor, limit=limit)
    return VersionList(
        items=[presentation.version(agent, row) for row in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/agents/{agent_id}/versions/{number}",
    permission=Permission.AGENT_READ,
    operation="agent_version_read",
    response=VersionDetail,
)
def version(request: TenantRequest, agent_id: str, number: int) -> VersionDetail:
    """A version with its content."""
    agent = _agent(request, agent_id)
    row = queries.get_version(agent, number)
    shown = presentation.version(agent, row)
    return VersionDetail(**shown.model_dump(), blueprint=dict(queries.blueprint_content(row.blueprint_id)))


@router.post(
    "/agents/{agent_id}/versions/{number}/restore",
    permission=Permission.AGENT_PUBLISH,
    operation="agent_roll_back",
    response=VersionOut,
    status=201,
)
def roll_back(request: TenantRequest, agent_id: str, number: int, payload: PublishIn) -> VersionOut:
    """Publish an old version's content as the next number. The draft stays as it is."""
    row = roll_back_agent(request.actor, from_text("agt", agent_id), number, note=payload.note)
    return presentation.version(_agent(request, agent_id), row)


@router.get(
    "/agents/{agent_id}/diff", permission=Permission.AGENT_READ, operation="agent_diff", response=DiffOut
)
def compare(
    request: TenantRequest,
    agent_id: str,
    base: Annotated[str, Query(pattern=STATE)] = "live",
    target: Annotated[str, Query(pattern=STATE)] = "draft",
) -> DiffOut:
    """What changed between two states: `draft`, `live`, or a version number."""
    agent = _agent(request, agent_id)
    titles = engine.node_titles(request.actor.language)
    before, after = (with_names(queries.state_content(agent, state), titles) for state in (base, target))
    return DiffOut(
        base=base,
        target=target,
        changes=[
            ChangeOut(
                area=change.area,
                how=change.how,
                name=change.name,
                path=change.path,
                kind=change.kind,
                before=change.before,
                after=change.after,
            )
            for change in diff(before, after)
        ],
    )


@router.post(
    "/agents/{agent_id}/test-tickets",
    permission=Permission.AGENT_UPDATE,
    operation="agent_test_ticket_create",
    response=TestTicketOut,
    status=201,
)
def create_test_ticket(request: TenantRequest, agent_id: str) -> TestTicketOut:
    """A ticket that opens a conversation with the draft as it is now, in the chat API."""
    agent = _agent(request, agent_id)
    return TestTicketOut(
        ticket=test_ticket(request.actor, agent),
        expires_in=TICKET_SECONDS,
        problems=presentation.draft(request.actor, agent).problems,
    )


def _declare_step(step: Step, permission: Permission, told: str) -> None:
    verb = "unarchive" if step is Step.RESTORE else step.value

    def view(request: TenantRequest, agent_id: str) -> AgentOut:
        return _detail(request, take_step(request.actor, from_text("agt", agent_id), step))

    view.__doc__ = told
    router.post(
        f"/agents/{{agent_id}}/{verb}",
        permission=permission,
        operation=f"agent_{verb}",
        response=AgentOut,
    )(view)


_declare_step(Step.PAUSE, Permission.AGENT_PUBLISH, "Take no new conversations; running ones go on.")
_declare_step(Step.RESUME, Permission.AGENT_PUBLISH, "Take new conversations again.")
_declare_step(Step.ARCHIVE, Permission.AGENT_DELETE, "Put an agent away. Its history stays.")
_declare_step(
    Step.RESTORE, Permission.AGENT_DELETE, "Bring an archived agent back, paused if it had been published."
)
