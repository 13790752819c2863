"""The door to tools for other slices of the control plane. Inside the organization's scope."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import from_text
from centralita.studio.tools import presentation
from centralita.studio.tools.actions.publish import publish_tool
from centralita.studio.tools.actions.write import RESERVED_NAMES, create_tool
from centralita.studio.tools.built_in import BUILT_IN
from centralita.studio.tools.domain import checks, definition
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.sms import may_have_gone
from centralita.studio.tools.models import SentMessage, Tool, ToolCall, ToolVersion
from centralita.studio.tools.way_out import tool_outbound

# For how long the limits of messages look back.
_COUNTED_FOR: Final = timedelta(days=1)
_CUT_OFF: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class NewTool:
    """A tool to be made. Its name is a wish: another tool may have it already."""

    name: str
    label: str
    definition: ToolDefinition


class Sent(StrEnum):
    """Whether a call of a tool sent its message, as far as it is known."""

    NO = "no"
    PERHAPS = "perhaps"
    UNDER_WAY = "under_way"


def message_sent(call_id: UUID) -> Sent:
    """What the record of a call says of its message. A call that nobody ends for so long was cut off."""
    call = ToolCall.objects.filter(id=call_id).first()
    if call is None:
        return Sent.NO
    if call.state == "running":
        return Sent.UNDER_WAY if call.at > now() - _CUT_OFF else Sent.PERHAPS
    return Sent.PERHAPS if call.state == "done" or may_have_gone(call.error) else Sent.NO


def forget_sent() -> int:
    """Forget to whom messages went longer ago than limits look back; how many."""
    return SentMessage.objects.filter(at__lte=now() - _COUNTED_FOR).delete()[0]


def grant_new(actor: Actor, wanted: Iterable[NewTool]) -> dict[str, dict[str, Any]]:
    """Make tools; by the wished name, what grants each to an agent. Raises TooManyTools.

    One that the checks find nothing wrong with is published. The others stay drafts: what grants them has no version,
    and a call of them fails until somebody mends and grants them.
    """
    own = frozenset(one.name for one in BUILT_IN)
    taken = {*own, *RESERVED_NAMES, *Tool.objects.values_list("name", flat=True)}
    guard = tool_outbound().guard
    granted: dict[str, dict[str, Any]] = {}
    for wish in wanted:
        name, number = wish.name, 1
        while name in taken:
            number += 1
            name = f"{wish.name[:58]}_{number}"
        taken.add(name)
        tool = create_tool(actor, name=name, label=wish.label, draft=wish.definition, taken=own)
        if checks.problems(wish.definition, guard):
            granted[wish.name] = {
                "name": name,
                "description": wish.definition.description,
                "parameters": wish.definition.parameters,
                "outputs": [output.name for output in wish.definition.outputs],
            }
            continue
        tool, version = publish_tool(actor, tool.id, note="")
        granted[wish.name] = presentation.grant(tool, version).model_dump(mode="json")
    return granted


def granted_versions(grants: Iterable[tuple[str, int]]) -> dict[tuple[str, int], NewTool]:
    """The tools of these ids and versions, as they were published; unknown ones are left out."""
    found: dict[tuple[str, int], NewTool] = {}
    for identifier, number in set(grants):
        row = ToolVersion.objects.filter(tool_id=from_text("tool", identifier), number=number).first()
        tool = Tool.objects.filter(id=row.tool_id).first() if row is not None else None
        if row is not None and tool is not None:
            found[identifier, number] = NewTool(tool.name, tool.label, definition.read(row.content))
    return found


def is_sound(wanted: ToolDefinition) -> bool:
    """Whether the checks find nothing to mend before it could be called."""
    return not checks.problems(wanted, tool_outbound().guard)
