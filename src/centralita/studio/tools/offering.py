"""What an MCP server offers: it is asked between no transactions at all, and nothing is made."""

import asyncio
from collections.abc import Mapping

from centralita.kit.errors import AppError, Category
from centralita.studio.tools import secrets
from centralita.studio.tools.calling import NO_KEY, HttpCaller, Key, SignInFailed, code_of
from centralita.studio.tools.domain import addresses
from centralita.studio.tools.domain.foreign import Operation
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import SharedSignIn
from centralita.studio.tools.signing import key_of_shared
from centralita.studio.tools.way_out import tool_outbound


class McpUnreadable(AppError):
    """The server did not tell its tools. Data: `reason`, a code."""

    code = "tool_mcp_unreadable"
    category = Category.CONFLICT


def tools_at(
    address: str, sign_in: SignIn, credentials: Mapping[str, str], shared: SharedSignIn | None = None
) -> list[Operation]:
    """The tools of the MCP server at an address, signed in so, or by a shared sign-in.

    Raises OutboundRefused, CredentialsInvalid and McpUnreadable.
    """
    guard = tool_outbound().guard
    guard.check(address, field="address")
    key = NO_KEY
    if shared is not None:
        key = key_of_shared(shared)
        if shared.waiting or addresses.origin_of(address) not in key.origins:
            raise McpUnreadable(field="address", reason="secret_elsewhere")
    elif sign_in is not SignIn.NONE:
        split = secrets.check(sign_in, credentials, guard)
        key = Key(sign_in, {**split.shown, **split.secret}, frozenset({addresses.origin_of(address)}))
    try:
        return asyncio.run(_ask(address, key))
    except SignInFailed:
        raise McpUnreadable(field="address", reason="sign_in_failed") from None
    except TimeoutError:
        raise McpUnreadable(field="address", reason="timed_out") from None
    except AppError as error:
        raise McpUnreadable(field="address", reason=code_of(error)) from None


async def _ask(address: str, key: Key) -> list[Operation]:
    outbound = tool_outbound()
    try:
        return await HttpCaller(outbound).offered(address, {}, key)
    finally:
        await outbound.aclose_of_loop()
