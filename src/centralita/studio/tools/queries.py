"""Reading tools. Inside the scope."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.agents.domain.search import like_pattern
from centralita.studio.tools.models import Tool, ToolApproval, ToolCall, ToolCase, ToolVersion


def list_tools(search: str, *, cursor: str | None, limit: int) -> Page[Tool]:
    """One page of tools, by label."""
    tools = filtered(search).order_by("name_key", "id")
    if cursor:
        name, last = decode_cursor(cursor, length=2)
        tools = tools.filter(Q(name_key__gt=name) | Q(name_key=name, id__gt=_uuid(last)))
    return paginate(list(tools[: limit + 1]), limit, lambda tool: (tool.name_key, str(tool.id)))


def filtered(search: str) -> QuerySet[Tool]:
    """The tools that match, in no order."""
    tools = Tool.objects.all()
    if search.strip():
        tools = tools.extra(where=["name_key LIKE %s"], params=[like_pattern(search)])
    return tools


def get_tool(tool_id: UUID, *, lock: bool = False) -> Tool:
    """One tool; NotFound when it is another organization's or gone."""
    tools = Tool.objects.select_for_update() if lock else Tool.objects.all()
    tool = tools.filter(id=tool_id).first()
    if tool is None:
        raise NotFound(kind="tool")
    return tool


def list_versions(tool: Tool, *, cursor: str | None, limit: int) -> Page[ToolVersion]:
    """One page of versions, newest first."""
    versions = ToolVersion.objects.filter(tool_id=tool.id).order_by("-number")
    if cursor:
        (number,) = decode_cursor(cursor, length=1)
        versions = versions.filter(number__lt=number if isinstance(number, int) else 0)
    return paginate(list(versions[: limit + 1]), limit, lambda version: (version.number,))


def get_version(tool: Tool, number: int) -> ToolVersion:
    """One version by its number."""
    version = ToolVersion.objects.filter(tool_id=tool.id, number=number).first()
    if version is None:
        raise NotFound(kind="version")
    return version


def list_cases(tool: Tool) -> Sequence[ToolCase]:
    """The saved cases, the oldest first."""
    return list(ToolCase.objects.filter(tool_id=tool.id).order_by("id"))


def list_calls(tool: Tool, *, cursor: str | None, limit: int) -> Page[ToolCall]:
    """One page of calls, newest first."""
    calls = ToolCall.objects.filter(tool_id=tool.id).order_by("-id")
    if cursor:
        calls = calls.filter(id__lt=_uuid(decode_cursor(cursor, length=1)[0]))
    return paginate(list(calls[: limit + 1]), limit, lambda call: (str(call.id),))


def list_approvals(
    actor: Actor, *, waiting: bool, conversation_id: UUID | None, cursor: str | None, limit: int
) -> Page[ToolApproval]:
    """One page of what people were asked for by agents that are the actor's to see, newest first."""
    approvals = ToolApproval.objects.order_by("-id")
    if actor.agent_ids is not None:
        approvals = approvals.filter(agent_id__in=actor.agent_ids)
    if waiting:
        approvals = approvals.filter(state="waiting", expires_at__gt=now())
    if conversation_id is not None:
        approvals = approvals.filter(conversation_id=conversation_id)
    if cursor:
        approvals = approvals.filter(id__lt=_uuid(decode_cursor(cursor, length=1)[0]))
    return paginate(list(approvals[: limit + 1]), limit, lambda one: (str(one.id),))


def get_approval(actor: Actor, approval_id: UUID, *, lock: bool = False) -> ToolApproval:
    """One request of an agent that is the actor's to see."""
    approvals = ToolApproval.objects.select_for_update() if lock else ToolApproval.objects.all()
    approval = approvals.filter(id=approval_id).first()
    if approval is None or not actor.reaches(approval.agent_id):
        raise NotFound(kind="tool_approval")
    return approval


def _uuid(part: str | int | None) -> UUID:
    try:
        return UUID(str(part))
    except ValueError:
        raise MalformedCursor(field="cursor") from None
