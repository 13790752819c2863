"""Tools that a platform's own model calls: Retell asks us, signed, in the middle of a call, and we use the tool as in any
conversation: with its approval, its limits, its record and its money.

What such a call's tools do is kept in a conversation of its own. It has no turns: nobody but the platform holds the
talk, and its words are added when they are told after the end.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote
from uuid import UUID

import asyncpg
import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from centralita import engine
from centralita.engine.arguments import faults, fitted
from centralita.engine.data import pick
from centralita.engine.nodes.tool_call import ToolCallData
from centralita.engine.settings import Tool
from centralita.engine.values import Value, bounded
from centralita.kit.clock import Clock, system_clock
from centralita.kit.errors import AppError, NotFound, Unauthenticated, Unavailable
from centralita.kit.ids import (
    BlueprintId,
    ConversationId,
    MalformedId,
    OrganizationId,
    from_text,
    to_text,
)
from centralita.kit.logs import get_logger
from centralita.live import journal
from centralita.live.blueprints import Blueprints, Edition
from centralita.live.broker import Broker
from centralita.live.conversation import VOICE
from centralita.live.database import LOST, Connection, Pool, tenant
from centralita.live.http import MalformedBody, Render, guarded, read_bytes
from centralita.live.intake import LARGEST_CALL, Intake, Sender
from centralita.live.journal import Birth, Change
from centralita.live.ports import ToolAnswer
from centralita.live.tool_use import ToolUse, Use, fact_of, keep_fact
from centralita.live.transcript import load
from centralita.operations.calls.errors import CallOver
from centralita.providers.voice.calls import conversation_id_of
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.retell.asking import FunctionAsked, read_asked
from centralita.providers.voice.signatures import verified
from centralita.studio.deployments.compile.functions import fixed_arguments, is_name_of, told_result

# In one call; no talk needs as many.
MOST_USES: Final = 60
# How long a call may still be unknown to us after it has begun, and how long another process's use is waited for.
_KNOWN_WITHIN: Final = 5.0
_DONE_WITHIN: Final = 150.0
_LOOK_EVERY: Final = 0.25
# Retell cuts what its model reads at 15,000 characters.
_LONGEST_RESULT: Final = 12_000
_AGENT: Final = (
    "SELECT d.id, d.agent_id, d.live_version_id, v.blueprint_id,"
    " (SELECT snapshot_id FROM business_profile p WHERE p.organization_id = d.organization_id LIMIT 1) AS facts_id"
    " FROM deployment d JOIN organization o ON o.id = d.organization_id"
    " JOIN agent_version v ON v.organization_id = d.organization_id AND v.agent_id = d.agent_id AND v.id = $4"
    " WHERE d.organization_id = $1 AND d.account_id = $2 AND d.provider_agent_id = $3 AND d.mode <> 'brain'"
    " AND d.goal = 'live' AND o.suspended_at IS NULL"
)
_CALL: Final = (
    "SELECT id, version_id, conversation_id, ended_at IS NOT NULL AS over FROM call"
    " WHERE organization_id = $1 AND account_id = $2 AND deployment_id = $3 AND erased_at IS NULL"
    " AND (platform_call_id = $4 OR (platform_call_id = '' AND id = $5)) FOR UPDATE"
)
_JOIN: Final = "UPDATE call SET conversation_id = $3 WHERE organization_id = $1 AND id = $2"
_STATE: Final = "UPDATE conversation SET state = $3, cost_micros = cost_micros + $4 WHERE organization_id = $1 AND id = $2"
_USES: Final = "SELECT count(*) FROM tool_call WHERE organization_id = $1 AND conversation_id = $2"
_RECORDED: Final = (
    "SELECT true FROM tool_call WHERE organization_id = $1 AND conversation_id = $2 AND effect_id = $3"
    " AND state <> 'running'"
)
_encode: Final = msgspec.json.encode
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Behind:
    """The deployed agent that asks, in the version whose function it calls."""

    organization_id: OrganizationId
    account_id: UUID
    deployment_id: UUID
    agent_id: UUID
    version_id: UUID
    live_version_id: UUID | None
    edition: Edition
    blueprint: engine.Blueprint


@dataclass(frozen=True, slots=True)
class _Claim:
    """The use is ours to do, or `taken` by somebody else who is at it; `again`: it was done before."""

    call_id: UUID
    conversation_id: ConversationId
    taken: bool
    again: bool
    uses: int


class Functions:
    """Answers Retell when its model calls a function."""

    def __init__(
        self,
        pool: Pool,
        intake: Intake,
        blueprints: Blueprints,
        use: ToolUse,
        broker: Broker,
        clock: Clock = system_clock,
    ) -> None:
        self._pool = pool
        self._intake = intake
        self._blueprints = blueprints
        self._use = use
        self._broker = broker
        self._clock = clock
        self._under_way: dict[tuple[UUID, str], asyncio.Task[bytes]] = {}

    def routes(self, render: Render) -> list[Route]:
        """The one route."""
        path = "/hooks/voice/v1/{hook}/tools/{version}/{tool}"
        return [Route(path, guarded(self.asked, render), methods=["POST"])]

    async def stop(self) -> None:
        """What is under way is let finish by whoever waits for it; nobody does any more."""
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def asked(self, request: Request) -> Response:
        """What the tool gave. Unsigned requests are refused alike; what goes wrong with the tool itself is an answer.

        Raises Unauthenticated, NotFound for what does not belong together, and CallOver.
        """
        sender = await self._intake.sender(request.path_params["hook"])
        raw = await read_bytes(request, LARGEST_CALL)
        if sender.platform is not VoicePlatform.RETELL or not verified(
            sender.platform, raw, request.headers, sender.secrets, self._clock.now()
        ):
            raise Unauthenticated
        asked = read_asked(raw)
        if asked is None:
            raise MalformedBody(reason="no call of a function")
        behind = await self._behind(sender, asked, request.path_params["version"])
        tool = behind.blueprint.program.tools.get(unquote(request.path_params["tool"]))
        if tool is None or not is_name_of(asked.name, tool.name):
            raise NotFound(kind="tool")
        arguments = _arguments(behind.blueprint, tool, asked, request.query_params.get("step", ""))
        body = await self._once(behind, tool, asked, arguments)
        return Response(body, media_type="application/json")

    async def _behind(self, sender: Sender, asked: FunctionAsked, version: str) -> _Behind:
        try:
            version_id = from_text("agv", version)
        except MalformedId:
            raise NotFound(kind="agent_version") from None
        async with tenant(self._pool, sender.organization_id) as connection:
            row = await connection.fetchrow(
                _AGENT, sender.organization_id, sender.account_id, asked.agent_id, version_id
            )
            if row is None:
                raise NotFound(kind="deployment")
            edition = Edition(BlueprintId(row["blueprint_id"]), row["facts_id"], model_connected=False)
            blueprint = await self._blueprints.get(connection, edition)
        return _Behind(
            sender.organization_id,
            sender.account_id,
            row["id"],
            row["agent_id"],
            version_id,
            row["live_version_id"],
            edition,
            blueprint,
        )

    async def _once(
        self, behind: _Behind, tool: Tool, asked: FunctionAsked, arguments: dict[str, Value]
    ) -> bytes:
        """The answer to a wish, however often it is sent: it is done to its end even when nobody waits any more."""
        key = (behind.deployment_id, f"{asked.call_id} {asked.key}")
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self._done(behind, tool, asked, arguments))
            self._under_way[key] = task
            task.add_done_callback(lambda _task: self._under_way.pop(key, None))
        return await asyncio.shield(task)

    async def _done(
        self, behind: _Behind, tool: Tool, asked: FunctionAsked, arguments: dict[str, Value]
    ) -> bytes:
        wish = engine.CallTool(id=f"f_{asked.key}", tool=tool.name, arguments=arguments)
        claim = await self._claimed(behind, asked, wish)
        began = time.perf_counter()
        wrong = faults(arguments, tool.parameters)
        if wrong or claim.uses >= MOST_USES:
            result = ToolAnswer(ok=False, error="arguments_wrong" if wrong else "too_many_calls")
        else:
            result = await self._used(behind, claim.conversation_id, wish)
        took_ms = (time.perf_counter() - began) * 1000 - result.waited_ms
        await self._finish(behind, claim, wish, result, took_ms)
        return _told(tool, result, wrong, behind.blueprint.main_language)

    async def _used(
        self, behind: _Behind, conversation_id: ConversationId, wish: engine.CallTool
    ) -> ToolAnswer:
        use = Use(
            behind.organization_id,
            conversation_id,
            behind.agent_id,
            wish.id,
            wish.tool,
            wish.arguments,
            False,
            behind.blueprint.main_language,
            VOICE,
        )
        try:
            return await self._use.answer(behind.blueprint, use, _nothing)
        except (AppError, asyncpg.PostgresError, *LOST) as error:
            # What had gone out by then is recorded as it comes back; the model is told of no success.
            log.warning("function_failed", conversation=str(conversation_id), error=repr(error))
            return ToolAnswer(ok=False, error="failed")

    async def _claimed(self, behind: _Behind, asked: FunctionAsked, wish: engine.CallTool) -> _Claim:
        """The use, claimed in the call's conversation; who else is at it is waited for."""
        claim = await self._soon(lambda: self._claim(behind, asked, wish), _KNOWN_WITHIN, _is_known)
        if claim is None:
            raise NotFound(kind="call")
        if claim.taken:
            # Whoever did not come to an end by then is a process that is gone: what it recorded tells the rest.
            freed = await self._soon(lambda: self._claim(behind, asked, wish), _DONE_WITHIN, _is_free)
            claim = freed or claim
        return claim

    async def _soon(
        self, look: Callable[[], Any], seconds: float, good: Callable[[_Claim | None], bool]
    ) -> _Claim | None:
        until = time.monotonic() + seconds
        while True:
            found: _Claim | None = await look()
            if good(found) or time.monotonic() > until:
                return found
            await asyncio.sleep(_LOOK_EVERY)

    async def _claim(self, behind: _Behind, asked: FunctionAsked, wish: engine.CallTool) -> _Claim | None:
        """None where the call is not known yet. Raises NotFound for another version's, and CallOver."""
        house = behind.organization_id
        async with tenant(self._pool, house) as connection:
            call = await connection.fetchrow(
                _CALL, house, behind.account_id, behind.deployment_id, asked.call_id[:120], asked.our_call
            )
            if call is None:
                return None
            if behind.version_id not in {call["version_id"], behind.live_version_id}:
                raise NotFound(kind="agent_version")
            if call["over"]:
                raise CallOver
            conversation_id = await self._conversation(connection, behind, asked, call)
            kept = await load(connection, house, conversation_id)
            again = await connection.fetchval(_RECORDED, house, conversation_id, wish.id)
            uses = 0 if again else await connection.fetchval(_USES, house, conversation_id)
            taken = any(ask.id == wish.id for ask in kept.state.pending)
            if not taken:
                state = msgspec.structs.replace(kept.state, pending=(*kept.state.pending, wish))
                await connection.execute(_STATE, house, conversation_id, engine.encode_state(state), 0)
        return _Claim(call["id"], conversation_id, taken, bool(again), uses)

    async def _conversation(
        self, connection: Connection, behind: _Behind, asked: FunctionAsked, call: asyncpg.Record
    ) -> ConversationId:
        """Where the call's tools are kept, begun with the first of them. To everybody it is over: nobody here can speak
        in it.
        """
        if call["conversation_id"] is not None:
            return ConversationId(call["conversation_id"])
        identifier = ConversationId(conversation_id_of(behind.account_id, asked.call_id))
        state = engine.State(
            seed=identifier.hex, channel="voice", language=behind.blueprint.main_language, status="ended"
        )
        birth = Birth(
            organization_id=behind.organization_id,
            id=identifier,
            agent_id=behind.agent_id,
            version_id=behind.version_id,
            edition=behind.edition,
            channel_id=None,
            channel=VOICE,
            test=False,
            visitor_id="",
            page_url="",
        )
        await journal.write(
            connection,
            behind.organization_id,
            identifier,
            Change(state, 0, 0, 0, 0, self._clock.now()),
            birth,
        )
        await connection.execute(_JOIN, behind.organization_id, call["id"], identifier)
        return identifier

    async def _finish(
        self, behind: _Behind, claim: _Claim, wish: engine.CallTool, result: ToolAnswer, took_ms: float
    ) -> None:
        """Let go of the claim and record what came of it, however often the database is away meanwhile."""
        house, conversation_id = behind.organization_id, claim.conversation_id
        fact = None if claim.again else fact_of(wish.tool, result, took_ms)
        while True:
            try:
                async with tenant(self._pool, house) as connection:
                    kept = await load(connection, house, conversation_id)
                    pending = tuple(ask for ask in kept.state.pending if ask.id != wish.id)
                    state = engine.encode_state(msgspec.structs.replace(kept.state, pending=pending))
                    cost = 0 if claim.again else result.cost_micros
                    await connection.execute(_STATE, house, conversation_id, state, cost)
                    if fact is not None:
                        await keep_fact(connection, house, conversation_id, fact)
            except NotFound:
                return
            except (Unavailable, *LOST) as error:
                log.warning("function_record_waits", conversation=str(conversation_id), error=repr(error))
                await asyncio.sleep(1)
            else:
                break
        self._broker.tell(house, "call.changed", {"id": to_text("call", claim.call_id)})


