"""Keeping agents, flows, prompts and tools as templates."""

from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound
from centralita.kit.ids import from_text, to_text
from centralita.studio.agents.public import agent_begin
from centralita.studio.prompts.public import prompt_draft
from centralita.studio.saved_templates.domain.flows import taken_out, without_talk
from centralita.studio.saved_templates.domain.recognizing import recognized
from centralita.studio.saved_templates.models import SavedTemplate
from centralita.studio.saved_templates.schemas import Holds, SavedTemplateIn
from centralita.studio.scenarios.public import scenarios_of
from centralita.studio.tools.public import granted_versions, tool_draft, without_secrets

MOST_TEMPLATES = 200


class TooManyTemplates(Conflict):
    """The organization keeps as many templates as it may; `limit` says how many."""

    code = "too_many_records"


def save_template(actor: Actor, told: SavedTemplateIn) -> SavedTemplate:
    """A new template of a draft. Raises NotFound for what is not the actor's to see."""
    require_room()
    template = SavedTemplate(organization_id=actor.organization_id)
    _take(actor, template, told)
    template.save(force_insert=True)
    record(actor, "saved_template_create", template, after=snapshot(template))
    return template


def require_room() -> None:
    """Raises TooManyTemplates."""
    if SavedTemplate.objects.count() >= MOST_TEMPLATES:
        raise TooManyTemplates(limit=MOST_TEMPLATES)


def save_again(actor: Actor, template_id: UUID, told: SavedTemplateIn) -> SavedTemplate:
    """Have a template hold what a draft is now: its next version. What was made of it before stays as it is."""
    template = locked(template_id, holds=told.holds)
    before = snapshot(template)
    _take(actor, template, told)
    template.number += 1
    template.saved_at = now()
    template.save()
    record(actor, "saved_template_update", template, before, snapshot(template))
    return template


def delete_template(actor: Actor, template_id: UUID) -> None:
    """Forget a template; what was made of it stays."""
    template = locked(template_id)
    record(actor, "saved_template_delete", template, snapshot(template))
    template.delete()


def locked(template_id: UUID, *, holds: Holds | None = None) -> SavedTemplate:
    """A template, held until the transaction ends. Raises NotFound, also where it holds something else."""
    found = SavedTemplate.objects.select_for_update().filter(id=template_id).first()
    if found is None or holds not in (None, found.holds):
        raise NotFound(kind="template")
    return found


def _take(actor: Actor, template: SavedTemplate, told: SavedTemplateIn) -> None:
    template.holds, template.title, template.summary = told.holds, told.title, told.summary
    template.saved_by = actor.user_id
    template.saved_by_name = actor.name
    match told.holds:
        case "prompt":
            prompt = prompt_draft(from_text("prm", told.prompt_id))
            template.content = prompt.model_dump(mode="json")
            template.languages = [prompt.content.language]
        case "tool":
            tool, signs_in = tool_draft(from_text("tool", told.tool_id))
            template.content = {"tool": tool.model_dump(mode="json"), "signs_in": signs_in}
            template.languages = []
        case _:
            _take_of_agent(actor, template, from_text("agt", told.agent_id), told.flow_id)


def _take_of_agent(actor: Actor, template: SavedTemplate, agent_id: UUID, flow_id: str) -> None:
    begin = agent_begin(actor, agent_id)
    whole = begin.blueprint.model_dump(mode="json")
    content = taken_out(whole, flow_id) if flow_id else whole
    if content is None:
        raise NotFound(kind="flow")
    if flow_id and template.content:
        content = recognized(template.content, content)
    template.kind, template.purpose = begin.kind, begin.purpose
    template.languages = list(begin.blueprint.languages)
    template.content = content = without_talk(content)
    template.source_agent_id = agent_id
    grants = [(str(tool["id"]), int(tool["version"])) for tool in content["tools"] if tool["id"]]
    known = granted_versions(grants)
    template.tools = [without_secrets(known[key]).model_dump(mode="json") for key in grants if key in known]
    template.scenarios = (
        [] if flow_id else [one.packed.model_dump(mode="json") for one in scenarios_of(actor, agent_id)]
    )


def snapshot(template: SavedTemplate) -> dict[str, Any]:
    """What the trail keeps of a template."""
    return {
        "holds": template.holds,
        "title": template.title,
        "summary": template.summary,
        "version": template.number,
    }


def record(
    actor: Actor,
    action: str,
    template: SavedTemplate,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Tell the trail."""
    trail.record(
        actor,
        action=action,
        subject_kind="template",
        subject_id=to_text("tpl", template.id),
        before=before,
        after=after,
    )
