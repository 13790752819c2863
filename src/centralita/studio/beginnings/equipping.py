"""Making the tools and scenarios of a template's agent, in the transaction that makes the agent. Inside the scope."""

from collections.abc import Callable, Sequence
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.organizations.models import Organization
from centralita.kit.clock import now
from centralita.studio.beginnings.scripts import script_of
from centralita.studio.business.public import current_snapshot
from centralita.studio.scenarios.public import add_scenario, with_tools_renamed
from centralita.studio.templates.public import Equipment, equipment_of, tried_of
from centralita.studio.tools.public import (
    PackedCase,
    PackedTool,
    Share,
    ToolDefinition,
    grant_new,
    with_grants,
)

_SUCCESS = 200


def equip(
    actor: Actor, key: str, languages: Sequence[str], blueprint: engine.Blueprint
) -> tuple[engine.Blueprint, Callable[[UUID], None]]:
    """The blueprint with its tools made, and what writes its scenarios down once there is the agent.

    A second agent of the line shares the tools of the first. Who may not make tools gets none: calls of them fail.
    """
    wanted = [_new_tool(tool) for tool in equipment_of(key, languages)]
    granted = grant_new(actor, wanted, share=Share.ALIKE) if actor.may(Permission.TOOL_MANAGE) else {}
    document = with_grants(blueprint.model_dump(mode="json"), granted)
    names = {wished: str(one["name"]) for wished, one in granted.items()}

    def write(agent_id: UUID) -> None:
        _write(actor, agent_id, key, languages, names)

    return engine.Blueprint.model_validate(document), write


def _new_tool(tool: Equipment) -> PackedTool:
    return PackedTool(
        name=tool.name,
        label=tool.label,
        definition=ToolDefinition.model_validate(tool.definition),
        cases=tuple(
            PackedCase(name=case.name, arguments=case.arguments, mock_status=_SUCCESS, mock_body=case.answer)
            for case in tool.cases
        ),
    )


def _write(actor: Actor, agent_id: UUID, key: str, languages: Sequence[str], names: dict[str, str]) -> None:
    zone = _zone(actor)
    for tried in tried_of(key, languages):
        script = script_of(tried, now(), zone)
        add_scenario(actor, agent_id, name=tried.scenario.name, script=with_tools_renamed(script, names))


def _zone(actor: Actor) -> str:
    snapshot = current_snapshot(actor.organization_id)
    if snapshot is not None:
        return snapshot.business().time_zone
    return Organization.objects.get(id=actor.organization_id).time_zone
