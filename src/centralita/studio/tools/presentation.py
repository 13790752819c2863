"""Tools as the API shows them. Nothing secret passes through here."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, cast

from centralita.engine.values import Value
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.studio.agents.public import agent_facts
from centralita.studio.tools.approval_schemas import ToolApprovalOut
from centralita.studio.tools.domain import definition
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.models import SharedSignIn, Tool, ToolApproval, ToolCall, ToolCase, ToolVersion
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
from centralita.studio.tools.signing import kind_of, opened_secret, problems_of, sign_in_of
from centralita.studio.tools.trying import SHOWN_BODY, Tried

# Of its time-out, what goes on after it and what is written late because the database was away.
_LONGEST_CALL: Final = timedelta(minutes=10)


def summary(actor: Actor, tool: Tool, shared: SharedSignIn | None) -> ToolSummary:
    """A tool in a list, with the shared sign-in that it uses."""
    request = tool.draft["request"]
    return ToolSummary(
        id=to_text("tool", tool.id),
        name=tool.name,
        label=tool.label,
        description=tool.draft["description"],
        method=request["method"] if request["kind"] == "http" else request["kind"].upper(),
        host=request["remote"]
        if request["kind"] == "plugin"
        else origin_of(request["address"]).partition("://")[2],
        sign_in=kind_of(tool, shared),
        sign_in_id=to_text("tsi", shared.id) if shared else None,
        sign_in_label=shared.label if shared else "",
        live_number=tool.live_number,
        has_changes=tool.live_hash is None or bytes(tool.live_hash) != bytes(tool.draft_hash),
        updated_at=tool.updated_at,
        created_at=tool.created_at,
        can=allowed(actor),
    )


def detail(actor: Actor, tool: Tool, live: ToolVersion | None) -> ToolOut:
    """A tool as its page shows it."""
    draft = definition.read(tool.draft)
    shared = sign_in_of(tool)
    return ToolOut(
        **summary(actor, tool, shared).model_dump(),
        definition=draft,
        credentials=tool.sign_in_shown,
        secrets=sorted(opened_secret(tool)),
        secret_origin=tool.secret_origin,
        test_mode=cast("TestMode", tool.test_mode),
        problems=[
            ToolProblemOut(code=one.code, field=one.field, data=one.data)
            for one in problems_of(tool, draft, shared)
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
        **_said(content),
        outputs=[output.name for output in content.outputs],
    )


def grant_of_draft(tool: Tool) -> ToolGrant:
    """What an agent's draft keeps of a tool that was never published: version 0, which calls nobody."""
    draft = definition.read(tool.draft)
    return ToolGrant(
        name=tool.name,
        description=draft.description,
        parameters=draft.parameters,
        id=to_text("tool", tool.id),
        version=0,
        **_said(draft),
        outputs=[output.name for output in draft.outputs],
    )


def _said(content: definition.ToolDefinition) -> dict[str, Any]:
    """What is said while it runs, as the engine knows it."""
    return {
        "say_first": dict(content.say_first),
        "say_slow": dict(content.say_slow),
        "slow_after": content.slow_after,
        "say_failed": dict(content.say_failed),
    }


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
    # Whoever made it is gone: nobody will write down any more what it came to.
    left = row.state == "running" and now() - row.at > _LONGEST_CALL
    return ToolCallOut(
        id=to_text("tcl", row.id),
        version=row.version,
        source=cast("Any", row.source),
        conversation_id=to_text("cnv", row.conversation_id) if row.conversation_id and reads else None,
        state=cast("Any", "failed" if left else row.state),
        arguments=row.arguments if reads else {},
        status=row.status,
        answer=row.answer if reads else "",
        error="in_doubt" if left else row.error or None,
        ms=row.ms,
        mocked=row.mocked,
        at=row.at,
    )


def approvals(rows: Sequence[ToolApproval]) -> list[ToolApprovalOut]:
    """What people were asked for. One whose time is over is expired, whether or not somebody wrote that down."""
    tools = {tool.id: tool for tool in Tool.objects.filter(id__in=[row.tool_id for row in rows])}
    agents = agent_facts([row.agent_id for row in rows])
    moment = now()
    return [
        ToolApprovalOut(
            id=to_text("tap", row.id),
            tool_id=to_text("tool", row.tool_id),
            name=tools[row.tool_id].name,
            label=tools[row.tool_id].label,
            description=tools[row.tool_id].draft["description"],
            version=row.version,
            conversation_id=to_text("cnv", row.conversation_id),
            agent_id=to_text("agt", row.agent_id),
            agent_name=agents[row.agent_id].name if row.agent_id in agents else "",
            arguments=row.arguments,
            state=cast(
                "Any", "expired" if row.state == "waiting" and row.expires_at <= moment else row.state
            ),
            asked_at=row.asked_at,
            expires_at=row.expires_at,
            decided_at=row.decided_at,
            decided_by=row.decided_name,
            reason=row.reason,
        )
        for row in rows
    ]
