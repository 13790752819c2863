"""Putting together what a template takes along, without what is its author's own. Inside the author's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.organizations.models import Organization
from centralita.kit.errors import Invalid, NotFound, TooLarge
from centralita.studio.business.public import current_records, known_variables
from centralita.studio.gallery.domain.package import (
    LONGEST_DOCUMENT,
    MAXIMUM_BYTES,
    MOST_QUESTIONS,
    Package,
    as_stored,
    size_of,
)
from centralita.studio.gallery.domain.taking_out import Finding, Own, take_out
from centralita.studio.knowledge.public import sample_document, sample_questions
from centralita.studio.saved_templates.public import Saved
from centralita.studio.scenarios.public import scenarios_of
from centralita.studio.tools.public import granted_versions


class TemplateUnfit(Invalid):
    """The template does not pass the checks. Data: `count`, and `reasons` with each one."""

    code = "template_unfit"


@dataclass(frozen=True, slots=True)
class Packed:
    """A package as it would be published, and what was taken out of it."""

    package: Package
    stored: dict[str, Any]
    findings: tuple[Finding, ...]


def own_of(actor: Actor) -> Own:
    """What is known of the author."""
    organization = Organization.objects.get(id=actor.organization_id)
    records = current_records(actor.organization_id)
    if records is None:
        return Own(names=(organization.name,))
    facts = [
        ("business.name", records.name),
        ("business.phone", records.phone),
        ("business.email", records.email),
        ("business.website", records.website),
        ("business.address", records.address),
    ]
    names = [organization.name, *(person.name for person in records.staff)]
    for place in records.places:
        names += [place.name, place.address, place.phone]
    return Own(
        facts=tuple((variable, value) for variable, value in facts if value.strip()),
        names=tuple(dict.fromkeys(name for name in names if name.strip() and name != records.name)),
        region=records.country or "ES",
    )


def pack(actor: Actor, saved: Saved, *, questions: bool, documents: Sequence[UUID]) -> Packed:
    """What a saved template would take along. Raises TooLarge and TemplateUnfit."""
    blueprint = engine.Blueprint.model_validate(saved.content)
    whole = {
        "kind": saved.kind,
        "purpose": saved.purpose,
        "blueprint": blueprint.model_dump(mode="json"),
        "tools": _tools(blueprint) if saved.tools is None else saved.tools,
        "scenarios": _scenarios(actor, saved),
        "questions": [
            {"question": one.title, "answer": one.text, "language": one.language}
            for one in (sample_questions(most=MOST_QUESTIONS) if questions else ())
            if one.title.strip() and one.text.strip()
        ],
        "documents": [
            {"title": one.title, "text": one.text, "language": one.language}
            for one in (sample_document(each, longest=LONGEST_DOCUMENT) for each in dict.fromkeys(documents))
            if one.text.strip()
        ],
    }
    cleaned, findings = take_out(whole, own_of(actor))
    try:
        package = Package.model_validate(cleaned)
    except ValidationError as error:
        raise _unfit(
            [".".join(str(part) for part in one["loc"])[:200] for one in error.errors(include_url=False)[:20]]
        ) from None
    stored = as_stored(package)
    if size_of(stored) > MAXIMUM_BYTES:
        raise TooLarge(field="template", limit="1.5 MB")
    return Packed(package, stored, findings)


def require_fit(actor: Actor, package: Package) -> None:
    """Raises TemplateUnfit when an agent made of it could not be published."""
    problems = engine.check(package.blueprint, known=known_variables())
    errors = [engine.sentence(one, actor.language) for one in problems if one.severity == "error"]
    if errors:
        raise _unfit(errors[:20])


def _unfit(sentences: list[str]) -> TemplateUnfit:
    reasons = [{"code": "check", "sentence": sentence, "until": None} for sentence in sentences]
    return TemplateUnfit(count=len(sentences), first=sentences[0], reasons=reasons)


def _tools(blueprint: engine.Blueprint) -> list[dict[str, Any]]:
    """The tools of a template that was saved before templates kept them."""
    wanted = [(tool.id, tool.version) for tool in blueprint.tools if tool.id]
    known = granted_versions(wanted)
    return [known[key].model_dump(mode="json") for key in wanted if key in known]


def _scenarios(actor: Actor, saved: Saved) -> list[dict[str, Any]]:
    if saved.scenarios is not None:
        return saved.scenarios
    if saved.source_agent_id is None:
        return []
    try:
        found = scenarios_of(actor, saved.source_agent_id)
    except NotFound:
        return []
    return [{"name": one.name, "script": one.script.model_dump(mode="json")} for one in found]
