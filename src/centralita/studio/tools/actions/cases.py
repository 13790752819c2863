"""Cases that a tool is tried with again and again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from centralita.engine.values import bounded
from centralita.identity.access.actor import Actor
from centralita.kit.errors import Conflict, NotFound
from centralita.studio.tools.actions.write import record
from centralita.studio.tools.models import ToolCase
from centralita.studio.tools.queries import get_tool

MOST_CASES = 50


class TooManyCases(Conflict):
    """Data: `limit`."""

    code = "tool_case_limit"


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """Arguments with a name, and the answer that stands in for the real one; no status, no such answer."""

    name: str
    arguments: dict[str, Any]
    mock_status: int | None
    mock_body: str


def add_case(actor: Actor, tool_id: UUID, draft: CaseDraft) -> ToolCase:
    """A new case."""
    tool = get_tool(tool_id, lock=True)
    if ToolCase.objects.filter(tool_id=tool.id).count() >= MOST_CASES:
        raise TooManyCases(limit=MOST_CASES)
    case = ToolCase(organization_id=actor.organization_id, tool_id=tool.id)
    _fill(case, draft)
    case.save(force_insert=True)
    record(actor, "tool_case_create", tool, after={"case": case.name})
    return case


def change_case(actor: Actor, tool_id: UUID, case_id: UUID, draft: CaseDraft) -> ToolCase:
    """Replace a case."""
    tool = get_tool(tool_id, lock=True)
    case = _case(tool.id, case_id)
    before = case.name
    _fill(case, draft)
    case.save()
    record(actor, "tool_case_update", tool, before={"case": before}, after={"case": case.name})
    return case


def remove_case(actor: Actor, tool_id: UUID, case_id: UUID) -> None:
    """Forget a case."""
    tool = get_tool(tool_id, lock=True)
    case = _case(tool.id, case_id)
    record(actor, "tool_case_delete", tool, before={"case": case.name})
    case.delete()


def _fill(case: ToolCase, draft: CaseDraft) -> None:
    case.name = draft.name
    case.arguments = bounded(draft.arguments)
    case.mock_status = draft.mock_status
    case.mock_body = draft.mock_body if draft.mock_status is not None else ""


def _case(tool_id: UUID, case_id: UUID) -> ToolCase:
    case = ToolCase.objects.filter(tool_id=tool_id, id=case_id).first()
    if case is None:
        raise NotFound(kind="tool_case")
    return case
