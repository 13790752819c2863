"""What was made of a file: the blueprint, its tools, and what is not taken over. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from centralita import engine
from centralita.studio.imports.domain.losses import Loss
from centralita.studio.scenarios.public import PackedScenario
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.packed import PackedCase, PackedSignIn


@dataclass(frozen=True, slots=True)
class ReadTool:
    """A tool that the file describes, as the organization's tools are. Of its sign-in nothing secret is read."""

    name: str
    label: str
    definition: ToolDefinition
    cases: tuple[PackedCase, ...] = ()
    sign_in: PackedSignIn | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was made of a file. Only our own files tell `scenarios`, and `about` the agent itself."""

    name: str
    language: str
    blueprint: engine.Blueprint
    tools: tuple[ReadTool, ...]
    losses: tuple[Loss, ...]
    secrets: int
    scenarios: tuple[PackedScenario, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


def granted(tool: ReadTool) -> dict[str, Any]:
    """The tool as a blueprint grants it."""
    return {
        "name": tool.name,
        "description": tool.definition.description,
        "parameters": tool.definition.parameters,
        "outputs": [output.name for output in tool.definition.outputs],
        "say_first": tool.definition.say_first,
        "say_slow": tool.definition.say_slow,
        "slow_after": tool.definition.slow_after,
        "say_failed": tool.definition.say_failed,
    }
