"""Money of messages, for the live plane: held and booked by the control plane's code, in a thread of its own."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import AppError, Unavailable
from centralita.kit.ids import OrganizationId, to_text
from centralita.kit.logs import get_logger
from centralita.ledger.usage import public as money
from centralita.live.messages import MoneyRefused, Spend
from centralita.studio.tools.domain.sms import CURRENCY, Bill
from centralita.studio.tools.public import Sent, message_sent

MESSAGE: Final = "message"
_KIND: Final = "sms"
# A call of a tool takes half a minute at most: after this whoever made it is gone.
_LASTS: Final = timedelta(minutes=10)
_Made = TypeVar("_Made")
log = get_logger(__name__)


class StoredPurse:
    """The organization's budgets and books."""

    async def hold(self, spend: Spend) -> None:
        """See `Purse`."""
        try:
            had_room = await asyncio.to_thread(_closing, lambda: _hold(spend))
        except DatabaseError as error:
            raise Unavailable(retry_after=1) from error
        if not had_room:
            raise MoneyRefused

    async def book(self, spend: Spend, bill: Bill) -> None:
        """See `Purse`."""
        await _later(spend.call_id, lambda: _book(spend, bill))

    async def free(self, spend: Spend) -> None:
        """See `Purse`."""
        await _later(spend.call_id, lambda: _free(spend))

    async def spent(self, organization_id: UUID, call_id: UUID, *, in_doubt: bool) -> int:
        """See `Purse`."""
        return await _later(call_id, lambda: _spent(organization_id, call_id, in_doubt=in_doubt)) or 0


async def _later(call_id: UUID, act: Callable[[], _Made]) -> _Made | None:
    """Do it now, or leave it to the worker that asks about money which is held for too long."""
    try:
        return await asyncio.to_thread(_closing, act)
    except (DatabaseError, AppError) as error:
        log.warning("message_money_waits", call=str(call_id), error=repr(error))
        return None


def _closing(act: Callable[[], _Made]) -> _Made:
    try:
        return act()
    finally:
        # This thread is the pool's: nobody else would close it.
        connection.close()


def _hold(spend: Spend) -> bool:
    scopes = {money.ScopeKind.AGENT: spend.agent_id}
    if spend.campaign_id is not None:
        scopes[money.ScopeKind.CAMPAIGN] = spend.campaign_id
    with tenant_scope(OrganizationId(spend.organization_id)):
        try:
            money.reserve(
                spend.organization_id,
                source=MESSAGE,
                source_id=spend.call_id,
                amount=spend.most,
                scopes=scopes,
                lasts=_LASTS,
            )
        except money.BudgetExhausted as refused:
            # Not out of the scope with it: that a limit was reached is kept.
            log.info("message_unpaid", call=str(spend.call_id), budget=to_text("bud", refused.budget_id))
            return False
    return True


def _book(spend: Spend, bill: Bill) -> None:
    scopes = {money.ScopeKind.AGENT: spend.agent_id}
    with tenant_scope(OrganizationId(spend.organization_id)):
        money.settle(
            spend.organization_id,
            source=MESSAGE,
            source_id=spend.call_id,
            lines=[money.UsageLine(_KIND, bill.cost, bill.parts)],
            scopes=scopes,
        )


def _free(spend: Spend) -> None:
    with tenant_scope(OrganizationId(spend.organization_id)):
        money.void(spend.organization_id, source=MESSAGE, source_id=spend.call_id)


def _spent(organization_id: UUID, call_id: UUID, *, in_doubt: bool) -> int:
    with tenant_scope(OrganizationId(organization_id)):
        if in_doubt:
            _book_held(organization_id, call_id)
        return money.booked(organization_id, MESSAGE, call_id, CURRENCY).micros


def _book_held(organization_id: UUID, call_id: UUID) -> None:
    """Nobody can say any more whether it went out: it counts as sent, for what was set aside."""
    held = money.held(organization_id, MESSAGE, call_id)
    if held is not None:
        money.settle(
            organization_id, source=MESSAGE, source_id=call_id, lines=[money.UsageLine(_KIND, held, 1)]
        )


def late_message(organization_id: OrganizationId, call_id: UUID) -> money.Word:
    """Money that was held for a message and never booked nor freed: whoever sent it is gone."""
    with tenant_scope(organization_id):
        match message_sent(call_id):
            case Sent.NO:
                return money.Word.FREE
            case Sent.UNDER_WAY:
                return money.Word.KEEP
            case Sent.PERHAPS:
                _book_held(organization_id, call_id)
                return money.Word.KEEP
