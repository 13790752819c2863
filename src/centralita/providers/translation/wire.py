"""What the wires have in common: pieces as mark-up and back, batches, one request with its errors."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from centralita.kit.outbound import Answer, Outbound, OutboundAnswerTooLarge, OutboundFailed
from centralita.providers.translation.translator import (
    Pieces,
    TranslatorBadCredentials,
    TranslatorError,
    TranslatorOutOfQuota,
    TranslatorRateLimited,
    TranslatorRejected,
    TranslatorUnavailable,
)

_BY_STATUS: Final[Mapping[int, type[TranslatorError]]] = {
    401: TranslatorBadCredentials,
    403: TranslatorBadCredentials,
    402: TranslatorOutOfQuota,
    456: TranslatorOutOfQuota,
    429: TranslatorRateLimited,
    529: TranslatorRateLimited,
}


def marked(pieces: Pieces, opening: str, closing: str) -> str:
    """Pieces as mark-up in which the kept ones stand between two tags."""
    told = (
        f"{opening}{html.escape(piece.text, quote=False)}{closing}"
        if piece.kept
        else html.escape(piece.text, quote=False)
        for piece in pieces
    )
    return "".join(told)


def unmarked(text: str, opening: re.Pattern[str], closing: str) -> str:
    """The text of marked pieces."""
    return html.unescape(opening.sub("", text).replace(closing, ""))


def batches(texts: Sequence[str], most: int, letters: int) -> Iterator[list[str]]:
    """Texts in order, at most so many and so long at a time; one that is longer goes alone."""
    batch: list[str] = []
    for text in texts:
        if batch and (len(batch) >= most or sum(map(len, batch)) + len(text) > letters):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def post(outbound: Outbound, url: str, headers: Mapping[str, str], body: bytes) -> Any:
    """The answer's JSON. Raises TranslatorError, and OutboundRefused for an address that is not allowed."""
    try:
        answer = outbound.fetch("POST", url, headers=headers, content=body)
    except (OutboundFailed, OutboundAnswerTooLarge):
        raise TranslatorUnavailable from None
    told = _read(answer)
    if answer.status >= 400:
        raise error_of(answer.status, told)
    return told


def error_of(status: int, told: object) -> TranslatorError:
    """What a status means. AWS and Google say in the body what a 400 or a 403 is about."""
    words = json.dumps(told) if told is not None else ""
    if status in (400, 403):
        for sign, kind in _SIGNS:
            if sign in words:
                return kind()
    known = _BY_STATUS.get(status)
    if known is not None:
        return known()
    return TranslatorRejected() if 400 <= status < 500 else TranslatorUnavailable()


_SIGNS: Final[tuple[tuple[str, type[TranslatorError]], ...]] = (
    ("UnsupportedLanguagePair", TranslatorRejected),
    ("TooManyRequests", TranslatorRateLimited),
    ("Throttling", TranslatorRateLimited),
    ("userRateLimitExceeded", TranslatorRateLimited),
    ("rateLimitExceeded", TranslatorRateLimited),
    ("dailyLimitExceeded", TranslatorOutOfQuota),
    ("LimitExceededException", TranslatorOutOfQuota),
    ("InvalidSignature", TranslatorBadCredentials),
    ("UnrecognizedClient", TranslatorBadCredentials),
    ("AccessDenied", TranslatorBadCredentials),
    ("ExpiredToken", TranslatorBadCredentials),
    ("API_KEY_INVALID", TranslatorBadCredentials),
    ("keyInvalid", TranslatorBadCredentials),
)


def _read(answer: Answer) -> object:
    try:
        return json.loads(answer.body)
    except ValueError:
        if answer.status < 400:
            raise TranslatorUnavailable from None
        return None


def texts_in(rows: object, name: str, expected: int) -> list[str]:
    """The texts of an answer's rows; refused when they are not as many as were asked for."""
    if not isinstance(rows, list) or len(rows) != expected:
        raise TranslatorUnavailable
    texts = [row.get(name) if isinstance(row, dict) else None for row in rows]
    if not all(isinstance(text, str) for text in texts):
        raise TranslatorUnavailable
    return [text for text in texts if isinstance(text, str)]
