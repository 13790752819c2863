"""Keeping agents as templates, and making agents of them."""

from typing import Any
from uuid import UUID

from django.db.models import F

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound
from centralita.kit.ids import to_text
from centralita.studio.agents.public import NewAgent, agent_begin, import_agent
from centralita.studio.saved_templates.models import SavedTemplate
from centralita.studio.saved_templates.schemas import SavedTemplateIn

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
    blueprint = engine.Blueprint.model_validate({**template.content, "name": name})
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
    SavedTemplate.objects.filter(id=template.id).update(installs=F("installs") + 1)
    return agent_id


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
