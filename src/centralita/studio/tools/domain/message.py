"""Messages that a tool sends: to whom they may go, and what they say. Pure.

A model never chooses an address: it is the contact's own, or the one that the builder wrote, or, where the builder
lists addresses or domains, one of those.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from centralita.engine.data import Frozen
from centralita.engine.values import Value, shown
from centralita.kit.errors import Invalid
from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.studio.tools.domain.placeholder import PLACEHOLDER

Channel = Literal["email", "sms"]
TO: Final = "to"
LONGEST_SMS: Final = 1_000
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_DOMAIN: Final = re.compile(r"@?(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")

Address = Annotated[str, StringConstraints(max_length=254, strip_whitespace=True)]


class NotSendable(Invalid):
    """There is no message to send. Data: `reason`, the code of the outcome."""

    code = "tool_message_not_sendable"


class ToolMessage(Frozen):
    """An e-mail or an SMS. `sender` is the number that an SMS comes from, or where answers to an e-mail go.

    `part_micros` is what each part of an SMS costs, in millionths of a USD; None for the usual price.
    """

    to: Literal["contact", "fixed", "given"] = "contact"
    address: Address = ""
    allowed: Annotated[tuple[Address, ...], Field(max_length=50)] = ()
    sender: Address = ""
    subject: Annotated[str, StringConstraints(max_length=200)] = ""
    text: Annotated[str, StringConstraints(max_length=4_000)] = ""
    # Left out of what is stored where nobody says it: what was stored before stays the same content.
    part_micros: Annotated[int | None, Field(ge=0, le=5_000_000, exclude_if=lambda one: one is None)] = None


@dataclass(frozen=True, slots=True)
class Written:
    """What it says."""

    subject: str
    text: str


def written(message: ToolMessage, channel: Channel, arguments: Mapping[str, Value]) -> Written:
    """The message with its placeholders filled in. Raises NotSendable."""
    texts = {name: shown(value) for name, value in arguments.items() if value is not None}

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda match: texts.get(match[1], ""), text).strip()

    subject = " ".join(fill(message.subject).split())[:200]
    text = fill(message.text)[: LONGEST_SMS if channel == "sms" else 20_000]
    if not text:
        raise NotSendable(reason="message_empty")
    return Written(subject, text)


def recipient(
    message: ToolMessage, channel: Channel, arguments: Mapping[str, Value], contact: str, region: str = ""
) -> str:
    """Where it goes: an address in lower letters, or a number in E.164. Raises NotSendable.

    `contact` is the known address of whoever the conversation is with, '' for none.
    """
    if message.to == "contact":
        wanted = contact
        if not wanted:
            raise NotSendable(reason="no_contact")
    elif message.to == "fixed":
        wanted = message.address
    else:
        wanted = shown(arguments.get(TO) or "")
    address = plain(channel, wanted, region)
    if address is None:
        raise NotSendable(reason="address_malformed")
    if message.to == "given" and not is_allowed(message, channel, address, region):
        raise NotSendable(reason="address_not_allowed")
    return address


def plain(channel: Channel, address: str, region: str = "") -> str | None:
    """An address as it is compared and sent to; None when it is none."""
    if channel == "email":
        found = address.strip().lower()
        return found if _EMAIL.fullmatch(found) else None
    try:
        return read_phone(address, region).e164
    except PhoneInvalid:
        return None


def is_allowed(message: ToolMessage, channel: Channel, address: str, region: str = "") -> bool:
    """Whether the builder lists this address, or its domain."""
    domain = address.rpartition("@")[2]
    for entry in message.allowed:
        if channel == "email" and is_domain(entry):
            if entry.strip().removeprefix("@").lower() == domain:
                return True
        elif plain(channel, entry, region) == address:
            return True
    return False


def is_domain(entry: str) -> bool:
    """Whether it stands for every address of a domain."""
    return bool(_DOMAIN.fullmatch(entry.strip()))
