"""The scenarios that a template brings, and what its newer versions change of them."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.studio.gallery.domain.following import Followed, followed
from centralita.studio.gallery.domain.merging import Step
from centralita.studio.gallery.domain.package import Package
from centralita.studio.scenarios.public import (
    Named,
    PackedScenario,
    add_scenario,
    change_scenario,
    delete_scenario,
    scenarios_of,
    with_tools_renamed,
)


def bring_scenarios(
    actor: Actor, agent_id: UUID, package: Package, names: Mapping[str, str]
) -> dict[str, str]:
    """Write a template's scenarios down; their ids here by the template's keys."""
    made = {}
    for one in _as_here(package, names):
        row = add_scenario(actor, agent_id, name=one.name, script=one.script)
        if one.key:
            made[one.key] = str(row.id)
    return made


def scenarios_followed(
    actor: Actor,
    agent_id: UUID,
    before: Package,
    after: Package,
    names: Mapping[str, str],
    known: Mapping[str, str],
) -> list[Followed]:
    """Each scenario of both versions with what there is of it here."""
    return followed(
        _as_here(before, names),
        _as_here(after, names),
        scenarios_of(actor, agent_id),
        {key: UUID(identifier) for key, identifier in known.items()},
    )


def scenario_steps(found: Sequence[Followed]) -> list[Step]:
    """What changed and is not so here yet."""
    return [
        Step(
            key=_key(one),
            path=("scenarios", one.key),
            area="scenario",
            how=how,
            name=one.ours.name if one.ours else one.theirs.name if one.theirs else one.key,
            where="",
            base=_lines(one, one.base),
            theirs=_lines(one, one.theirs),
            ours=_lines(one, one.ours),
            conflict=one.is_ours,
        )
        for one in found
        if (how := one.how) is not None
    ]


def take_scenarios(
    actor: Actor, agent_id: UUID, found: Sequence[Followed], taken: Collection[str]
) -> dict[str, str]:
    """Do what was chosen; the ids of the template's scenarios here, by its keys."""
    known: dict[str, str] = {}
    for one in found:
        here = one.ours.id if one.ours else None
        if _key(one) in taken:
            here = _take(actor, agent_id, one)
        if one.theirs is not None and one.theirs.key and here is not None:
            known[one.theirs.key] = str(here)
    return known


def _take(actor: Actor, agent_id: UUID, one: Followed) -> UUID | None:
    if one.theirs is None:
        if one.ours is not None:
            delete_scenario(actor, one.ours.id)
        return None
    if one.ours is None:
        return add_scenario(actor, agent_id, name=one.theirs.name, script=one.theirs.script).id
    change_scenario(actor, one.ours.id, name=one.name_wanted, script=one.script_wanted, seen=None)
    return one.ours.id


def _key(one: Followed) -> str:
    return f"scenarios/{one.key}"


def _as_here(package: Package, names: Mapping[str, str]) -> list[PackedScenario]:
    """A version's scenarios, with the tools as they are called here."""
    return [
        one.model_copy(update={"script": with_tools_renamed(one.script, names)}) for one in package.scenarios
    ]


def _lines(one: Followed, scenario: Named | None) -> str | None:
    """A scenario for reading, under its name where that is what changes."""
    if scenario is None:
        return None
    told = [step.told for step in scenario.script.steps]
    return "\n".join([scenario.name, *told] if one.name_wanted else told)
