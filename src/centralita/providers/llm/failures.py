"""What a vendor's refusal means. Its text is looked into, and never kept."""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from centralita.kit.outbound import OutboundAnswerTooLarge, OutboundFailed, OutboundRefused
from centralita.providers.llm.errors import (
    BadCredentials,
    ContextTooLong,
    MalformedReply,
    ModelError,
    ModelUnavailable,
    OutOfQuota,
    RateLimited,
    Refused,
    Rejected,
    UnknownModel,
)

LARGEST_ERROR: Final = 64 * 1024

_LONGEST_WAIT: Final = 3600.0
_TOO_LONG: Final = re.compile(
    r"context.?(?:length|window)|maximum context|too many (?:input )?tokens|(?:prompt|input|request) is too long|max(?:imum)? (?:input|prompt) length",
    re.IGNORECASE,
)
_QUOTA: Final = re.compile(
    r"insufficient.?(?:quota|balance|credit)|billing|credit balance|payment", re.IGNORECASE
)
_FILTER: Final = re.compile(
    r"content.?(?:filter|policy|management)|ResponsibleAI|moderation|safety", re.IGNORECASE
)
_CREDENTIALS: Final = re.compile(
    r"invalid.?api.?key|api.?key.?(?:not.?valid|invalid)|authentication|permission_error|unauthorized",
    re.IGNORECASE,
)
_OVERLOADED: Final = re.compile(
    r"overloaded|server_error|api_error|internal|timeout|unavailable", re.IGNORECASE
)
_RATE: Final = re.compile(r"rate.?limit|too many requests", re.IGNORECASE)

_RETRY_DELAY: Final = re.compile(rb'"retryDelay":\s*"([0-9]{1,6}(?:\.[0-9]+)?)s"')

# What a request can do without, and how a refusal names it.
_OPTIONAL: Final = {
    name: re.compile(rf"(?<![a-z_]){named}(?![a-z_])", re.IGNORECASE)
    for name, named in {
        "temperature": "temperature",
        "reasoning_effort": "reasoning_effort",
        "stream_options": "stream_options",
        "max_completion_tokens": "max_completion_tokens",
        "max_tokens": "max_tokens",
        "thinking": "thinking",
        "thinkingConfig": "thinking(?:_?(?:config|budget|level|mode))?",
    }.items()
}


class _Error(msgspec.Struct):
    message: Any = None
    type: Any = None
    code: Any = None
    param: Any = None
    status: Any = None
    details: Any = None


class _Body(msgspec.Struct):
    error: _Error | str | None = None
    message: Any = None


def of_status(status: int, headers: Mapping[str, str], body: bytes, model: str) -> ModelError:
    """The error for an answer with a status other than 200."""
    text = _told(body)
    found: ModelError
    match status:
        case 401 | 403:
            found = BadCredentials(model=model)
        case 402:
            found = OutOfQuota(model=model)
        case 404:
            found = UnknownModel(model=model)
        case 429:
            found = _limited(headers, body, model)
        case 408:
            found = ModelUnavailable(model=model, cause="408")
        case _ if 400 <= status < 500:
            found = _rejected(text, model, too_large=status == 413)
        case _:
            found = ModelUnavailable(model=model, cause=str(status))
    return found


def of_error_event(raw: bytes, model: str) -> ModelError:
    """The error for one that arrives within a stream that had begun well."""
    text = raw.decode("utf-8", "replace")
    if _RATE.search(text):
        return RateLimited(model=model, retry_after=None)
    if _CREDENTIALS.search(text):
        return BadCredentials(model=model)
    if _OVERLOADED.search(text):
        return ModelUnavailable(model=model, cause="vendor")
    found = _rejected(text, model)
    return ModelUnavailable(model=model, cause="vendor") if isinstance(found, Rejected) else found


def of_outbound(error: OutboundFailed | OutboundRefused | OutboundAnswerTooLarge, model: str) -> ModelError:
    """The error for a vendor that cannot be reached, or answers without end."""
    if isinstance(error, OutboundAnswerTooLarge):
        return MalformedReply(model=model)
    return ModelUnavailable(model=model, cause=str(error.data["reason"]))


def refused_setting(status: int, body: bytes, present: bytes) -> str | None:
    """The optional setting that the vendor refuses by name, if it is that, and was in the request."""
    if status not in (400, 422):
        return None
    text = _told(body)
    found = (
        name
        for name, pattern in _OPTIONAL.items()
        if f'"{name}"'.encode() in present and pattern.search(text)
    )
    return next(found, None)


def _rejected(text: str, model: str, *, too_large: bool = False) -> ModelError:
    if too_large or _TOO_LONG.search(text):
        return ContextTooLong(model=model)
    if _FILTER.search(text):
        return Refused(model=model)
    if _QUOTA.search(text):
        return OutOfQuota(model=model)
    if _CREDENTIALS.search(text):
        return BadCredentials(model=model)
    return Rejected(model=model)


def _limited(headers: Mapping[str, str], body: bytes, model: str) -> ModelError:
    delay = _RETRY_DELAY.search(body)
    told = headers.get("retry-after") or (delay[1].decode() if delay else "")
    if delay is None and _QUOTA.search(_told(body)):
        return OutOfQuota(model=model)
    try:
        wait = float(told)
    except ValueError:
        wait = math.nan
    return RateLimited(
        model=model, retry_after=None if math.isnan(wait) else min(max(wait, 0.0), _LONGEST_WAIT)
    )


def _told(body: bytes) -> str:
    """All that an error body says, as one text to search."""
    try:
        found = msgspec.json.decode(body, type=_Body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return body[:2000].decode("utf-8", "replace")
    error = found.error
    parts = (
        [error]
        if isinstance(error, str)
        else [error.code, error.type, error.param, error.status, error.message, error.details]
        if error
        else []
    )
    return " ".join(str(part)[:2000] for part in [*parts, found.message] if part)
