"""Tools as the API shows them. Nothing secret passes through here."""

from typing import Any, cast

from centralita.engine.values import Value
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.ids import to_text
from centralita.studio.tools.actions.write import opened_secret
from centralita.studio.tools.domain import checks, definition
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import Tool, ToolCall, ToolCase, ToolVersion
from centralita.studio.tools.policy import allowed
from centralita.studio.tools.schemas import (
    TestMode,
    ToolCallOut,
    ToolCaseOut,
    ToolGrant,
    ToolOut,
    ToolProblemOut,
    ToolSent,
    ToolSummary,
    ToolTriedOut,
    ToolVersionOut,
)
from centralita.studio.tools.trying import SHOWN_BODY, Tried
from centralita.studio.tools.way_out import tool_outbound


def summary(actor: Actor, tool: Tool) -> ToolSummary:
    """A tool in a list."""
    request = tool.draft["request"]
    return ToolSummary(
        id=to_text("tool", tool.id),
        name=tool.name,
        label=tool.label,
        description=tool.draft["description"],
        method="MCP" if request["kind"] == "mcp" else request["method"],
        host=origin_of(request["address"]).partition("://")[2],
        sign_in=SignIn(tool.sign_in),
        live_number=tool.live_number,
        has_changes=tool.live_hash is None or bytes(tool.live_hash) != bytes(tool.draft_hash),
        updated_at=tool.updated_at,
        created_at=tool.created_at,
        can=allowed(actor),
    )


def detail(actor: Actor, tool: Tool, live: ToolVersion | None) -> ToolOut:
    """A tool as its page shows it."""
    draft = definition.read(tool.draft)
    return ToolOut(
        **summary(actor, tool).model_dump(),
        definition=draft,
        credentials=tool.sign_in_shown,
        secrets=sorted(opened_secret(tool)),
        secret_origin=tool.secret_origin,
        test_mode=cast("TestMode", tool.test_mode),
        problems=[
            ToolProblemOut(code=one.code, field=one.field, data=one.data)
            for one in checks.problems(draft, tool_outbound().guard)
        ],
        grant=grant(tool, live) if live else None,
        live_at=tool.live_at,
        revision=tool.revision,
    )


def grant(tool: Tool, live: ToolVersion) -> ToolGrant:
    """What an agent's draft keeps of it."""
    content = definition.read(live.content)
    return ToolGrant(
        name=tool.name,
        description=content.description,
        parameters=content.parameters,
        id=to_text("tool", tool.id),
        version=live.number,
        say_first=dict(content.say_first),
        outputs=[output.name for output in content.outputs],
    )


def version(tool: Tool, row: ToolVersion) -> ToolVersionOut:
    """A published version."""
    return ToolVersionOut(
        number=row.number,
        note=row.note,
        author=row.author_name,
        live=row.number == tool.live_number,
        created_at=row.created_at,
        definition=definition.read(row.content),
    )


def tried(one: Tried) -> ToolTriedOut:
    """How a try went."""
    draft = definition.read(one.tool.draft)
    body = (one.sent.content or b"")[: SHOWN_BODY * 4].decode("utf-8", "replace")[:SHOWN_BODY]
    return ToolTriedOut(
        ok=one.outcome.ok,
        status=one.outcome.status,
        ms=one.outcome.ms,
        attempts=one.outcome.attempts,
        error=one.outcome.error or None,
        result=one.outcome.value,
        variables=variables(draft, one.outcome.value),
        answer=one.outcome.text,
        sent=ToolSent(method=one.sent.method, url=one.sent.url, headers=dict(one.sent.headers), body=body),
    )


def variables(draft: ToolDefinition, value: Value) -> dict[str, Any]:
    """The variables that a conversation would have from a result."""
    if not draft.outputs or not isinstance(value, dict):
        return {}
    return {output.name: value.get(output.name) for output in draft.outputs}


def case(row: ToolCase) -> ToolCaseOut:
    """A saved case."""
    return ToolCaseOut(
        id=to_text("tcs", row.id),
        name=row.name,
        arguments=row.arguments,
        mock_status=row.mock_status,
        mock_body=row.mock_body,
    )


def call(actor: Actor, row: ToolCall) -> ToolCallOut:
    """A call; what was said in conversations is for those who may read them."""
    reads = row.conversation_id is None or (
        actor.may(Permission.CONVERSATION_READ) and (row.agent_id is None or actor.reaches(row.agent_id))
    )
    return ToolCallOut(
        id=to_text("tcl", row.id),
        version=row.version,
        source=cast("Any", row.source),
        conversation_id=to_text("cnv", row.conversation_id) if row.conversation_id and reads else None,
        state=cast("Any", row.state),
        arguments=row.arguments if reads else {},
        status=row.status,
        answer=row.answer if reads else "",
        error=row.error or None,
        ms=row.ms,
        mocked=row.mocked,
        at=row.at,
    )
