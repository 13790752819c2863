"""A sign-in that several tools use: to whom its secret goes, and which tools it fits. Pure but for the guard's rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from centralita.kit.errors import Invalid
from centralita.kit.outbound import Guard
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.sign_in import SignIn

MOST_ORIGINS: Final = 10
# What is asked over an address of its own; the others have nobody to prove anything to, or are installed code.
WITH_ADDRESS: Final = frozenset({"http", "mcp", "sms"})


class HostsWrong(Invalid):
    """The hosts of a shared sign-in: none, too many, or one that is no address. Data: `limit`."""

    code = "tool_sign_in_hosts"


@dataclass(frozen=True, slots=True)
class SharedBy:
    """What a tool's checks know of the shared sign-in that it uses; one that is `waiting` has no secret yet."""

    label: str
    origins: frozenset[str]
    waiting: bool


def origins_of(addresses: Iterable[str], guard: Guard) -> list[str]:
    """The origins of these addresses, in their order, each once. Raises HostsWrong and OutboundRefused."""
    found: list[str] = []
    for index, address in enumerate(addresses):
        origin = origin_of(address.strip())
        if not origin or "{" in origin:
            raise HostsWrong(field=f"origins.{index}", limit=MOST_ORIGINS)
        guard.check(origin, field=f"origins.{index}")
        if origin not in found:
            found.append(origin)
    if not 0 < len(found) <= MOST_ORIGINS:
        raise HostsWrong(field="origins", limit=MOST_ORIGINS)
    return found


def fits(definition: ToolDefinition, kind: SignIn) -> bool:
    """Whether a tool can sign in so: a key in a body needs one, and an SMS service takes user and password."""
    request = definition.request
    if request.kind not in WITH_ADDRESS:
        return False
    if request.kind == "sms":
        return kind is SignIn.BASIC
    return kind is not SignIn.BODY_KEY or (
        request.kind == "http" and request.body != "none" and request.method != "GET"
    )
