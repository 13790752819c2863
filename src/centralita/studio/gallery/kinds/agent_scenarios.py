"""The scenarios that a template brings, and what its newer versions change of them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.studio.gallery.domain.merging import How, Step
from centralita.studio.gallery.domain.package import Package
from centralita.studio.scenarios.public import (
    ScenarioScript,
    WrittenScenario,
    add_scenario,
    change_scenario,
    delete_scenario,
    scenarios_of,
    with_tools_renamed,
)

Scripts = Mapping[str, ScenarioScript]


def scripts_here(names: Mapping[str, str], package: Package) -> Scripts:
    """A version's scenarios by name, with the tools as they are called here."""
    return {one.name: with_tools_renamed(one.script, names) for one in package.scenarios}


def scenario_steps(before: Scripts, after: Scripts, written: list[WrittenScenario]) -> list[Step]:
    """What changed and is not so here yet. What somebody changed here is never proposed to go."""
    here = {one.name: one.script for one in written}
    found = []
    for name in dict.fromkeys([*after, *before]):
        base, theirs, ours = before.get(name), after.get(name), here.get(name)
        if theirs in (base, ours) or (theirs is None and ours != base):
            continue
        how: How = "removed" if theirs is None else "added" if ours is None else "changed"
        found.append(
            Step(
                key=f"scenarios/{name}",
                path=("scenarios", name),
                area="scenario",
                how=how,
                name=name,
                where="",
                base=_lines(base),
                theirs=_lines(theirs),
                ours=_lines(ours),
                conflict=ours != base,
            )
        )
    return found


def take_scenarios(actor: Actor, agent_id: UUID, scripts: Scripts, taken: Collection[Step]) -> None:
    """Do what was chosen."""
    here = {one.name: one.id for one in scenarios_of(actor, agent_id)}
    for step in taken:
        if step.area != "scenario":
            continue
        script, known = scripts.get(step.name), here.get(step.name)
        if script is None:
            if known is not None:
                delete_scenario(actor, known)
        elif known is not None:
            change_scenario(actor, known, name=None, script=script, seen=None)
        else:
            add_scenario(actor, agent_id, name=step.name, script=script)


def _lines(script: ScenarioScript | None) -> str | None:
    return "\n".join(step.told for step in script.steps) if script else None
