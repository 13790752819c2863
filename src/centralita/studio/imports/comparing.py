"""What a file of our own says otherwise than an agent: its draft, its tools, its scenarios, and what it is. Inside the scope."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.studio.agents.domain.diff import Area, Change, diff
from centralita.studio.agents.domain.naming import with_names
from centralita.studio.imports.domain.agent_file import AgentFile
from centralita.studio.imports.domain.drawn import Drawn
from centralita.studio.imports.knowing import with_sources_here
from centralita.studio.scenarios.public import paired
from centralita.studio.tools.public import PackedTool, without_secrets


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a file changes in an agent. `only_here`: the scenarios that it says nothing of, which stay."""

    changes: list[Change]
    only_here: list[str]


def compared(actor: Actor, here: AgentFile, there: Drawn) -> Comparison:
    """An agent beside a file."""
    taken = [id(old) for _, old in paired(here.scenarios, there.scenarios) if old is not None]
    return Comparison(
        changes(actor, here, there), [one.name for one in here.scenarios if id(one) not in taken]
    )


def changes(actor: Actor, here: AgentFile, there: Drawn) -> list[Change]:
    """What would change here. Which organization a tool is in is no difference, nor what it never tells."""
    titles = engine.node_titles(actor.language)
    documents = (
        with_names(each.model_dump(mode="json"), titles) for each in (here.blueprint, like_here(here, there))
    )
    about = here.agent.model_dump(mode="json")
    return [
        *_fields("general", "", about, {**about, **there.about}),
        *diff(*documents),
        *_things("tool", _tools(here.tools), _tools(_as_packed(there))),
        *_scenarios(here, there),
    ]


def _scenarios(here: AgentFile, there: Drawn) -> Iterator[Change]:
    for new, old in paired(here.scenarios, there.scenarios):
        script = new.script.model_dump(mode="json")
        if old is None:
            yield Change("scenario", "added", new.name, "", None, script)
        else:
            yield from _fields("scenario", new.name, old.script.model_dump(mode="json"), script)


def like_here(here: AgentFile, there: Drawn) -> engine.Blueprint:
    """A file's blueprint with the tools that are here, where they are the same ones, and the sources of the same names."""
    own = {tool.name: tool for tool in here.blueprint.tools if tool.id}
    known = _tools(here.tools)
    same = {name for name, tool in _tools(_as_packed(there)).items() if known.get(name) == tool}
    blueprint = with_sources_here(there.blueprint)
    return blueprint.model_copy(
        update={
            "tools": tuple(
                tool.model_copy(update={"id": own[tool.name].id, "version": own[tool.name].version})
                if tool.name in same and tool.name in own
                else tool
                for tool in blueprint.tools
            )
        }
    )


def _as_packed(there: Drawn) -> Iterator[PackedTool]:
    for tool in there.tools:
        yield PackedTool(name=tool.name, label=tool.label, definition=tool.definition, cases=tool.cases)


def _tools(tools: Iterable[PackedTool]) -> dict[str, dict[str, Any]]:
    # How a tool signs in belongs to the organization that it is in: a file changes nothing of it.
    bare = (without_secrets(tool).model_copy(update={"sign_in": None}) for tool in tools)
    return {tool.name: tool.model_dump(mode="json") for tool in bare}


def _things(area: Area, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            # A file does not take away what it says nothing of.
            continue
        if name not in before:
            yield Change(area, "added", name, "", None, after[name])
        else:
            yield from _fields(area, name, before[name], after[name])


def _fields(area: Area, name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            yield Change(area, "changed", name, key, before.get(key), after.get(key))
