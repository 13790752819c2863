"""E-mails and SMS that tools send: to whom they may go, how many, and by what way.

What a model says decides neither the address nor how often: the contact's own address is looked up by who is on the
line, and every message counts before it goes out. Money for it is held before, and booked after, as the service tells.
"""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final, Protocol
from uuid import UUID

from centralita.engine.values import Value
from centralita.kit.encryption import Cipher, Undecryptable
from centralita.kit.ids import new_id
from centralita.kit.money import Money
from centralita.live.database import Connection, Pool, tenant
from centralita.live.ports import ToolWish
from centralita.operations.compliance.domain.hashes import key_context, number_hash
from centralita.studio.tools import resolution
from centralita.studio.tools.calling import HttpCaller, Key, Outcome
from centralita.studio.tools.domain.message import (
    Channel,
    NotSendable,
    ToolMessage,
    Written,
    recipient,
    written,
)
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.domain.sms import (
    CURRENCY,
    Bill,
    bill_of,
    may_have_gone,
    part_price,
    parts_of,
    sms_definition,
)
from centralita.studio.tools.resolution import Granted

IN_A_CONVERSATION: Final = 5
TO_ONE_A_DAY: Final = 10
A_DAY: Final[dict[Channel, int]] = {"email": 500, "sms": 200}
_KEY: Final = "SELECT number_key FROM contact_rule_set WHERE organization_id = $1"
_BARRED: Final = "SELECT EXISTS (SELECT 1 FROM suppression WHERE organization_id = $1 AND number_hash = $2 AND lifted_at IS NULL)"


class MailFailed(Exception):
    """The mail service did not take it."""


class Mailer(Protocol):
    """The installation's mail."""

    async def send(self, *, to: str, reply_to: str, subject: str, text: str, language: str) -> None:
        """Hand it over. Raises MailFailed."""
        ...


class NoMail:
    """No mail at all."""

    async def send(self, *, to: str, reply_to: str, subject: str, text: str, language: str) -> None:
        """Always fails."""
        raise MailFailed


class MoneyRefused(Exception):
    """A limit of spending leaves no room for it."""


@dataclass(frozen=True, slots=True)
class Spend:
    """A message that costs: the call of the tool that sends it, for whom, and the most that is expected."""

    organization_id: UUID
    call_id: UUID
    agent_id: UUID
    campaign_id: UUID | None
    most: Money


class Purse(Protocol):
    """The organization's money. Only `hold` raises; what cannot be written later is swept up by the worker."""

    async def hold(self, spend: Spend) -> None:
        """Set the money aside. Raises MoneyRefused, and Unavailable when the database is away."""
        ...

    async def book(self, spend: Spend, bill: Bill) -> None:
        """It cost this."""
        ...

    async def free(self, spend: Spend) -> None:
        """Nothing was sent."""
        ...

    async def spent(self, organization_id: UUID, call_id: UUID, *, in_doubt: bool) -> int:
        """What is booked for a call, in millionths of a USD; `in_doubt` books first what is still held."""
        ...


class NoPurse:
    """Nothing is limited and nothing is booked."""

    async def hold(self, spend: Spend) -> None:
        """Always possible."""

    async def book(self, spend: Spend, bill: Bill) -> None:
        """Nothing to do."""

    async def free(self, spend: Spend) -> None:
        """Nothing to do."""

    async def spent(self, organization_id: UUID, call_id: UUID, *, in_doubt: bool) -> int:
        """Nothing."""
        return 0


