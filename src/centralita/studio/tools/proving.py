"""Testing a shared sign-in: one look at an address of its hosts, between two transactions, never inside one."""

import asyncio
import time
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError, Invalid
from centralita.studio.tools.actions.sign_ins import TestElsewhere, record_sign_in, tools_with
from centralita.studio.tools.calling import NO_KEY, HttpCaller, Key, SignInFailed, code_of
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import SharedSignIn
from centralita.studio.tools.signing import get_sign_in, key_of_shared
from centralita.studio.tools.way_out import tool_outbound

_REFUSED: Final = frozenset({401, 403, 407})
_DIGITS: Final = 1


class SignInNotFilled(Invalid):
    """Nobody has typed the secret yet."""

    code = "tool_sign_in_waiting"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a test went: `accepted`, `refused`, `unclear` (answered, but that says nothing of the sign-in, as where
    everybody is answered so) or `failed`.

    `reason` is a code where it is not accepted; `ms` how long it took.
    """

    verdict: str
    reason: str
    status: int | None
    ms: float


def prove(actor: Actor, identifier: UUID, address: str) -> tuple[Verdict, SharedSignIn]:
    """Ask with it, and remember how it went. `address` is one of its hosts; '' asks where it was asked before.

    Opens its own transactions. Raises TestElsewhere and SignInNotFilled.
    """
    with tenant_scope(actor.organization_id):
        row = get_sign_in(identifier)
        servers = {
            str(tool.draft["request"]["address"])
            for tool in tools_with(row)
            if tool.draft["request"]["kind"] == "mcp"
        }
    if row.waiting:
        raise SignInNotFilled(field="credentials")
    address = address.strip() or row.test_address
    if address and ("{" in address or origin_of(address) not in row.origins):
        raise TestElsewhere(field="address")
    key = key_of_shared(row)
    verdict = _verdict(key, address or _first(row), mcp=address in servers)
    with tenant_scope(actor.organization_id):
        now_there = get_sign_in(identifier, lock=True)
        # What was tested may have been changed meanwhile; then the verdict says nothing about what is there now.
        if now_there.revision == row.revision:
            now_there.verdict, now_there.tested_at, now_there.test_address = verdict.verdict, now(), address
            now_there.save(update_fields=["verdict", "tested_at", "test_address"])
        record_sign_in(
            actor,
            "tool_sign_in_test",
            now_there,
            after={"verdict": verdict.verdict, "reason": verdict.reason},
        )
    return verdict, now_there


def _first(row: SharedSignIn) -> str:
    """Where to look when nobody says where: a token is proof enough by itself."""
    return "" if row.kind == SignIn.OAUTH2 else f"{row.origins[0]}/"


def _verdict(key: Key, address: str, *, mcp: bool) -> Verdict:
    if key.kind is SignIn.BODY_KEY:
        # A body is for what changes something; nobody wants that of a test.
        return Verdict("unclear", "key_in_body", None, 0.0)
    began = time.perf_counter()
    status: int | None = None
    try:
        seen = asyncio.run(_ask(key, address, mcp=mcp))
        status = seen.status
        verdict, reason = _of_status(seen)
    except SignInFailed:
        verdict, reason = "refused", "sign_in_failed"
    except TimeoutError:
        verdict, reason = "failed", "timed_out"
    except AppError as error:
        reason = code_of(error)
        verdict = "refused" if reason in {f"http_{one}" for one in _REFUSED} else "failed"
    return Verdict(verdict, reason, status, round((time.perf_counter() - began) * 1000, _DIGITS))


def _of_status(seen: "_Seen") -> tuple[str, str]:
    if seen.status is not None and seen.status >= 400:
        return ("refused" if seen.status in _REFUSED else "unclear"), f"http_{seen.status}"
    return ("unclear", "open_to_all") if seen.open else ("accepted", "")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was answered to whoever signs in, and whether everybody else is answered, too."""

    status: int | None
    open: bool


async def _ask(key: Key, address: str, *, mcp: bool) -> _Seen:
    outbound = tool_outbound()
    try:
        caller = HttpCaller(outbound)
        if mcp:
            await caller.offered(address, {}, key)
            return _Seen(None, await _is_open(caller, address, mcp=True))
        status = await caller.probe(address, key)
        welcome = bool(address) and status is not None and status < 400
        return _Seen(status, welcome and await _is_open(caller, address, mcp=False))
    finally:
        await outbound.aclose_of_loop()


async def _is_open(caller: HttpCaller, address: str, *, mcp: bool) -> bool:
    """Whether it answers without any sign-in: then its answer says nothing about one."""
    try:
        if mcp:
            await caller.offered(address, {}, NO_KEY)
            return True
        status = await caller.probe(address, NO_KEY)
    except (AppError, TimeoutError):
        return False
    return status is not None and status < 400
