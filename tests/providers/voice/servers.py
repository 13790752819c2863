"""Servers that stand for a voice platform: real HTTP, state, and the vendor's spec held against every word.

What is asked and what is answered must be as the spec says, else it is in `problems`, which tests see to be empty.
`fail` makes an operation misbehave. Used by the tests of adapters, and by all that run calls through one:

    with RetellServer.running() as platform:
        provider = platform.provider()
"""

import json
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

import httpx2
from tests.providers.voice.specs import Spec, spec

from centralita.kit.outbound import Limits, Outbound, OutboundPolicy
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.provider import VoiceProvider
from centralita.providers.voice.signatures import signed

_GIGABYTE = 1 << 30
_PIECE = b" " * 65536


@dataclass(frozen=True, slots=True)
class Fault:
    """How an operation misbehaves. Where it acts all the same, what was asked happens before.

    `status`: this status in the vendor's shape. `html`: a page in place of JSON. `huge`: a gigabyte. `drop`: the
    connection is closed. `late`: no answer for longer than anybody waits. `odd`: the right answer with unknown fields
    and values besides.
    """

    kind: Literal["status", "html", "huge", "drop", "late", "odd"]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    acts: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked. `operation` is the method and the spec's path, such as `GET /get-agent/{agent_id}`."""

    operation: str
    values: dict[str, str]
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered. `raw` goes out as it is, for audio."""

    body: Any = None
    status: int = 200
    raw: bytes | None = None


class Refusal(Exception):
    """The platform says no."""

    def __init__(self, status: int, message: str = "no") -> None:
        super().__init__(message)
        self.status = status


class PlatformServer(ThreadingHTTPServer):
    """One platform on loopback. Subclasses answer operations by methods in `routes` and keep the state."""

    daemon_threads = True
    allow_reuse_address = True
    platform: ClassVar[VoicePlatform]
    spec_file: ClassVar[str]
    # The operations that dial.
    dialling: ClassVar[frozenset[str]] = frozenset()
    key = "key_4f9a8b7c6d5e"

    def __init__(self) -> None:
        self.spec: Spec = spec(self.spec_file)
        self.problems: list[str] = []
        self.requests: list[Request] = []
        # Path → what is fetched there without a key: recordings by link.
        self.files: dict[str, bytes] = {}
        self.faults: dict[str, deque[Fault]] = {}
        self.asked: Counter[str] = Counter()
        self._outbounds: list[Outbound] = []
        self.lock = threading.RLock()
        self.stopping = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        """The server, listening until the block ends."""
        server = cls()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            for outbound in server._outbounds:
                outbound.close()
            server.shutdown()
            thread.join()
            server.server_close()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def credentials(self) -> dict[str, str]:
        return {"api_key": self.key, "base_url": self.base_url}

    @property
    def dials(self) -> int:
        """How often somebody asked to dial, whatever came of it."""
        return sum(self.asked[operation] for operation in self.dialling)

    def outbound(self, read: float = 1.0) -> Outbound:
        """A way out that leads here and waits at most `read` seconds."""
        limits = Limits(connect=1.0, read=read, write=1.0, total=5.0, answer_bytes=2 * 1024 * 1024)
        made = Outbound(OutboundPolicy(limits=limits).allowing(f"127.0.0.1:{self.server_port}"))
        self._outbounds.append(made)
        return made

    def provider(self, outbound: Outbound | None = None, key: str = "") -> VoiceProvider:
        """The adapter for this platform, with a good key or the given one."""
        raise NotImplementedError

    def fail(self, operation: str, fault: Fault, times: int = 1) -> None:
        """Misbehave the next `times` that this is asked; `*` is any operation."""
        self.faults.setdefault(operation, deque()).extend([fault] * times)

    def routes(self) -> Mapping[str, Any]:
        """Operation → what answers it: a function of the Request that gives a Reply or raises a Refusal."""
        raise NotImplementedError

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Whether the key is right."""
        raise NotImplementedError

    def error_body(self, status: int, message: str) -> Any:
        """An error as the vendor writes it."""
        raise NotImplementedError

    def webhook(self, event: str, call_id: str) -> bytes:
        """The body of an event about a call as it is now."""
        raise NotImplementedError

    def send_webhook(self, url: str, event: str, call_id: str, secret: str) -> int:
        """Send an event, signed; the status that was answered."""
        raw = self.webhook(event, call_id)
        headers = signed(self.platform, raw, secret, datetime.now(UTC))
        headers["content-type"] = "application/json"
        return httpx2.post(url, content=raw, headers=headers).status_code

    def take_fault(self, operation: str) -> Fault | None:
        for name in (operation, "*"):
            if self.faults.get(name):
                return self.faults[name].popleft()
        return None

    def answer(self, request: Request) -> Reply:
        """The answer without faults, checked against the spec."""
        route = self.routes().get(request.operation)
        if route is None:
            return self.problem(f"{request.operation} is not served here", 501)
        method, template = request.operation.split(" ", 1)
        try:
            with self.lock:
                reply: Reply = route(request)
        except Refusal as refusal:
            return Reply(self.error_body(refusal.status, str(refusal)), refusal.status)
        wrong = self.spec.answer_problems(method, template, reply.status, reply.body)
        if reply.raw is None and wrong:
            return self.problem(f"{request.operation} answered wrongly: {wrong[:3]}", 500)
        return reply

    def problem(self, text: str, status: int) -> Reply:
        self.problems.append(text)
        return Reply(self.error_body(status, text), status)

    def handle_error(self, *_about: object) -> None:
        """Clients that go away are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PlatformServer

    def handle_any(self) -> None:
        server = self.server
        parts = urlsplit(self.path)
        length = int(self.headers.get("content-length") or 0)
        raw = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        if parts.path in server.files:
            self.send(Reply(raw=server.files[parts.path]))
            return
        if parts.path.startswith("/recordings/"):
            self.write(404, b"", "text/plain", {})
            return
        found = server.spec.operation(self.command, parts.path)
        if found is None:
            self.send(server.problem(f"{self.command} {parts.path} is not in the spec", 404))
            return
        template, values = found
        query = parse_qs(parts.query, keep_blank_values=True)
        content_type = headers.get("content-type", "")
        operation = f"{self.command} {template}"
        server.asked[operation] += 1
        wrong = server.spec.request_problems(self.command, template, query, content_type, raw)
        body = json.loads(raw) if raw and content_type.startswith("application/json") and not wrong else raw
        flat = {name: given[0] for name, given in query.items()}
        request = Request(
            operation, {name: unquote(value) for name, value in values.items()}, flat, body, headers
        )
        server.requests.append(request)
        fault = server.take_fault(operation)
        if fault is None or fault.acts or fault.kind == "odd":
            reply = self.reply(request, wrong)
        else:
            reply = Reply(server.error_body(fault.status, "no"), fault.status)
        if fault is None:
            self.send(reply)
        else:
            self.misbehave(fault, reply)

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = handle_any  # noqa: N815

    def reply(self, request: Request, wrong: list[str]) -> Reply:
        if not self.server.knows(request.headers):
            return Reply(self.server.error_body(401, f"{self.server.key} it is not"), 401)
        if wrong:
            return self.server.problem(f"{request.operation} asked wrongly: {wrong[:3]}", 422)
        return self.server.answer(request)

    def misbehave(self, fault: Fault, reply: Reply) -> None:
        if fault.kind == "drop":
            self.close_connection = True
            self.connection.close()
        elif fault.kind == "late":
            self.server.stopping.wait(3)
            self.close_connection = True
        elif fault.kind == "html":
            self.write(fault.status, b"<html><body>Bad Gateway</body></html>", "text/html", fault.headers)
        elif fault.kind == "huge":
            self.huge(fault)
        elif fault.kind == "odd":
            self.send(Reply(_odd(reply.body), reply.status, reply.raw))
        else:
            body = self.server.error_body(fault.status, f"{self.server.key} may not")
            self.write(fault.status, json.dumps(body).encode(), "application/json", fault.headers)

    def huge(self, fault: Fault) -> None:
        self.send_response(fault.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(_GIGABYTE))
        self.end_headers()
        end = time.monotonic() + 10
        while not self.server.stopping.is_set() and time.monotonic() < end:
            self.wfile.write(_PIECE)
        self.close_connection = True

    def send(self, reply: Reply) -> None:
        if reply.raw is not None:
            self.write(reply.status, reply.raw, "audio/mpeg", {})
        elif reply.status == 204:
            self.write(204, b"", "", {})
        else:
            self.write(reply.status, json.dumps(reply.body).encode(), "application/json", {})

    def write(self, status: int, body: bytes, content_type: str, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        if content_type:
            self.send_header("content-type", content_type)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Nothing."""


def _odd(value: Any, key: str = "") -> Any:
    """The same answer of a platform that went on: fields and values that nobody knows yet."""
    if isinstance(value, dict):
        return {**{name: _odd(item, name) for name, item in value.items()}, "zz_new": {"deep": [1, None]}}
    if isinstance(value, list):
        return [_odd(item, key) for item in value]
    # Of these words new ones come each month.
    if key in {"category", "voice_type", "user_sentiment", "phone_number_type", "data_storage_setting"}:
        return "something_new"
    return value
