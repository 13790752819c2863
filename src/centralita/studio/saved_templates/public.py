"""The door to saved templates for other slices. Inside the organization's scope."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita.studio.saved_templates.actions import locked


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved template with the agent that it would make, and the agent that it was made of while there is one.

    `tools` and `scenarios` are packed; None in what was saved before templates kept them.
    """

    id: UUID
    title: str
    kind: str
    purpose: str
    content: dict[str, Any]
    source_agent_id: UUID | None
    tools: list[dict[str, Any]] | None
    scenarios: list[dict[str, Any]] | None


def take_saved(template_id: UUID) -> Saved:
    """A template of an agent, which nobody else changes in this transaction. Raises NotFound."""
    row = locked(template_id, holds="agent")
    return Saved(
        row.id,
        row.title,
        row.kind,
        row.purpose,
        row.content,
        row.source_agent_id,
        row.tools,
        row.scenarios,
    )
