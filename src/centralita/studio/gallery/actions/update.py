"""Taking a template's newer version into an agent that was made of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Invalid, NotFound
from centralita.kit.ids import to_text
from centralita.studio.agents.public import change_draft, draft_blueprint, lock_draft
from centralita.studio.gallery.actions.samples import hold, kept_by, sample_steps, take_samples
from centralita.studio.gallery.actions.scenarios import scenario_steps, scripts_here, take_scenarios
from centralita.studio.gallery.actions.tools import grant
from centralita.studio.gallery.domain.merging import Step, merged, steps
from centralita.studio.gallery.domain.package import Package
from centralita.studio.gallery.models import GalleryCopy, GalleryRelease
from centralita.studio.gallery.queries import copy_of, get_template, newest_release
from centralita.studio.scenarios.public import scenarios_of
from centralita.studio.tools.public import renamed, with_grants


class VersionMoved(Conflict):
    """There is a newer version than the one that was looked at. Data: `number`."""

    code = "gallery_version_moved"


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer version of what an agent was made of: what it is, and what it would change."""

    copy: GalleryCopy
    release: GalleryRelease
    before: Package
    package: Package
    theirs: dict[str, Any]
    steps: tuple[Step, ...]


def newer(actor: Actor, agent_id: UUID, *, lock: bool = False) -> Newer:
    """What the template's newest version would change. Raises NotFound where there is no newer one."""
    copy = copy_of(actor, agent_id, lock=lock)
    if copy is None:
        raise NotFound(kind="template")
    release = newest_release(get_template(copy.gallery_id))
    if lock:
        hold(copy.gallery_id)
    if release.number <= copy.number:
        raise NotFound(kind="template")
    package = Package.model_validate(release.content)
    before = Package.model_validate(copy.package)
    theirs = _as_here(copy, before, package)
    draft = lock_draft(actor, agent_id) if lock else draft_blueprint(agent_id)
    if draft is None:
        raise NotFound(kind="agent")
    ours = draft.model_dump(mode="json")
    found = (
        *steps(copy.base, theirs, ours, engine.node_titles(actor.language)),
        *scenario_steps(
            scripts_here(copy.names, before), scripts_here(copy.names, package), scenarios_of(actor, agent_id)
        ),
        *sample_steps(actor, before, package),
    )
    return Newer(copy, release, before, package, theirs, found)


def update(actor: Actor, agent_id: UUID, *, number: int, take: Collection[str]) -> GalleryCopy:
    """Take the chosen steps into the draft; what was not chosen is not asked again.

    Raises VersionMoved when there is a newer version by now, and Invalid for a step that there is not.
    """
    found = newer(actor, agent_id, lock=True)
    if found.release.number != number:
        raise VersionMoved(number=found.release.number)
    known = {step.key for step in found.steps}
    if not set(take) <= known:
        raise Invalid(field="take")
    taken = [step for step in found.steps if step.key in take]
    copy, theirs = found.copy, found.theirs
    wanted = {step.path[1] for step in taken if step.area == "tool" and step.theirs}
    here: dict[str, str] = copy.names
    tools = tuple(tool for tool in found.package.tools if here.get(tool.name, tool.name) in wanted)
    granted = {here.get(wished, wished): one for wished, one in grant(actor, copy.gallery_id, tools).items()}
    ours = lock_draft(actor, agent_id).model_dump(mode="json")
    drawn = [step for step in taken if step.area not in {"scenario", "question", "document"}]
    document = with_grants(merged(theirs, ours, drawn, set(take)), granted)
    change_draft(actor, agent_id, lambda _draft: document)
    copy.names = {
        tool.name: granted[name]["name"] if (name := here.get(tool.name, tool.name)) in granted else name
        for tool in found.package.tools
    }
    take_scenarios(actor, agent_id, scripts_here(copy.names, found.package), taken)
    take_samples(actor, found.before, found.package, taken)
    copy.base = with_grants(theirs, granted)
    copy.package = kept_by(actor, found.release.content, copy.package)
    copy.number, copy.skipped = number, None
    copy.updated_at = now()
    copy.save()
    _record(actor, "gallery_update", copy, {"version": number, "taken": len(set(take)), "of": len(known)})
    return copy


def skip(actor: Actor, agent_id: UUID, number: int) -> GalleryCopy:
    """Do not speak of this version again."""
    copy = copy_of(actor, agent_id, lock=True)
    if copy is None:
        raise NotFound(kind="template")
    copy.skipped = number
    copy.save(update_fields=["skipped"])
    _record(actor, "gallery_skip", copy, {"version": number})
    return copy


def _as_here(copy: GalleryCopy, before: Package, package: Package) -> dict[str, Any]:
    """The newer version with the tools as they are called here; those that did not change are the ones that are here."""
    document = renamed(package.blueprint.model_dump(mode="json"), copy.names)
    same = {tool.name for tool in package.tools if any(map(tool.is_like, before.tools))}
    kept = {copy.names.get(name, name) for name in same}
    here = {tool["name"]: tool for tool in copy.base.get("tools") or ()}
    document["tools"] = [
        here[tool["name"]] if tool["name"] in kept and tool["name"] in here else tool
        for tool in document["tools"]
    ]
    return document


def _record(actor: Actor, action: str, copy: GalleryCopy, after: dict[str, object]) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="agent",
        subject_id=to_text("agt", copy.agent_id),
        before={"title": copy.title},
        after=after,
    )
