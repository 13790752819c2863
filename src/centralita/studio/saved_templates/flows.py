"""Flows that come from elsewhere and are kept among the organization's templates. Inside the organization's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.studio.saved_templates.actions import locked, record, require_room, snapshot
from centralita.studio.saved_templates.models import SavedTemplate


@dataclass(frozen=True, slots=True)
class KeptFlow:
    """A flow as it is kept: `content` with its variables and what grants its tools, `tools` those packed."""

    kind: str
    purpose: str
    languages: list[str]
    content: dict[str, Any]
    tools: list[dict[str, Any]]


def kept_flow(template_id: UUID, *, lock: bool = False) -> KeptFlow:
    """A template of a flow. Raises NotFound."""
    row = locked(template_id, holds="flow") if lock else SavedTemplate.objects.filter(id=template_id).first()
    if row is None or row.holds != "flow":
        raise NotFound(kind="template")
    return KeptFlow(row.kind, row.purpose, row.languages, row.content, row.tools or [])


def kept_titles(template_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What these templates are called; unknown ones are left out."""
    return dict(SavedTemplate.objects.filter(id__in=list(template_ids)).values_list("id", "title"))


def keep_flow(actor: Actor, kept: KeptFlow, *, title: str, summary: str) -> UUID:
    """A new template of a flow. Raises TooManyTemplates."""
    require_room()
    template = SavedTemplate(
        organization_id=actor.organization_id,
        holds="flow",
        title=title,
        summary=summary,
        saved_by=actor.user_id,
        saved_by_name=actor.name,
    )
    _put(template, kept)
    template.save(force_insert=True)
    record(actor, "saved_template_create", template, after=snapshot(template))
    return template.id


def rewrite_flow(actor: Actor, template_id: UUID, kept: KeptFlow) -> None:
    """Have a template of a flow hold this: its next version. Raises NotFound."""
    template = locked(template_id, holds="flow")
    before = snapshot(template)
    _put(template, kept)
    template.number += 1
    template.saved_at = now()
    template.save()
    record(actor, "saved_template_update", template, before, snapshot(template))


def _put(template: SavedTemplate, kept: KeptFlow) -> None:
    template.kind, template.purpose, template.languages = kept.kind, kept.purpose, kept.languages
    template.content, template.tools, template.scenarios = kept.content, kept.tools, []