class Messages:
    """Sends what tools of kind `email` and `sms` are there for."""

    def __init__(self, pool: Pool, cipher: Cipher, mailer: Mailer, caller: HttpCaller, purse: Purse) -> None:
        self._pool = pool
        self._cipher = cipher
        self._mailer = mailer
        self._caller = caller
        self._purse = purse

    async def send(
        self,
        wish: ToolWish,
        granted: Granted,
        channel: Channel,
        key: Key,
        values: dict[str, Value],
        once: str,
        call_id: UUID,
    ) -> Outcome:
        """Send it; whatever stands in the way is an outcome."""
        message = granted.definition.request.message or ToolMessage()
        if channel == "sms" and key.kind is not SignIn.BASIC:
            return Outcome(ok=False, error="sms_account_missing")
        try:
            text = written(message, channel, values)
            async with tenant(self._pool, wish.organization_id) as connection:
                to, campaign_id = await self._recipient(connection, wish, channel, message)
            spend = None
            if channel == "sms":
                most = bill_of(None, parts_of(text.text), part_price(message)).cost
                spend = Spend(wish.organization_id, call_id, wish.agent_id, campaign_id, most)
            async with self._held(spend), tenant(self._pool, wish.organization_id) as connection:
                await self._count(connection, wish, channel, to)
        except NotSendable as error:
            return Outcome(ok=False, error=str(error.data["reason"]))
        except MoneyRefused:
            return Outcome(ok=False, error="budget_exhausted")
        except Undecryptable:
            # With a key that is lost nobody knows who wants no more messages.
            return Outcome(ok=False, error="recipient_unknown")
        if spend is None:
            return await self._mail(wish, message, to, text)
        outcome = await self._sms(granted, message, to, text, key, once)
        return await self._charged(spend, message, text, outcome)

    async def spent(self, wish: ToolWish, granted: Granted, call_id: UUID, *, in_doubt: bool = False) -> int:
        """What a call that another process began cost, in millionths of a USD. One `in_doubt` may have sent it."""
        if granted.definition.request.kind != "sms":
            return 0
        return await self._purse.spent(wish.organization_id, call_id, in_doubt=in_doubt)

    @contextlib.asynccontextmanager
    async def _held(self, spend: Spend | None) -> AsyncIterator[None]:
        """Hold the money, and let go of it when something stands in the way before the message goes out."""
        if spend is None or not spend.most.micros:
            yield
            return
        await self._purse.hold(spend)
        try:
            yield
        except BaseException:
            await self._purse.free(spend)
            raise

    async def _charged(self, spend: Spend, message: ToolMessage, text: Written, outcome: Outcome) -> Outcome:
        """Book what it cost. What may have gone out counts as sent: the service charges it, if it did."""
        value: Value = {"sent": True} if outcome.ok else outcome.value
        if not outcome.ok and not may_have_gone(outcome.error):
            if spend.most.micros:
                await self._purse.free(spend)
            return replace(outcome, value=value)
        bill = bill_of(outcome.value if outcome.ok else None, parts_of(text.text), part_price(message))
        if spend.most.micros or bill.cost.micros:
            await self._purse.book(spend, bill)
        cost_micros = bill.cost.micros if bill.cost.currency == CURRENCY else 0
        return replace(outcome, value=value, cost_micros=cost_micros)

    async def _recipient(
        self, connection: Connection, wish: ToolWish, channel: Channel, message: ToolMessage
    ) -> tuple[str, UUID | None]:
        """Where it goes, and for which campaign."""
        row = await connection.fetchrow(resolution.CONTACT, wish.organization_id, wish.conversation_id)
        known = ""
        if row is not None and channel == "email":
            known = next(iter(row["emails"] or ()), "")
        elif row is not None:
            known = row["number"] or next(iter(row["phones"] or ()), "")
        to = recipient(message, channel, wish.arguments, known)
        if channel == "sms":
            if message.to == "contact" and row is not None and row["do_not_call"]:
                raise NotSendable(reason="opted_out")
            await self._barred(connection, wish.organization_id, to)
        return to, None if row is None else row["campaign_id"]

    async def _barred(self, connection: Connection, organization_id: UUID, number: str) -> None:
        """Whoever wants no more calls gets no message either."""
        sealed = await connection.fetchval(_KEY, organization_id)
        if sealed is None:
            return
        key = self._cipher.decrypt(bytes(sealed), key_context(organization_id))
        if await connection.fetchval(_BARRED, organization_id, number_hash(key, number)):
            raise NotSendable(reason="opted_out")

    async def _count(self, connection: Connection, wish: ToolWish, channel: Channel, to: str) -> None:
        """One more, in the caller's transaction: two at the same moment see each other."""
        digest = sha256(wish.organization_id.bytes + to.encode()).digest()
        await connection.execute(resolution.SENDING, wish.organization_id.int % 2**63)
        row = await connection.fetchrow(
            resolution.SENT, wish.organization_id, channel, wish.conversation_id, digest
        )
        assert row is not None
        if (
            row["conversation"] >= IN_A_CONVERSATION
            or row["recipient"] >= TO_ONE_A_DAY
            or row["organization"] >= A_DAY[channel]
        ):
            raise NotSendable(reason="too_many_messages")
        await connection.execute(
            resolution.SEND,
            wish.organization_id,
            new_id(),
            wish.tool_id,
            wish.conversation_id,
            channel,
            digest,
        )

    async def _mail(self, wish: ToolWish, message: ToolMessage, to: str, text: Written) -> Outcome:
        try:
            await self._mailer.send(
                to=to, reply_to=message.sender, subject=text.subject, text=text.text, language=wish.language
            )
        except MailFailed:
            return Outcome(ok=False, error="mail_failed")
        return Outcome(ok=True, value={"sent": True}, text=f"{to}\n{text.subject}\n\n{text.text}"[:4_000])

    async def _sms(
        self, granted: Granted, message: ToolMessage, to: str, text: Written, key: Key, once: str
    ) -> Outcome:
        call = sms_definition(granted.definition, key.fields.get("username", ""))
        values: dict[str, Value] = {"to": to, "sender": message.sender, "text": text.text}
        return await self._caller.call(call, values, key, once=once)
