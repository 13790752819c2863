"""Cursor pagination: a cursor is the sort key of the last row seen, opaque to the caller."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from centralita.kit.errors import Invalid

T = TypeVar("T")

DEFAULT_LIMIT = 50
MAXIMUM_LIMIT = 200


class MalformedCursor(Invalid):
    """The cursor was not made by this list."""

    code = "malformed_cursor"


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `next_cursor` is None on the last one."""

    items: Sequence[T]
    next_cursor: str | None = None


def encode_cursor(*key: str | int | None) -> str:
    """An opaque, URL-safe text that holds the sort key."""
    packed = json.dumps(key, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode_cursor(cursor: str, *, length: int) -> list[str | int | None]:
    """The sort key of `length` parts that a cursor holds; MalformedCursor when it does not."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        key = json.loads(base64.urlsafe_b64decode(padded))
    except (binascii.Error, ValueError, RecursionError):
        raise MalformedCursor(field="cursor") from None
    if not isinstance(key, list) or len(key) != length:
        raise MalformedCursor(field="cursor")
    if not all(part is None or isinstance(part, str | int) for part in key):
        raise MalformedCursor(field="cursor")
    return key


def paginate(rows: Sequence[T], limit: int, key: Callable[[T], tuple[str | int | None, ...]]) -> Page[T]:
    """A page of at most `limit` rows from a query that was asked for `limit + 1`."""
    if len(rows) <= limit:
        return Page(items=rows)
    kept = rows[:limit]
    return Page(items=kept, next_cursor=encode_cursor(*key(kept[-1])))
