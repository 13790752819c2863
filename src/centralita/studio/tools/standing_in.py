"""What tools answer where nothing may be called for real: ours what they would, the organization's what their cases say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from centralita.engine.business import Business
from centralita.engine.settings import Tool
from centralita.engine.values import Value
from centralita.studio.tools.domain.packed import PackedTool
from centralita.studio.tools.domain.telling import current_time, opening_hours
from centralita.studio.tools.public import granted_versions
from centralita.studio.tools.resolution import Mock, choose_mock, read_mock

# Who is on the line is known of people only.
WHO_CALLS: Final = "look_up_contact"


@dataclass(frozen=True, slots=True)
class StandIn:
    """An answer that stands in for the real one; `error` is the code of what went wrong."""

    ok: bool
    result: Value = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class StandIns:
    """The answers of an agent's tools, by the names that it is granted them by."""

    granted: Mapping[str, PackedTool] = field(default_factory=dict)

    def harmless(
        self, tool: str, arguments: Mapping[str, Value], business: Business, at: float
    ) -> StandIn | None:
        """What is certain without a call: the business's own facts, and that a message was taken or has gone.

        `at` in seconds since 1970. None for what only the tool itself knows.
        """
        moment = datetime.fromtimestamp(at, UTC)
        own = self.granted.get(tool)
        if own is not None:
            return StandIn(True, {"sent": True}) if own.definition.request.kind in ("email", "sms") else None
        match tool:
            case "current_time":
                return StandIn(True, current_time(business, moment))
            case "opening_hours":
                return StandIn(True, opening_hours(business, moment, arguments))
            case "take_message":
                return StandIn(True, {"kept": True})
            case _ if tool == WHO_CALLS:
                return StandIn(True, {"known": False})
            case _:
                return None

    def of_case(self, tool: str, arguments: Mapping[str, Value]) -> StandIn | None:
        """What the tool's saved cases answer, as in the test panel; None where none of them has an answer."""
        own = self.granted.get(tool)
        if own is None:
            return None
        chosen = choose_mock(
            [
                Mock(case.arguments, case.mock_status, case.mock_body)
                for case in own.cases
                if case.mock_status is not None
            ],
            arguments,
        )
        if chosen is None:
            return None
        ok, result, _text, error = read_mock(chosen, own.definition)
        return StandIn(ok, result, error)


def stand_ins(tools: Iterable[Tool]) -> StandIns:
    """What an agent's tools answer. Inside the organization's scope."""
    wanted = [tool for tool in tools if tool.id]
    packed = granted_versions((tool.id, tool.version) for tool in wanted)
    found = {tool.name: packed.get((tool.id, tool.version)) for tool in wanted}
    return StandIns({name: one for name, one in found.items() if one is not None})
