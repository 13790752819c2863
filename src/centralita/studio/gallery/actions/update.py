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
from centralita.studio.gallery.actions.install import grant
from centralita.studio.gallery.domain.merging import Step, merged, steps
from centralita.studio.gallery.domain.package import Package
from centralita.studio.gallery.models import GalleryCopy, GalleryRelease
from centralita.studio.gallery.queries import copy_of, get_template, newest_release
from centralita.studio.scenarios.public import (
    PackedScenario,
    WrittenScenario,
    add_scenario,
    change_scenario,
    scenarios_of,
    with_tools_renamed,
)
from centralita.studio.tools.public import renamed, with_grants


class VersionMoved(Conflict):
    """There is a newer version than the one that was looked at. Data: `number`."""

    code = "gallery_version_moved"


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer version of what an agent was made of: what it is, and what it would change."""

    copy: GalleryCopy
    release: GalleryRelease
    package: Package
    theirs: dict[str, Any]
    steps: tuple[Step, ...]


def newer(actor: Actor, agent_id: UUID, *, lock: bool = False) -> Newer:
    """What the template's newest version would change. Raises NotFound where there is no newer one."""
    copy = copy_of(actor, agent_id, lock=lock)
    if copy is None:
        raise NotFound(kind="template")
    release = newest_release(get_template(copy.gallery_id))
    if release.number <= copy.number:
        raise NotFound(kind="template")
    package = Package.model_validate(release.content)
    before = Package.model_validate(copy.package)
    theirs = _as_here(copy, before, package)
    draft = lock_draft(actor, agent_id) if lock else draft_blueprint(agent_id)
    if draft is None:
        raise NotFound(kind="agent")
    ours = draft.model_dump(mode="json")
    titles = engine.node_titles(actor.language)
    scenarios = _scenario_steps(
        _scenarios_here(copy, before), _scenarios_here(copy, package), scenarios_of(actor, agent_id)
    )
    return Newer(copy, release, package, theirs, (*steps(copy.base, theirs, ours, titles), *scenarios))


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
    copy, theirs = found.copy, found.theirs
    wanted = {
        step.path[1] for step in found.steps if step.area == "tool" and step.key in take and step.theirs
    }
    here: dict[str, str] = copy.names
    tools = tuple(tool for tool in found.package.tools if here.get(tool.name, tool.name) in wanted)
    granted = {here.get(wished, wished): one for wished, one in grant(actor, tools).items()}
    ours = lock_draft(actor, agent_id).model_dump(mode="json")
    document = with_grants(merged(theirs, ours, found.steps, set(take)), granted)
    change_draft(actor, agent_id, lambda _draft: document)
    copy.names = {
        tool.name: granted[name]["name"] if (name := here.get(tool.name, tool.name)) in granted else name
        for tool in found.package.tools
    }
    _take_scenarios(actor, agent_id, found, set(take))
    copy.base = with_grants(theirs, granted)
    copy.package, copy.number, copy.skipped = found.release.content, number, None
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


def _scenarios_here(copy: GalleryCopy, package: Package) -> list[PackedScenario]:
    """A version's scenarios with the tools as they are called here."""
    return [
        PackedScenario(name=one.name, script=with_tools_renamed(one.script, copy.names))
        for one in package.scenarios
    ]


def _scenario_steps(
    before: list[PackedScenario], after: list[PackedScenario], ours: list[WrittenScenario]
) -> list[Step]:
    old = {one.name: one for one in before}
    here = {one.name: one for one in ours}
    found = []
    for one in after:
        own = here.get(one.name)
        if old.get(one.name) == one or (own is not None and own.script == one.script):
            continue
        was = old.get(one.name)
        found.append(
            Step(
                key=f"scenarios/{one.name}",
                path=("scenarios", one.name),
                area="scenario",
                how="changed" if own is not None else "added",
                name=one.name,
                where="",
                base=_lines(was) if was else None,
                theirs=_lines(one),
                ours=_lines(PackedScenario(name=own.name, script=own.script)) if own else None,
                conflict=own is not None and (was is None or own.script != was.script),
            )
        )
    return found


def _lines(scenario: PackedScenario) -> str:
    return "\n".join(step.told for step in scenario.script.steps)


def _take_scenarios(actor: Actor, agent_id: UUID, found: Newer, take: set[str]) -> None:
    here = {one.name: one for one in scenarios_of(actor, agent_id)}
    for one in _scenarios_here(found.copy, found.package):
        if f"scenarios/{one.name}" not in take:
            continue
        if one.name in here:
            change_scenario(actor, here[one.name].id, name=None, script=one.script, seen=None)
        else:
            add_scenario(actor, agent_id, name=one.name, script=one.script)


def _record(actor: Actor, action: str, copy: GalleryCopy, after: dict[str, object]) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="agent",
        subject_id=to_text("agt", copy.agent_id),
        before={"title": copy.title},
        after=after,
    )
