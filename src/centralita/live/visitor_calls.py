"""Calls of visitors: from a page with the widget, where its channel allows them. Each is asked for by a person."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from centralita.kit.errors import AppError, Category, Limited
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.live.channels import Door
from centralita.live.limits import Limiter, Rates
from centralita.live.wire import CallOpenedOut, CallRequest

log = get_logger(__name__)


class VisitorCallsOff(AppError):
    """The channel takes no calls, or its agent has no voice anywhere."""

    code = "visitor_calls_off"
    category = Category.FORBIDDEN


class VisitorCallFailed(AppError):
    """No call now: no line, no money, or a platform that is down. Which of them is nobody's business outside."""

    code = "visitor_call_failed"
    category = Category.UNAVAILABLE


@dataclass(frozen=True, slots=True)
class VisitorWish:
    """Who wants to speak with whom. `language` and `visitor_id` may be ''."""

    organization_id: OrganizationId
    agent_id: UUID
    language: str
    visitor_id: str = ""


class Exchange(Protocol):
    """Whoever opens calls."""

    async def open(self, wish: VisitorWish) -> CallOpenedOut:
        """A call with a line and money set aside. Raises an AppError where there is none to be had."""
        ...


class NoExchange:
    """No calls anywhere."""

    async def open(self, wish: VisitorWish) -> CallOpenedOut:
        """Never."""
        raise VisitorCallsOff


@dataclass(frozen=True, slots=True)
class VisitorCalls:
    """Lets visitors through to the exchange, within limits."""

    exchange: Exchange
    limiter: Limiter
    rates: Rates

    async def open(self, door: Door, address: str, asked: CallRequest) -> CallOpenedOut:
        """A call with the agent of a door. Raises VisitorCallsOff, Limited, VisitorCallFailed."""
        if not door.calls:
            raise VisitorCallsOff
        self.limiter.take("calls_of_address", address, self.rates.calls_of_address)
        if asked.visitor_id:
            visitor = (door.channel_id, asked.visitor_id)
            self.limiter.take("calls_of_visitor", visitor, self.rates.calls_of_visitor)
        self.limiter.take("calls_of_organization", door.organization_id, self.rates.calls_of_organization)
        language = asked.language if asked.language in door.languages else ""
        try:
            wish = VisitorWish(
                door.organization_id, door.agent_id, language, asked.visitor_id.replace("\0", "")
            )
            return await self.exchange.open(wish)
        except Limited:
            raise
        except AppError as error:
            log.warning("visitor_call_failed", channel=str(door.channel_id), reason=error.code)
            raise VisitorCallFailed(retry_after=60) from error
