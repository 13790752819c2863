"""The test bench: a draft is called between two transactions, never inside one, and the call is recorded."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from centralita.engine.arguments import faults, fitted
from centralita.engine.values import Value, bounded
from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, Invalid
from centralita.studio.tools.actions.publish import ToolHasProblems
from centralita.studio.tools.actions.write import record
from centralita.studio.tools.calling import HttpCaller, Key, Outcome
from centralita.studio.tools.domain import definition
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.given import GIVEN, SAMPLES
from centralita.studio.tools.domain.message import Channel, NotSendable, ToolMessage, recipient, written
from centralita.studio.tools.domain.request import Prepared, prepare
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import Tool, ToolCall
from centralita.studio.tools.plugins import call_plugin
from centralita.studio.tools.queries import get_tool
from centralita.studio.tools.signing import key_of, problems_of, sign_in_of
from centralita.studio.tools.way_out import tool_outbound

SHOWN_BODY = 4_000


class ArgumentsWrong(Invalid):
    """The arguments do not fit the schema. Data: `faults`, a few words each."""

    code = "tool_arguments_wrong"


class SecretElsewhere(Conflict):
    """The secret was typed for another host than the address leads to."""

    code = "tool_secret_elsewhere"


@dataclass(frozen=True, slots=True)
class Tried:
    """What was sent, without what signs it in, and what came of it."""

    sent: Prepared
    outcome: Outcome
    arguments: Mapping[str, Value]
    tool: Tool


def try_tool(
    actor: Actor, tool_id: UUID, given: Mapping[str, object], known: Mapping[str, str] | None = None
) -> Tried:
    """Call the draft with these arguments, for real; of a message only write it. Opens its own transactions.

    `known` stands for what a conversation would tell of itself and its caller; samples stand for the rest. Raises ToolHasProblems, ArgumentsWrong, CannotBeSent.
    """
    with tenant_scope(actor.organization_id):
        tool = get_tool(tool_id)
        draft = definition.read(tool.draft)
        found = problems_of(tool, draft, sign_in_of(tool))
        key = key_of(tool)
    if found:
        raise ToolHasProblems(count=len(found))
    arguments = fitted({name: bounded(value) for name, value in given.items()}, draft.parameters)
    wrong = faults(arguments, draft.parameters)
    if wrong:
        raise ArgumentsWrong(field="arguments", faults="; ".join(wrong))
    told = {**SAMPLES, **{name: text for name, text in (known or {}).items() if name in GIVEN}}
    values: dict[str, Value] = {**arguments, **{name: text or None for name, text in told.items()}}
    began = now()
    match draft.request.kind:
        case "email" | "sms" as channel:
            sent, outcome = _written(draft, channel, values)
        case "plugin":
            sent = Prepared("PLUGIN", draft.request.remote)
            outcome = asyncio.run(_plugin(draft, arguments, told, key))
        case _:
            sent = prepare(draft, values)
            if key.kind is not SignIn.NONE and origin_of(sent.url) not in key.origins:
                raise SecretElsewhere(field="credentials")
            outcome = asyncio.run(_call(draft, values, key))
    with tenant_scope(actor.organization_id):
        tool = get_tool(tool_id)
        ToolCall.objects.create(
            organization_id=actor.organization_id,
            tool_id=tool.id,
            source="bench",
            arguments=arguments,
            state="done" if outcome.ok else "failed",
            status=outcome.status,
            answer=outcome.text,
            result=outcome.value,
            error=outcome.error,
            ms=outcome.ms,
            at=began,
            ended_at=now(),
        )
        record(actor, "tool_try", tool, after={"ok": outcome.ok, "error": outcome.error or None})
    return Tried(sent, outcome, arguments, tool)


def _written(
    draft: definition.ToolDefinition, channel: Channel, values: Mapping[str, Value]
) -> tuple[Prepared, Outcome]:
    """The message as it would be sent: nobody is written to from the bench."""
    message = draft.request.message or ToolMessage()
    try:
        text = written(message, channel, values)
        to = recipient(message, channel, values, "") if message.to != "contact" else ""
    except NotSendable as error:
        return Prepared(channel.upper(), ""), Outcome(ok=False, error=str(error.data["reason"]))
    shown = f"{text.subject}\n\n{text.text}".strip()
    return Prepared(channel.upper(), to, content=shown.encode()), Outcome(
        ok=True, value={"sent": True}, text=shown
    )


async def _plugin(
    draft: definition.ToolDefinition, arguments: Mapping[str, Value], told: Mapping[str, str], key: Key
) -> Outcome:
    outbound = tool_outbound()
    try:
        return await call_plugin(outbound, draft, arguments, told, key, "test")
    finally:
        await outbound.aclose_of_loop()


async def _call(draft: definition.ToolDefinition, values: Mapping[str, Value], key: Key) -> Outcome:
    outbound = tool_outbound()
    try:
        return await HttpCaller(outbound).call(draft, values, key)
    finally:
        await outbound.aclose_of_loop()
