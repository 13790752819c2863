"""Saved templates over HTTP."""

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, to_text
from centralita.studio.saved_templates.actions import delete_template, make_agent, save_again, save_template
from centralita.studio.saved_templates.models import SavedTemplate
from centralita.studio.saved_templates.schemas import (
    MadeAgentOut,
    SavedTemplateAgentIn,
    SavedTemplateDetail,
    SavedTemplateIn,
    SavedTemplateList,
    SavedTemplateOut,
)

router = TenantRouter("templates")
# What may be done to a template, told with it.
_PERMISSIONS = (Permission.AGENT_CREATE, Permission.AGENT_DELETE)


def _out(actor: Actor, row: SavedTemplate) -> SavedTemplateOut:
    return SavedTemplateOut(
        id=to_text("tpl", row.id),
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
def list_saved(request: TenantRequest) -> SavedTemplateList:
    """The templates that the organization made of its agents, the last saved first."""
    rows = SavedTemplate.objects.defer("content", "tools", "scenarios").order_by("-saved_at", "-id")
    return SavedTemplateList(items=[_out(request.actor, row) for row in rows])


@router.post(
    "/saved-templates",
    permission=Permission.AGENT_CREATE,
    operation="saved_template_create",
    response=SavedTemplateOut,
    status=201,
)
def create(request: TenantRequest, payload: SavedTemplateIn) -> SavedTemplateOut:
    """Keep an agent's draft as a template for everybody in the organization."""
    row = save_template(request.actor, from_text("agt", payload.agent_id), payload)
    return _out(request.actor, row)


@router.get(
    "/saved-templates/{template_id}",
    permission=Permission.TEMPLATE_READ,
    operation="saved_template_read",
    response=SavedTemplateDetail,
)
def read(request: TenantRequest, template_id: str) -> SavedTemplateDetail:
    """A template with the agent that it would make."""
    row = SavedTemplate.objects.filter(id=from_text("tpl", template_id)).first()
    if row is None:
        raise NotFound(kind="template")
    steps = [flow["name"] or flow["id"] for flow in row.content.get("flows", ())]
    return SavedTemplateDetail(**_out(request.actor, row).model_dump(), steps=steps, blueprint=row.content)


@router.put(
    "/saved-templates/{template_id}",
    permission=Permission.AGENT_CREATE,
    operation="saved_template_update",
    response=SavedTemplateOut,
)
def save_next(request: TenantRequest, template_id: str, payload: SavedTemplateIn) -> SavedTemplateOut:
    """Save a template's next version from an agent's draft. Agents made before stay as they are."""
    agent_id = from_text("agt", payload.agent_id)
    row = save_again(request.actor, from_text("tpl", template_id), agent_id, payload)
    return _out(request.actor, row)


@router.delete(
    "/saved-templates/{template_id}",
    permission=Permission.AGENT_DELETE,
    operation="saved_template_delete",
    response=None,
)
def delete(request: TenantRequest, template_id: str) -> None:
    """Forget a template. Agents made from it stay."""
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
