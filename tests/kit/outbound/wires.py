"""What stands in for the network: servers on loopback, the wires that lead to them, and names for their addresses."""

import asyncio
import datetime
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import httpcore2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from centralita.kit.outbound import Answer, OutboundAnswerTooLarge, OutboundFailed, OutboundRefused, streaming

PUBLIC = "93.184.216.34"
HOST = "api.example.test"


class Server:
    """A server on loopback that answers by path and counts who connected."""

    def __init__(self, tls=None):
        self.connections = 0
        self.requests = []
        self.answers = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def date_time_string(self, timestamp=None):
                # The doors' answers are compared, and a second may pass between them.
                return "Sat, 21 Nov 2026 00:00:00 GMT"

            def setup(self):
                outer.connections += 1
                super().setup()

            def do_GET(self):
                length = int(self.headers.get("content-length") or 0)
                outer.requests.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
                answer = outer.answers.get(self.path, (200, {}, b"hello"))
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                self.do_GET()

            def log_message(self, *args):
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *args):
                pass

        self._server = Quiet(("127.0.0.1", 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def stop(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Wire:
    """Stands where the sockets are: notes every address dialled, and leads "public" ones to a local server."""

    def __init__(self, monkeypatch):
        self.dialled = []
        self.routes = {}
        sync_connect = httpcore2.SyncBackend.connect_tcp
        async_connect = httpcore2.AnyIOBackend.connect_tcp
        legacy_connect = httpcore.SyncBackend.connect_tcp
        open_line = streaming.open_line

        def connect(backend, host, port, *args, **kwargs):
            return sync_connect(backend, *self._route(host, port), *args, **kwargs)

        async def connect_async(backend, host, port, *args, **kwargs):
            return await async_connect(backend, *self._route(host, port), *args, **kwargs)

        def connect_legacy(backend, host, port, *args, **kwargs):
            return legacy_connect(backend, *self._route(host, port), *args, **kwargs)

        async def open_routed(host, address, port, context):
            try:
                return await open_line(host, *self._route(address, port), context)
            except httpcore2.ConnectError:
                raise ConnectionRefusedError from None

        monkeypatch.setattr(streaming, "open_line", open_routed)
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect_legacy)
        monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
        monkeypatch.setattr(httpcore2.AnyIOBackend, "connect_tcp", connect_async)

    def _route(self, host, port):
        self.dialled.append((host, port))
        if host not in self.routes:
            raise httpcore2.ConnectError("no route in this test")
        return "127.0.0.1", self.routes[host]


class Names:
    def __init__(self, **known):
        self.known = known
        self.asked = []

    def resolve(self, host, _port):
        self.asked.append(host)
        answer = self.known[host.replace(".", "_")]
        return answer.pop(0) if isinstance(answer[0], list) else answer

    async def resolve_async(self, host, port):
        return self.resolve(host, port)


def certificate(folder, name):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def tls_server(folder, name):
    file = certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    greeted = []
    context.sni_callback = lambda _socket, name, _context: greeted.append(name)
    running = Server(context)
    try:
        yield running, ssl.create_default_context(cafile=file), greeted
    finally:
        running.stop()


async def streamed(outbound, method, url, *, headers=None, content=None):
    """A whole answer by the way that streams; how long it may take in all is its reader's business."""
    limits = outbound.guard.policy.limits
    target = outbound.target(method, url, headers)
    try:
        async with asyncio.timeout(limits.total):
            answer = await outbound.stream(target, content or b"", seconds=limits.read)
            try:
                body = b"".join([chunk async for chunk in answer])
            finally:
                answer.close()
    except TimeoutError:
        raise OutboundFailed(reason="timed_out", host=target.destination.host) from None
    return Answer(answer.status, dict(answer.headers), body, url)


def doors(redirects=0):
    """How many doors a request goes through: the one that streams follows nothing."""
    return 2 if redirects else 3


def every_door(outbound, *args, **kwargs):
    """The same request through every door; all must do alike."""

    async def ask(door):
        try:
            return await door()
        finally:
            await outbound.aclose()

    runs = [
        lambda: outbound.fetch(*args, **kwargs),
        lambda: asyncio.run(ask(lambda: outbound.fetch_async(*args, **kwargs))),
    ]
    if not kwargs.get("redirects"):
        plain = {name: value for name, value in kwargs.items() if name != "redirects"}
        runs.append(lambda: asyncio.run(ask(lambda: streamed(outbound, *args, **plain))))
    results = []
    for run in runs:
        try:
            results.append(run())
        except (OutboundRefused, OutboundFailed, OutboundAnswerTooLarge) as error:
            results.append((type(error), error.data))
    assert all(result == results[0] for result in results), results
    if isinstance(results[0], tuple):
        kind, data = results[0]
        raise kind(**data)
    return results[0]
