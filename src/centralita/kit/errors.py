"""Errors with a stable code and named data.

An error says what went wrong in the domain's words. It knows nothing of HTTP: the edge maps a category to a
status once, and the text a person reads is looked up by code in that person's language.
"""

from enum import StrEnum
from typing import ClassVar


class Category(StrEnum):
    """What kind of failure it is; the edge maps each to one HTTP status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    PRECONDITION = "precondition"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    LIMITED = "limited"
    UNAVAILABLE = "unavailable"


class AppError(Exception):
    """Base of every error that a person or a caller may be told about.

    With `keeps_writes` the edge commits what was written before it was raised: a refusal that is itself a record.
    `data` fills the placeholders of the translated text and travels in the problem details: put nothing secret
    in it. `field` names the input at fault, as a dotted path, when there is one.
    """

    code: ClassVar[str] = "internal"
    category: ClassVar[Category] = Category.INVALID
    keeps_writes: ClassVar[bool] = False

    def __init__(self, *, field: str | None = None, **data: object) -> None:
        super().__init__(self.code)
        self.field = field
        self.data = data

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.data.items())
        return f"{self.code}({details})" if details else self.code


class NotFound(AppError):
    """No such thing here: unknown, deleted and another tenant's answer alike."""

    code = "not_found"
    category = Category.NOT_FOUND


class Forbidden(AppError):
    """The caller is known but may not do this."""

    code = "forbidden"
    category = Category.FORBIDDEN


class Unauthenticated(AppError):
    """Nobody is signed in, or what was shown is not valid."""

    code = "unauthenticated"
    category = Category.UNAUTHENTICATED


class Invalid(AppError):
    """The input breaks a rule; `field` says where."""

    code = "invalid"
    category = Category.INVALID


class Conflict(AppError):
    """It collides with what is already there."""

    code = "conflict"
    category = Category.CONFLICT


class Stale(AppError):
    """Somebody else changed it since it was read (If-Match)."""

    code = "stale"
    category = Category.PRECONDITION


class TooLarge(AppError):
    """Larger than the limit, in bytes, pages or items as `data` says."""

    code = "too_large"
    category = Category.TOO_LARGE


class Limited(AppError):
    """Too much too fast; `retry_after` in `data` is seconds."""

    code = "rate_limited"
    category = Category.LIMITED


class Unavailable(AppError):
    """Something this depends on does not answer."""

    code = "unavailable"
    category = Category.UNAVAILABLE
