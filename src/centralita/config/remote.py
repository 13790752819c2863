"""An installation of somebody else's, reached over its API: how a build server asks it. Needs no database."""

import ipaddress
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import httpx2

from centralita.kit.errors import AppError
from centralita.kit.ids import new_id
from centralita.kit.outbound.client import Outbound, failure
from centralita.kit.outbound.policy import Limits, OutboundPolicy

KEY_VARIABLE: Final = "CENTRALITA_API_KEY"
# Over for now, as the other side or what stands before it says; anything else does not mend itself.
_PASSING: Final = frozenset({429, 502, 503, 504})
_MOST_TRIES: Final = 6
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 15.0
_REASONS: Final = {
    "name": "no such host",
    "timed_out": "it took too long",
    "connection": "no connection",
    "certificate": "its certificate is not valid",
}

# What another try may get past.
_MENDS: Final = frozenset({"name", "timed_out", "connection", "protocol"})

Files = Sequence[tuple[str, tuple[str, bytes]]]


class RemoteFailed(Exception):
    """It did not work; `lines` say why, for whoever reads the build's log. Never with the key. `status` of HTTP, or 0."""

    def __init__(self, *lines: str, status: int = 0) -> None:
        super().__init__(*lines)
        self.lines = lines
        self.status = status


@dataclass(frozen=True, slots=True)
class Pace:
    """How time passes between tries. Tests have a faster one."""

    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Remote:
    """An organization at an address, as a key opens it. Use it with `with`."""

    def __init__(self, url: str, organization: str, key: str, pace: Pace | None = None) -> None:
        base, place = _checked(url)
        self.pace = pace or Pace()
        self._base = f"{base}/api/v1"
        self._host = place
        self._headers = {"Authorization": f"Bearer {key}", "X-Organization": organization}
        policy = OutboundPolicy(limits=Limits(read=60.0, total=120.0)).allowing(place)
        self._client = Outbound(policy).client()

    @classmethod
    def from_environment(cls, url: str, organization: str) -> Self:
        """With the key that the environment holds, the only place that it is taken from. Raises RemoteFailed."""
        key = os.environ.get(KEY_VARIABLE, "").strip()
        if not key:
            raise RemoteFailed(
                f"{KEY_VARIABLE} is not set. Make a key in the dashboard, under Settings, API keys."
            )
        if not (key.isascii() and key.isprintable()):
            raise RemoteFailed(f"{KEY_VARIABLE} holds characters that no key has.")
        return cls(url, organization, key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, path: str) -> Any:
        """What is at a path below `/api/v1`. Raises RemoteFailed."""
        return _read(self._ask("GET", path))

    def get_bytes(self, path: str) -> bytes:
        """The same as it came."""
        return self._ask("GET", path).content

    def post(self, path: str, body: Mapping[str, object] | None = None, *, files: Files = ()) -> Any:
        """Do something once, however often the network makes it be asked. Raises RemoteFailed."""
        return _read(self._ask("POST", path, body={} if body is None else dict(body), files=files))

    def delete(self, path: str) -> None:
        """Remove what is at a path. Raises RemoteFailed."""
        self._ask("DELETE", path)

    def _ask(
        self, method: str, path: str, *, body: dict[str, object] | None = None, files: Files = ()
    ) -> httpx2.Response:
        named: dict[str, Any] = {"headers": dict(self._headers)}
        if method == "POST":
            named["headers"]["Idempotency-Key"] = str(new_id())
        if files:
            named["files"] = list(files)
        elif body is not None:
            named["json"] = body
        for attempt in range(_MOST_TRIES):
            last = attempt == _MOST_TRIES - 1
            try:
                answer = self._client.request(method, self._base + path, **named)
            except (httpx2.HTTPError, AppError) as error:
                reason = self._reason(error)
                if last or reason not in _MENDS:
                    raise RemoteFailed(
                        f"{self._host} does not answer: {_REASONS.get(reason, reason)}."
                    ) from None
                self.pace.sleep(_pause(attempt))
                continue
            if answer.status_code in _PASSING and not last:
                self.pace.sleep(_pause(attempt, answer.headers.get("retry-after", "")))
                continue
            if not answer.is_success:
                raise self._refused(answer)
            return answer
        raise AssertionError("the last try answers or raises")

    def _reason(self, error: Exception) -> str:
        known = error if isinstance(error, AppError) else failure(error, self._host)
        return str(known.data.get("reason", known.code))

    def _refused(self, answer: httpx2.Response) -> RemoteFailed:
        status = answer.status_code
        if status == 401:
            return RemoteFailed(
                f"{self._host} does not accept the key in {KEY_VARIABLE}: it may have expired or been deleted.",
                status=status,
            )
        try:
            problem = json.loads(answer.content)
            told = f"{problem['title']}. {problem['detail']}"
        except (ValueError, KeyError, TypeError):
            return RemoteFailed(f"{self._host} answered {status}, and not as Centralita does.", status=status)
        if status == 403:
            return RemoteFailed(told, "The key may not do this; make one that may.", status=status)
        if status == 404:
            return RemoteFailed(
                told, "Check the ids: the key opens its own organization, and only its agents.", status=status
            )
        reasons = [str(each["sentence"]) for each in problem.get("reasons") or () if "sentence" in each]
        return RemoteFailed(*(reasons or [told]), status=status)


def _checked(url: str) -> tuple[str, str]:
    """The address without a path, and its host and port. Raises RemoteFailed."""
    try:
        parsed = httpx2.URL(url.strip())
        host, port = parsed.raw_host.decode("ascii"), parsed.port
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        raise RemoteFailed("The address has to be as https://centralita.example.") from None
    if parsed.scheme not in {"https", "http"} or not host or parsed.userinfo:
        raise RemoteFailed("The address has to be as https://centralita.example.")
    if parsed.path not in {"", "/"} or parsed.query or parsed.fragment:
        raise RemoteFailed("Give the address of the installation alone, without a path.")
    if parsed.scheme == "http" and not _is_loopback(host):
        raise RemoteFailed("The key is sent over https only; plain http is for this machine.")
    shown = f"[{host}]" if ":" in host else host
    place = f"{shown}:{port or (443 if parsed.scheme == 'https' else 80)}"
    return f"{parsed.scheme}://{place}", place


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _pause(attempt: int, wished: str = "") -> float:
    """Seconds until the next try: as the other side wishes, or twice as long each time."""
    own = min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE)
    return min(float(wished), _LONGEST_PAUSE) if wished.isascii() and wished.isdigit() else own


def _read(answer: httpx2.Response) -> Any:
    if not answer.content:
        return None
    try:
        return json.loads(answer.content)
    except ValueError:
        raise RemoteFailed(
            "What is at this address does not answer as Centralita does.", status=answer.status_code
        ) from None
