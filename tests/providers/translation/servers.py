"""A server that answers as DeepL, Google and AWS document it, and holds what it is asked against that.

Its translation is the same words in capitals, but for what must stay; `fault` makes the next requests fail.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from centralita.kit.outbound import Outbound, OutboundPolicy

_TAGS = re.compile(r'(<x>.*?</x>|<span translate="no">.*?</span>|&\w+;)', re.DOTALL)
KEY = "key_4f9a8b7c6d5e"


def capitals(text: str) -> str:
    """The text in capitals outside of what is kept."""
    parts = _TAGS.split(text)
    return "".join(part if at % 2 else part.upper() for at, part in enumerate(parts))


@dataclass
class Service:
    """The server's doings. `answers` replaces its translation; `fault` is a status and a body."""

    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    fault: tuple[int, Any] | None = None
    answers: Callable[[str], str] = capitals

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def outbound(self) -> Outbound:
        return Outbound(OutboundPolicy().allowing(f"localhost:{self.port}"))

    def answer(self, path: str, headers: dict[str, str], body: Any) -> tuple[int, Any]:
        self.asked.append({"path": path, "headers": headers, "body": body})
        if self.fault is not None:
            return self.fault
        if path == "/v2/translate":
            return self._deepl(headers, body)
        if path == "/language/translate/v2":
            return self._google(headers, body)
        if headers.get("x-amz-target") == "AWSShineFrontendService_20170701.TranslateText":
            return self._aws(headers, body)
        self.problems.append(f"no such operation: {path}")
        return 404, {}

    def _deepl(self, headers: dict[str, str], body: Any) -> tuple[int, Any]:
        if headers.get("authorization") != f"DeepL-Auth-Key {KEY}":
            return 403, {"message": "Forbidden"}
        if set(body) - {"text", "source_lang", "target_lang", "tag_handling", "ignore_tags", "formality"}:
            self.problems.append(f"unknown fields: {sorted(body)}")
        if not isinstance(body["text"], list) or not 1 <= len(body["text"]) <= 50:
            self.problems.append("one to fifty texts")
        if body.get("formality", "default") not in {"default", "more", "less", "prefer_more", "prefer_less"}:
            self.problems.append("no such formality")
        if body["target_lang"] in {"EN", "PT"}:
            self.problems.append("a target names its variety")
        return 200, {
            "translations": [
                {"detected_source_language": body["source_lang"], "text": self.answers(text)}
                for text in body["text"]
            ]
        }

    def _google(self, headers: dict[str, str], body: Any) -> tuple[int, Any]:
        if headers.get("x-goog-api-key") != KEY:
            return 400, {"error": {"code": 400, "details": [{"reason": "API_KEY_INVALID"}]}}
        if set(body) != {"q", "source", "target", "format"} or body["format"] not in {"html", "text"}:
            self.problems.append(f"unknown fields: {sorted(body)}")
        if len(body["q"]) > 128:
            self.problems.append("at most 128 texts")
        return 200, {"data": {"translations": [{"translatedText": self.answers(text)} for text in body["q"]]}}

    def _aws(self, headers: dict[str, str], body: Any) -> tuple[int, Any]:
        signed = headers.get("authorization", "")
        if not signed.startswith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLEEXAMPLE00/"):
            return 400, {"__type": "UnrecognizedClientException"}
        if "/eu-west-1/translate/aws4_request" not in signed or "x-amz-date" not in headers:
            self.problems.append("not signed as it should be")
        if set(body) - {"Settings"} != {"Text", "SourceLanguageCode", "TargetLanguageCode"}:
            self.problems.append(f"unknown fields: {sorted(body)}")
        if body.get("Settings", {}).get("Formality", "FORMAL") not in {"FORMAL", "INFORMAL"}:
            self.problems.append("no such formality")
        return 200, {**body, "TranslatedText": self.answers(body["Text"])}


@contextmanager
def serving() -> Iterator[Service]:
    """The server, on this machine only."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, told = service.answer(self.path, headers, body)
            raw = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
