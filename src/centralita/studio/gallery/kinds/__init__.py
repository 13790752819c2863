"""What the gallery holds, one file for each kind of thing: how it is packed, made, and follows its newer versions."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.gallery.kinds.agents import AgentKind
from centralita.studio.gallery.kinds.flows import FlowKind
from centralita.studio.gallery.kinds.kind import Kind, Made, Wish
from centralita.studio.gallery.kinds.prompts import PromptKind
from centralita.studio.gallery.kinds.tools import ToolKind
from centralita.studio.saved_templates.public import Holds

__all__ = ["KINDS", "SUBJECTS", "Kind", "Made", "Wish"]

KINDS: Final[Mapping[Holds, Kind[Any]]] = {
    "agent": AgentKind(),
    "flow": FlowKind(),
    "prompt": PromptKind(),
    "tool": ToolKind(),
}
# What the trail calls what was made: a flow is kept as a saved template.
SUBJECTS: Final[Mapping[Holds, str]] = {
    "agent": "agent",
    "flow": "template",
    "prompt": "prompt",
    "tool": "tool",
}
