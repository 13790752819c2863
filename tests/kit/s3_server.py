"""A bucket that speaks as much of S3 as we use, and takes nothing that is not signed with its key.

Signature Version 4 is checked as Amazon describes it: over the method, the path, the query, the signed headers and
the hash of what is sent.
"""

import hashlib
import hmac
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

KEY_ID, SECRET = "AKIDEXAMPLE", "very-secret"
_SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request, ?"
    r"SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})"
)
_PAGE = 2


class Bucket(ThreadingHTTPServer):
    """The one bucket `files`: its objects by name, uploads in parts, and what goes wrong on demand."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, tuple[bytes, datetime]] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.asked: list[str] = []
        self.failing = 0
        """How many of the next requests are answered with 503; negative: all."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Bucket
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Quietly."""

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        bucket, _, name = unquote(parts.path).lstrip("/").partition("/")
        self.server.asked.append(f"{self.command} {name or '/'}")
        if self.server.failing:
            self.server.failing -= 1
            self._answer(503, _error("SlowDown"))
        elif not self._genuine(body):
            self._answer(403, _error("SignatureDoesNotMatch"))
        elif bucket != "files":
            self._answer(404, _error("NoSuchBucket"))
        else:
            getattr(self, f"_{self.command.lower()}")(name, query, body)

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = _take  # noqa: N815 - as the library calls them

    def _put(self, name: str, query: dict[str, str], body: bytes) -> None:
        if "partNumber" in query:
            self.server.uploads[query["uploadId"]][int(query["partNumber"])] = body
        else:
            self.server.objects[name] = (body, datetime.now(UTC))
        self._answer(200, b"", etag=f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"')

    def _post(self, name: str, query: dict[str, str], body: bytes) -> None:
        if "uploads" in query:
            upload = f"up{len(self.server.uploads)}"
            self.server.uploads[upload] = {}
            self._answer(200, _xml("InitiateMultipartUploadResult", f"<UploadId>{upload}</UploadId>"))
            return
        pieces = self.server.uploads.pop(query["uploadId"])
        whole = b"".join(pieces[number] for number in sorted(pieces))
        self.server.objects[name] = (whole, datetime.now(UTC))
        self._answer(200, _xml("CompleteMultipartUploadResult", '<ETag>"x-1"</ETag>'))

    def _get(self, name: str, query: dict[str, str], body: bytes) -> None:
        if name:
            self._head(name, query, body)
            return
        known = sorted(key for key in self.server.objects if key.startswith(query.get("prefix", "")))
        rest = [key for key in known if key > query.get("continuation-token", "")]
        shown, more = rest[:_PAGE], len(rest) > _PAGE
        listed = "".join(self._listed(key) for key in shown)
        token = f"<NextContinuationToken>{escape(shown[-1])}</NextContinuationToken>" if more else ""
        told = f"<IsTruncated>{str(more).lower()}</IsTruncated>{listed}{token}"
        self._answer(200, _xml("ListBucketResult", told))

    def _listed(self, key: str) -> str:
        content, at = self.server.objects[key]
        told = f"<LastModified>{at:%Y-%m-%dT%H:%M:%S.000Z}</LastModified><Size>{len(content)}</Size>"
        return f"<Contents><Key>{escape(key)}</Key>{told}</Contents>"

    def _head(self, name: str, query: dict[str, str], body: bytes) -> None:
        found = self.server.objects.get(name)
        if found is None:
            self._answer(404, _error("NoSuchKey"))
        else:
            self._answer(200, found[0], **{"last-modified": format_datetime(found[1], usegmt=True)})

    def _delete(self, name: str, query: dict[str, str], body: bytes) -> None:
        if "uploadId" in query:
            self.server.uploads.pop(query["uploadId"], None)
        else:
            self.server.objects.pop(name, None)
        self._answer(204, b"")

    def _genuine(self, body: bytes) -> bool:
        found = _SIGNED.fullmatch(self.headers.get("authorization", ""))
        sent = self.headers.get("x-amz-content-sha256", "")
        if found is None or found[1] != KEY_ID or sent != hashlib.sha256(body).hexdigest():
            return False
        _, day, region, names, signature = found.groups()
        parts = urlsplit(self.path)
        asked = sorted(parse_qsl(parts.query, keep_blank_values=True))
        query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in asked)
        headers = "".join(f"{name}:{(self.headers.get(name) or '').strip()}\n" for name in names.split(";"))
        request = f"{self.command}\n{parts.path}\n{query}\n{headers}\n{names}\n{sent}"
        scope = f"{day}/{region}/s3/aws4_request"
        moment = self.headers.get("x-amz-date", "")
        text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(request.encode()).hexdigest()])
        key = f"AWS4{SECRET}".encode()
        for word in (day, region, "s3", "aws4_request"):
            key = hmac.digest(key, word.encode(), "sha256")
        return hmac.compare_digest(hmac.digest(key, text.encode(), "sha256").hex(), signature)

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _xml(name: str, content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><{name}>{content}</{name}>'.encode()


def _error(code: str) -> bytes:
    return _xml("Error", f"<Code>{code}</Code><Message>{code}</Message>")


@contextmanager
def serving() -> Iterator[Bucket]:
    """A bucket on a port of this machine."""
    bucket = Bucket()
    thread = threading.Thread(target=bucket.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield bucket
    finally:
        bucket.shutdown()
        bucket.server_close()
        thread.join()
