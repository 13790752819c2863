"""An SMS as a request of the shape that Twilio made common, and what one costs: the account is the user of the sign-in. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import quote

from centralita.engine.values import Value
from centralita.kit.money import Money
from centralita.studio.tools.domain.definition import ToolDefinition, ToolField, ToolOutput, ToolRequest
from centralita.studio.tools.domain.message import ToolMessage

SERVICE: Final = "https://api.twilio.com"
CURRENCY: Final = "USD"
# What a part costs where nobody says otherwise: about the most that it does in Europe and most of the Americas.
PART_MICROS: Final = 80_000
# What one part holds, alone and when there are several, in the alphabet of GSM 7 bit and in any other.
_ALONE, _OF_MANY = 160, 153
_ALONE_WIDE, _OF_MANY_WIDE = 70, 67
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# These take the room of two.
_GSM_TWO: Final = frozenset("\f^{}\\[~]|€")
_MOST_PARTS: Final = 100
_MOST: Final = Decimal(1_000)
_IN_DOUBT: Final = frozenset({"in_doubt", "timed_out", "unreachable", "answer_too_large", "failed"})
_NAME: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Bill:
    """What a message cost, and of how many parts it was."""

    cost: Money
    parts: int


def sms_definition(definition: ToolDefinition, account: str) -> ToolDefinition:
    """The tool as one HTTP call with the arguments `to`, `from` and `text`: never repeated by itself."""
    address = definition.request.address.strip().rstrip("/")
    return ToolDefinition(
        timeout=definition.timeout,
        retries=0,
        request=ToolRequest(
            method="POST",
            address=f"{address}/2010-04-01/Accounts/{quote(account, safe='')}/Messages.json",
            body="form",
            fields=(
                ToolField(name="To", value="{to}"),
                ToolField(name="From", value="{sender}"),
                ToolField(name="Body", value="{text}"),
            ),
        ),
        outputs=tuple(
            ToolOutput(name=name, path=name) for name in ("status", "num_segments", "price", "price_unit")
        ),
    )


def part_price(message: ToolMessage) -> int:
    """What a part costs, in millionths of a USD."""
    return PART_MICROS if message.part_micros is None else message.part_micros


def parts_of(text: str) -> int:
    """In how many parts a telephone network carries it, each of which is paid for: at least one."""
    if _GSM.union(_GSM_TWO).issuperset(text):
        size, alone, of_many = len(text) + sum(one in _GSM_TWO for one in text), _ALONE, _OF_MANY
    else:
        size, alone, of_many = len(text.encode("utf-16-le")) // 2, _ALONE_WIDE, _OF_MANY_WIDE
    return 1 if size <= alone else -(-size // of_many)


def bill_of(told: Value, parts: int, part_micros: int) -> Bill:
    """What a service says that a message cost; else its parts by our price. Services often know the price only later."""
    answer: Mapping[str, Value] = told if isinstance(told, dict) else {}
    known = _number(answer.get("num_segments"))
    if known is not None and known == known.to_integral_value() and 1 <= known <= _MOST_PARTS:
        parts = int(known)
    price, currency = _number(answer.get("price")), str(answer.get("price_unit") or CURRENCY).upper()
    # An account is charged a negative amount.
    if price is not None and 0 < abs(price) <= _MOST and _NAME.fullmatch(currency):
        return Bill(Money(int((abs(price) * 1_000_000).to_integral_value()), currency), parts)
    return Bill(Money(parts * part_micros, CURRENCY), parts)


def may_have_gone(error: str) -> bool:
    """Whether a call that failed so may have sent its message all the same: nobody heard a no from the service."""
    return error in _IN_DOUBT or (error.startswith("http_") and not error.startswith("http_4"))


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = Decimal(str(value).strip()[:40])
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
