"""Saved templates over HTTP."""

from typing import Any, cast

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, to_text
from centralita.studio.agents.public import draft_revision
from centralita.studio.saved_templates.actions import delete_template, save_again, save_template
from centralita.studio.saved_templates.models import SavedTemplate
from centralita.studio.saved_templates.schemas import (
    Holds,
    MadeAgentOut,
    MadeFlowOut,
    MadePromptOut,
    MadeToolOut,
    SavedFlowIn,
    SavedNameIn,
    SavedTemplateAgentIn,
    SavedTemplateDetail,
    SavedTemplateIn,
    SavedTemplateList,
    SavedTemplateOut,
)
from centralita.studio.saved_templates.using import make_agent, make_prompt_of, make_tool_of, put_flow

router = TenantRouter("templates")
# What may be done to a template, told with it.
_PERMISSIONS = (
    Permission.AGENT_CREATE,
    Permission.AGENT_DELETE,
    Permission.AGENT_UPDATE,
    Permission.PROMPT_MANAGE,
    Permission.TOOL_MANAGE,
)


def _out(actor: Actor, row: SavedTemplate) -> SavedTemplateOut:
    return SavedTemplateOut(
        id=to_text("tpl", row.id),
        holds=cast("Holds", row.holds),
        title=row.title,
        summary=row.summary,
        kind=row.kind,
        purpose=row.purpose,
        languages=row.languages,
        version=row.number,
        installs=row.installs,
        author=row.saved_by_name,
        saved_at=row.saved_at,
        can=[permission.value for permission in _PERMISSIONS if actor.may(permission)],
    )


@router.get(
    "/saved-templates",
    permission=Permission.TEMPLATE_READ,
    operation="saved_template_list",
    response=SavedTemplateList,
)
def list_saved(request: TenantRequest, holds: Holds | None = None) -> SavedTemplateList:
    """The templates that the organization made of its own, the last saved first; with `holds` only of such things."""
    rows = SavedTemplate.objects.defer("content", "tools", "scenarios").order_by("-saved_at", "-id")
    if holds is not None:
        rows = rows.filter(holds=holds)
    return SavedTemplateList(items=[_out(request.actor, row) for row in rows])


@router.post(
    "/saved-templates",
    permission=Permission.AGENT_CREATE,
    operation="saved_template_create",
    response=SavedTemplateOut,
    status=201,
)
def create(request: TenantRequest, payload: SavedTemplateIn) -> SavedTemplateOut:
    """Keep the draft of an agent, a flow, a prompt or a tool as a template for everybody in the organization."""
    row = save_template(request.actor, payload)
    return _out(request.actor, row)


@router.get(
    "/saved-templates/{template_id}",
    permission=Permission.TEMPLATE_READ,
    operation="saved_template_read",
    response=SavedTemplateDetail,
)
def read(request: TenantRequest, template_id: str) -> SavedTemplateDetail:
    """A template with what it would make."""
    row = SavedTemplate.objects.filter(id=from_text("tpl", template_id)).first()
    if row is None:
        raise NotFound(kind="template")
    return SavedTemplateDetail.model_validate({**_out(request.actor, row).model_dump(), **_inside(row)})


def _inside(row: SavedTemplate) -> dict[str, Any]:
    """What a template says of what it holds."""
    content: dict[str, Any] = row.content
    told: dict[str, Any] = {"steps": [], "blueprint": {}, "text": "", "address": "", "signs_in": False}
    match row.holds:
        case "agent":
            told["blueprint"] = content
            told["steps"] = [flow["name"] or flow["id"] for flow in content.get("flows", ())]
        case "flow":
            told["steps"] = [node["name"] or node["id"] for node in content["flow"]["nodes"]]
        case "prompt":
            told["text"] = content["content"]["text"]
        case "tool":
            definition = content["tool"]["definition"]
            told["text"], told["signs_in"] = definition["description"], content["signs_in"]
            told["address"] = definition["request"]["address"]
            told["steps"] = list(definition["parameters"].get("properties", {}))
        case _:
            pass
    return told


@router.put(
    "/saved-templates/{template_id}",
    permission=Permission.AGENT_CREATE,
    operation="saved_template_update",
    response=SavedTemplateOut,
)
def save_next(request: TenantRequest, template_id: str, payload: SavedTemplateIn) -> SavedTemplateOut:
    """Save a template's next version from a draft of the same kind. What was made before stays as it is."""
    row = save_again(request.actor, from_text("tpl", template_id), payload)
    return _out(request.actor, row)


@router.delete(
    "/saved-templates/{template_id}",
    permission=Permission.AGENT_DELETE,
    operation="saved_template_delete",
    response=None,
)
def delete(request: TenantRequest, template_id: str) -> None:
    """Forget a template. What was made of it stays."""
    delete_template(request.actor, from_text("tpl", template_id))


@router.post(
    "/saved-templates/{template_id}/agents",
    permission=Permission.AGENT_CREATE,
    operation="saved_template_make_agent",
    response=MadeAgentOut,
    status=201,
)
def make(request: TenantRequest, template_id: str, payload: SavedTemplateAgentIn) -> MadeAgentOut:
    """Make an agent from a template."""
    agent_id = make_agent(request.actor, from_text("tpl", template_id), payload.name)
    return MadeAgentOut(id=to_text("agt", agent_id))


@router.post(
    "/saved-templates/{template_id}/flows",
    permission=Permission.AGENT_UPDATE,
    operation="saved_template_put_flow",
    response=MadeFlowOut,
    status=201,
)
def put_into_agent(request: TenantRequest, template_id: str, payload: SavedFlowIn) -> MadeFlowOut:
    """Put a flow into an agent's draft beside its own, with the variables and tools that it names."""
    agent_id = from_text("agt", payload.agent_id)
    flow_id = put_flow(request.actor, from_text("tpl", template_id), agent_id)
    return MadeFlowOut(agent_id=payload.agent_id, flow_id=flow_id, revision=draft_revision(agent_id))


@router.post(
    "/saved-templates/{template_id}/prompts",
    permission=Permission.PROMPT_MANAGE,
    operation="saved_template_make_prompt",
    response=MadePromptOut,
    status=201,
)
def make_a_prompt(request: TenantRequest, template_id: str, payload: SavedNameIn) -> MadePromptOut:
    """Make a prompt from a template: a draft."""
    made = make_prompt_of(request.actor, from_text("tpl", template_id), payload.title)
    return MadePromptOut(id=to_text("prm", made))


@router.post(
    "/saved-templates/{template_id}/tools",
    permission=Permission.TOOL_MANAGE,
    operation="saved_template_make_tool",
    response=MadeToolOut,
    status=201,
)
def make_a_tool(request: TenantRequest, template_id: str, payload: SavedNameIn) -> MadeToolOut:
    """Make a tool from a template: a draft that signs in nowhere until that is filled in."""
    made, signs_in = make_tool_of(request.actor, from_text("tpl", template_id), payload.title)
    return MadeToolOut(id=made, signs_in=signs_in)
