"""The door to saved templates for other slices. Inside the organization's scope."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from centralita.studio.saved_templates.actions import locked
from centralita.studio.saved_templates.domain.flows import tools_called
from centralita.studio.saved_templates.flows import KeptFlow, keep_flow, kept_flow, kept_titles, rewrite_flow
from centralita.studio.saved_templates.schemas import Holds

__all__ = [
    "Holds",
    "KeptFlow",
    "Saved",
    "keep_flow",
    "kept_flow",
    "kept_titles",
    "rewrite_flow",
    "take_saved",
    "tools_called",
]


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved template with what it would make, and the agent that it was made of while there is one.

    `content` is what its kind keeps: a blueprint, a flow with its variables and tools, a prompt, or a tool with whether
    it signs in. `tools` and `scenarios` are packed; None in what was saved before templates kept them.
    """

    id: UUID
    holds: Holds
    title: str
    kind: str
    purpose: str
    languages: list[str]
    content: dict[str, Any]
    source_agent_id: UUID | None
    tools: list[dict[str, Any]] | None
    scenarios: list[dict[str, Any]] | None


def take_saved(template_id: UUID) -> Saved:
    """A template, which nobody else changes in this transaction. Raises NotFound."""
    row = locked(template_id)
    return Saved(
        row.id,
        cast("Holds", row.holds),
        row.title,
        row.kind,
        row.purpose,
        row.languages,
        row.content,
        row.source_agent_id,
        row.tools,
        row.scenarios,
    )
