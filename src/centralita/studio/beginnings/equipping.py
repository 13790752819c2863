"""Making the tools and scenarios of a template's agent, in the transaction that makes the agent. Inside the scope."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from centralita import engine
from centralita.engine.business import Business
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.organizations.models import Organization
from centralita.kit.clock import now
from centralita.studio.beginnings.scripts import moment, script_of
from centralita.studio.business.public import current_snapshot
from centralita.studio.scenarios.public import add_scenario, with_tools_renamed
from centralita.studio.templates.public import Equipment, equipment_of, sample_hours, tried_of
from centralita.studio.tools.public import PackedCase, PackedTool, ToolDefinition, grant_new, with_grants

_SUCCESS = 200


def equip(
    actor: Actor, key: str, languages: Sequence[str], blueprint: engine.Blueprint
) -> tuple[engine.Blueprint, Callable[[UUID], None]]:
    """The blueprint with its tools made, and what writes its scenarios down once there is the agent.

    A second agent of the line shares the tools of the first. Who may not make tools gets none: calls of them fail.
    """
    wanted = [_new_tool(tool) for tool in equipment_of(key, languages)]
    granted = grant_new(actor, wanted, share=True) if actor.may(Permission.TOOL_MANAGE) else {}
    document = with_grants(blueprint.model_dump(mode="json"), granted)
    names = {wished: str(one["name"]) for wished, one in granted.items()}

    def write(agent_id: UUID) -> None:
        _write(actor, agent_id, key, languages, names)

    return engine.Blueprint.model_validate(document), write


def _new_tool(tool: Equipment) -> PackedTool:
    case = PackedCase(name=tool.example, mock_status=_SUCCESS, mock_body=tool.answer)
    return PackedTool(
        name=tool.name,
        label=tool.label,
        definition=ToolDefinition.model_validate(tool.definition),
        cases=(case,),
    )


def _write(actor: Actor, agent_id: UUID, key: str, languages: Sequence[str], names: dict[str, str]) -> None:
    business = _business(actor, key, languages[0])
    local = now().astimezone(ZoneInfo(business.time_zone))
    monday = (local + timedelta(days=7 - local.weekday())).replace(hour=4, minute=0, second=0, microsecond=0)
    moments: dict[bool, datetime] = {
        opened: moment(business, monday, opened=opened) for opened in (True, False)
    }
    for tried in tried_of(key, languages):
        script = script_of(tried, moments[tried.scenario.at == "open"])
        add_scenario(actor, agent_id, name=tried.scenario.name, script=with_tools_renamed(script, names))


def _business(actor: Actor, key: str, language: str) -> Business:
    """The business with its own hours, or those of the template's sample while it has none."""
    snapshot = current_snapshot(actor.organization_id)
    if snapshot is not None:
        business = snapshot.business()
        if business.hours:
            return business
    zone = Organization.objects.get(id=actor.organization_id).time_zone
    return Business.model_validate({"hours": sample_hours(key, language), "time_zone": zone})
