"""A system that tools call: answers what it is told to, and remembers what it was asked."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from django.conf import settings

from centralita.studio.outbound import outbound
from centralita.studio.tools.way_out import tool_outbound


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    """What to answer with."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    seconds: float = 0.0
    # How long it goes on after its last byte, with no end in sight.
    open_for: float = 0.0

    @classmethod
    def of(cls, value: Any, status: int = 200) -> "Answer":
        return cls(status, json.dumps(value).encode())


@dataclass
class Stub:
    """The system. `answer` makes an answer of what was asked."""

    address: str
    asked: list[Asked] = field(default_factory=list)
    answer: Callable[[Asked], Answer] = lambda _asked: Answer()

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")


@contextlib.contextmanager
def serving_tools() -> Iterator[Stub]:
    """Serve it on loopback, and let tools reach it there: for this long the operator allows that address."""
    stub = Stub("")

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, self.rfile.read(length))
            stub.asked.append(asked)
            answer = stub.answer(asked)
            time.sleep(answer.seconds)
            with contextlib.suppress(OSError):
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if not answer.open_for:
                    self.send_header("content-length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
                self.wfile.flush()
                time.sleep(answer.open_for)

        def log_message(self, *_args: object) -> None:
            pass

    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.do)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    stub.address = f"http://127.0.0.1:{server.server_port}"
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(before, allow_private_hosts=(*before.allow_private_hosts, stub.host))
    tool_outbound.cache_clear()
    outbound.cache_clear()
    try:
        yield stub
    finally:
        settings.ENVIRONMENT = before
        tool_outbound.cache_clear()
        outbound.cache_clear()
        server.shutdown()
        server.server_close()
        thread.join()


def definition(address: str, **more: Any) -> dict[str, Any]:
    """A tool that asks for free slots on a day."""
    request = {"method": "GET", "address": f"{address}/slots/{{day}}", **more.pop("request", {})}
    return {
        "description": "Free slots on a day",
        "parameters": {"type": "object", "properties": {"day": {"type": "string"}}, "required": ["day"]},
        "request": request,
        "outputs": [{"name": "first_slot", "path": "slots[0].start"}],
        **more,
    }
