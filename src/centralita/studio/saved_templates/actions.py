"""Keeping agents as templates, and making agents of them."""

from typing import Any
from uuid import UUID

from django.db.models import F

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound
from centralita.kit.ids import to_text
from centralita.studio.agents.public import NewAgent, agent_begin, import_agent
from centralita.studio.saved_templates.models import SavedTemplate
from centralita.studio.saved_templates.schemas import SavedTemplateIn
from centralita.studio.scenarios.public import ScenarioScript, add_scenario, scenarios_of, with_tools_renamed
from centralita.studio.tools.public import (
    PackedTool,
    current_grants,
    grant_new,
    granted_versions,
    with_grants,
)

MOST_TEMPLATES = 200


class TooManyTemplates(Conflict):
    """The organization keeps as many templates as it may; `limit` says how many."""

    code = "too_many_records"


def save_template(actor: Actor, agent_id: UUID, told: SavedTemplateIn) -> SavedTemplate:
    """A new template of an agent's draft. Raises NotFound for an agent that is not the actor's to see."""
    if SavedTemplate.objects.count() >= MOST_TEMPLATES:
        raise TooManyTemplates(limit=MOST_TEMPLATES)
    template = SavedTemplate(organization_id=actor.organization_id)
    _take(actor, template, agent_id, told)
    template.save(force_insert=True)
    _record(actor, "saved_template_create", template, after=_told(template))
    return template


def save_again(actor: Actor, template_id: UUID, agent_id: UUID, told: SavedTemplateIn) -> SavedTemplate:
    """Have a template hold what an agent's draft is now: its next version. Agents made before stay as they are."""
    template = locked(template_id)
    before = _told(template)
    _take(actor, template, agent_id, told)
    template.number += 1
    template.saved_at = now()
    template.save()
    _record(actor, "saved_template_update", template, before, _told(template))
    return template


def delete_template(actor: Actor, template_id: UUID) -> None:
    """Forget a template; the agents made from it stay."""
    template = locked(template_id)
    _record(actor, "saved_template_delete", template, _told(template))
    template.delete()


def make_agent(actor: Actor, template_id: UUID, name: str) -> UUID:
    """A new agent whose draft is the template's. Raises NotFound and PlanLimit."""
    template = locked(template_id)
    document, names = _with_tools(actor, template)
    blueprint = engine.Blueprint.model_validate({**document, "name": name})
    agent_id = import_agent(
        actor,
        NewAgent(
            name=name,
            kind=template.kind,
            purpose=template.purpose,
            blueprint=blueprint,
            description=template.summary,
            template=to_text("tpl", template.id),
        ),
    )
    for one in template.scenarios or ():
        script = ScenarioScript.model_validate(one["script"])
        add_scenario(actor, agent_id, name=one["name"], script=with_tools_renamed(script, names))
    SavedTemplate.objects.filter(id=template.id).update(installs=F("installs") + 1)
    return agent_id


def _with_tools(actor: Actor, template: SavedTemplate) -> tuple[dict[str, Any], dict[str, str]]:
    """The template's blueprint with tools that are there, and what those are called that had to be made again.

    Who may not make tools gets none in place of those that are gone: calls of them fail.
    """
    content: dict[str, Any] = template.content
    granted = [tool for tool in content.get("tools") or () if tool.get("id")]
    here = current_grants(tool["id"] for tool in granted)
    gone = {tool["name"] for tool in granted if tool["id"] not in here}
    packed = [PackedTool.model_validate(one) for one in template.tools or () if one["name"] in gone]
    made = grant_new(actor, packed, share=True) if packed and actor.may(Permission.TOOL_MANAGE) else {}
    # What waited for its first version when the template was saved may have it by now.
    waited = {
        tool["name"]: here[tool["id"]] for tool in granted if tool["id"] in here and not tool["version"]
    }
    lost = {name: {"id": "", "version": 0} for name in gone}
    content = {
        **content,
        "tools": [{**tool, **lost.get(tool["name"], {})} for tool in content.get("tools") or ()],
    }
    names = {wished: str(one["name"]) for wished, one in {**made, **waited}.items()}
    return with_grants(content, {**made, **waited}), names


def locked(template_id: UUID) -> SavedTemplate:
    """A template, held until the transaction ends. Raises NotFound."""
    found = SavedTemplate.objects.select_for_update().filter(id=template_id).first()
    if found is None:
        raise NotFound(kind="template")
    return found


def _take(actor: Actor, template: SavedTemplate, agent_id: UUID, told: SavedTemplateIn) -> None:
    begin = agent_begin(actor, agent_id)
    template.title = told.title
    template.summary = told.summary
    template.kind = begin.kind
    template.purpose = begin.purpose
    template.languages = list(begin.blueprint.languages)
    template.content = begin.blueprint.model_dump(mode="json")
    grants = [(tool.id, tool.version) for tool in begin.blueprint.tools if tool.id]
    known = granted_versions(grants)
    template.tools = [known[key].model_dump(mode="json") for key in grants if key in known]
    template.scenarios = [
        {"name": one.name, "script": one.script.model_dump(mode="json")}
        for one in scenarios_of(actor, agent_id)
    ]
    template.source_agent_id = agent_id
    template.saved_by = actor.user_id
    template.saved_by_name = actor.name


def _told(template: SavedTemplate) -> dict[str, Any]:
    return {"title": template.title, "summary": template.summary, "version": template.number}


def _record(
    actor: Actor,
    action: str,
    template: SavedTemplate,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="template",
        subject_id=to_text("tpl", template.id),
        before=before,
        after=after,
    )