def _arguments(blueprint: engine.Blueprint, tool: Tool, asked: FunctionAsked, step: str) -> dict[str, Value]:
    """What the model gives, and over it what the step gives whatever is said."""
    given: dict[str, Any] = {name: bounded(value) for name, value in asked.arguments.items()}
    flow_id, _, node_id = step.partition(".")
    for flow in blueprint.flows if step else ():
        for node in flow.nodes:
            if (flow.id, node.id) == (flow_id, node_id) and isinstance(node.data, ToolCallData):
                given |= fixed_arguments(node.data)
    return fitted({name: value for name, value in given.items() if value not in ("", None)}, tool.parameters)


def _told(tool: Tool, result: ToolAnswer, wrong: tuple[str, ...], language: str) -> bytes:
    """What Retell's model reads: always an answer, so that it is not asked for again."""
    if not result.ok:
        words = pick(tool.say_failed, language, language)
        said = {"say": words} if words else {}
        why = {"why": wrong} if wrong else {}
        return _encode({"ok": False, "error": result.error or "failed", **why, **said})
    value = told_result(bounded(result.value), tool)
    whole = _encode(value)
    if len(whole) > _LONGEST_RESULT:
        return _encode({"ok": True, "result": whole[:_LONGEST_RESULT].decode(errors="ignore"), "cut": True})
    return _encode({"ok": True, "result": value})


def _is_known(claim: _Claim | None) -> bool:
    return claim is not None


def _is_free(claim: _Claim | None) -> bool:
    return claim is None or not claim.taken


async def _nothing() -> None:
    """Nobody here can tell the caller that a person is waited for: the platform speaks."""
