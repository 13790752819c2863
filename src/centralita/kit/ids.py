"""Identifiers: UUIDv7 inside, prefixed text on the wire.

`agt_01h455vb4pex5vsknk084sn02q` is the prefix and the UUID in Crockford base 32, lower case, 26 characters. The
order of the text is the order of creation, and a wrong kind of id is seen at a glance.
"""

import os
import time
from typing import NewType
from uuid import UUID

from centralita.kit.errors import AppError, Category

UserId = NewType("UserId", UUID)
OrganizationId = NewType("OrganizationId", UUID)
MembershipId = NewType("MembershipId", UUID)
AgentId = NewType("AgentId", UUID)
VersionId = NewType("VersionId", UUID)
BlueprintId = NewType("BlueprintId", UUID)
ChannelId = NewType("ChannelId", UUID)
ConversationId = NewType("ConversationId", UUID)
MessageId = NewType("MessageId", UUID)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_TEXT_LENGTH = 26
_NOISE = 8
# Two characters at a time: ids are written several times in every turn.
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_SHIFTS = range(120, -1, -10)


class MalformedId(AppError):
    """The text is not an id of the expected kind. Answers like an unknown id, so that nothing can be probed."""

    code = "not_found"
    category = Category.NOT_FOUND


def new_id() -> UUID:
    """A new UUIDv7: 48 bits of milliseconds, 12 of a fraction of one (RFC 9562, 6.2, method 3), 62 random bits.

    Without the fraction, what is made within one millisecond, as all of a short transaction is, would have no order.
    """
    return _identifier(int.from_bytes(os.urandom(_NOISE)))


def new_ids(count: int) -> list[UUID]:
    """So many new ids. Asking for randomness once for all of them spares a thread from waiting for its turn each time."""
    noise = os.urandom(count * _NOISE)
    return [_identifier(int.from_bytes(noise[at : at + _NOISE])) for at in range(0, len(noise), _NOISE)]


def _identifier(noise: int) -> UUID:
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= ((rest << 12) // 1_000_000) << 64
    value |= 0b10 << 62
    value |= noise & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=value)


def to_text(prefix: str, identifier: UUID) -> str:
    """`to_text("agt", id)` is `agt_` and 26 characters."""
    value = identifier.int
    return f"{prefix}_{''.join([_PAIRS[(value >> shift) & 1023] for shift in _SHIFTS])}"


def from_text(prefix: str, text: str) -> UUID:
    """The UUID behind a prefixed text; MalformedId when it is not one of this prefix."""
    head, separator, tail = text.partition("_")
    if head != prefix or not separator or len(tail) != _TEXT_LENGTH:
        raise MalformedId(kind=prefix)
    value = 0
    for character in tail:
        digit = _VALUES.get(character)
        if digit is None:
            raise MalformedId(kind=prefix)
        value = (value << 5) | digit
    if value >> 128:
        raise MalformedId(kind=prefix)
    return UUID(int=value)
