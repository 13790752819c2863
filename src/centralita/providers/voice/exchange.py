"""How an adapter speaks with its platform: the vendor's SDK writes the requests, we read the answers.

The SDKs read leniently (a wrong field becomes None), retry, and put what was answered into their errors. So each
answer is kept as it comes off the wire, and all is decided by it: its status, and whether it is in their language.
"""

import re
import threading
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Final, TypeVar

import httpx
import msgspec

from centralita.kit.errors import AppError
from centralita.kit.outbound import Outbound, OutboundAnswerTooLarge, OutboundFailed, OutboundRefused
from centralita.providers.voice.errors import (
    VoiceAnswerStrange,
    VoiceBusy,
    VoiceError,
    VoiceKeyRefused,
    VoiceRefused,
    VoiceThingMissing,
    VoiceUnavailable,
    VoiceUnpaid,
    VoiceUnsupported,
)
from centralita.providers.voice.platforms import VoicePlatform

_LARGEST_RECORDING: Final = 500 * 1024 * 1024
_RECORDING_SECONDS: Final = 900.0
_LONGEST_WAIT: Final = 3600
# What these say, they say whoever answers.
_CERTAIN: Final[dict[int, type[VoiceError]]] = {
    401: VoiceKeyRefused,
    402: VoiceUnpaid,
    403: VoiceKeyRefused,
    408: VoiceUnavailable,
    425: VoiceUnavailable,
}
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")

Shape = TypeVar("Shape")


class Exchange:
    """One account's talk with its platform. `word` reads the platform's code of what went wrong from an error body."""

    def __init__(
        self, platform: VoicePlatform, outbound: Outbound, word: Callable[[dict[str, Any]], str] | None = None
    ) -> None:
        self.platform = platform
        self._outbound = outbound
        self._word = word or (lambda _body: "")
        self._kept = threading.local()
        self.client = outbound.legacy_client(self._keep)

    def ask(
        self,
        act: Callable[[], object],
        *,
        kind: str = "",
        missing: tuple[int, ...] = (404,),
        dials: bool = False,
    ) -> bytes:
        """What was answered to the one request of `act`.

        `kind` is the thing it is about, and `missing` are the statuses that say there is none. Where it `dials`, all
        that does not say clearly that nothing happened is VoiceUnavailable.
        """
        self._kept.response = None
        unanswered: Exception | None = None
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever an SDK makes of an answer, the answer decides
            unanswered = error
        response: httpx.Response | None = self._kept.response
        try:
            if response is None:
                raise self._unanswered(unanswered)
            if 200 <= response.status_code < 300:
                return response.content
            raise self._refusal(response, kind, missing)
        except VoiceError as error:
            if dials and (isinstance(error, VoiceAnswerStrange) or error.data.get("reason") == "conflict"):
                raise self.error(VoiceUnavailable) from None
            raise

    def read(self, raw: bytes, shape: type[Shape]) -> Shape:
        """The answer in its shape. Raises VoiceAnswerStrange."""
        try:
            return msgspec.json.decode(raw, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise self.error(VoiceAnswerStrange) from None

    def convert(self, value: object, shape: type[Shape]) -> Shape:
        """A part of an answer in its shape. Raises VoiceAnswerStrange."""
        try:
            return msgspec.convert(value, shape)
        except (msgspec.ValidationError, RecursionError):
            raise self.error(VoiceAnswerStrange) from None

    def download(self, url: str, headers: dict[str, str] | None = None) -> Iterator[bytes]:
        """A recording in pieces, begun already. Raises VoiceThingMissing where there is none, or no more."""
        pieces = self._outbound.download(
            url, headers=headers, limit=_LARGEST_RECORDING, seconds=_RECORDING_SECONDS
        )
        first = self._piece(pieces)
        if not first:
            raise self.missing("recording")
        return chain([first], iter(lambda: self._piece(pieces), b""))

    def known_id(self, text: str, kind: str) -> str:
        """The id itself, where it can be one: it goes into paths. Raises VoiceThingMissing."""
        if not _ID.fullmatch(text):
            raise self.missing(kind)
        return text

    def error(self, kind: type[VoiceError], /, **data: Any) -> VoiceError:
        """An error of ours about this platform."""
        return kind(platform=self.platform.value, **data)

    def missing(self, kind: str) -> VoiceError:
        """There is no such thing."""
        return self.error(VoiceThingMissing, kind=kind)

    def refused(self, reason: str) -> VoiceError:
        """The platform says no, or would."""
        return self.error(VoiceRefused, reason=reason)

    def unsupported(self, act: str) -> VoiceError:
        """The platform has no way."""
        return self.error(VoiceUnsupported, act=act)

    def _keep(self, response: httpx.Response) -> None:
        response.read()
        self._kept.response = response

    def _piece(self, pieces: Iterator[bytes]) -> bytes:
        try:
            return next((piece for piece in pieces if piece), b"")
        except OutboundFailed as error:
            if error.data.get("status") in {403, 404, 410, 422}:
                raise self.missing("recording") from None
            raise self.error(VoiceUnavailable) from None
        except OutboundRefused:
            raise self.error(VoiceAnswerStrange) from None
        except AppError:
            raise self.error(VoiceUnavailable) from None

    def _unanswered(self, error: BaseException | None) -> VoiceError:
        while error is not None:
            if isinstance(error, OutboundAnswerTooLarge):
                return self.error(VoiceAnswerStrange)
            error = error.__cause__ or error.__context__
        return self.error(VoiceUnavailable)

    def _refusal(self, response: httpx.Response, kind: str, missing: tuple[int, ...]) -> VoiceError:
        status = response.status_code
        body = self._said(response)
        word = self._word(body) if body is not None else ""
        if word == "quota_exceeded":
            return self.error(VoiceUnpaid)
        if status == 429:
            return self._busy(response)
        certain = _CERTAIN.get(status) or (VoiceUnavailable if status >= 500 else None)
        # Only the platform itself can say that it has no such thing: a page of somebody in between says nothing.
        if certain is None and (body is None or status < 400):
            certain = VoiceAnswerStrange
        if certain is not None:
            return self.error(certain)
        if status in missing or word.endswith("_not_found"):
            return self.missing(kind)
        return self.refused({409: "conflict", 412: "locked"}.get(status, "not_accepted"))

    def _busy(self, response: httpx.Response) -> VoiceError:
        """With the seconds that the platform asks for, where it does."""
        wait = response.headers.get("retry-after", "")
        if wait.isascii() and wait.isdigit() and len(wait) < 6:
            return self.error(VoiceBusy, retry_after=min(int(wait), _LONGEST_WAIT))
        return self.error(VoiceBusy)

    def _said(self, response: httpx.Response) -> dict[str, Any] | None:
        try:
            body = msgspec.json.decode(response.content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        return body if isinstance(body, dict) else None
