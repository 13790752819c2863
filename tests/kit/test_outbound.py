"""The outbound client: where its connections really go, what it reads, and what it refuses to carry along."""

import asyncio
import datetime
import gzip
import ssl
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore2
import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from centralita.kit.outbound import (
    Limits,
    Outbound,
    OutboundAnswerTooLarge,
    OutboundFailed,
    OutboundPolicy,
    OutboundRefused,
)

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
                # The two doors' answers are compared, and a second may pass between them.
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

        def connect(backend, host, port, *args, **kwargs):
            return sync_connect(backend, *self._route(host, port), *args, **kwargs)

        async def connect_async(backend, host, port, *args, **kwargs):
            return await async_connect(backend, *self._route(host, port), *args, **kwargs)

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


@pytest.fixture
def wire(monkeypatch):
    return Wire(monkeypatch)


@pytest.fixture
def server():
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def http(server, wire):
    """An outbound client for whom `api.example.test` and `other.example.test` are public hosts."""
    wire.routes[PUBLIC] = server.port
    names = Names(api_example_test=[PUBLIC], other_example_test=[PUBLIC], inside_example_test=["127.0.0.1"])
    outbound = Outbound(OutboundPolicy(plain_http=True, limits=Limits(1, 1, 1, 2, 10_000)), resolver=names)
    yield outbound
    outbound.close()


def both(outbound, *args, **kwargs):
    """The same request through both doors; both must do alike."""

    async def ask():
        try:
            return await outbound.fetch_async(*args, **kwargs)
        finally:
            await outbound.aclose()

    results = []
    for run in (lambda: outbound.fetch(*args, **kwargs), lambda: asyncio.run(ask())):
        try:
            results.append(run())
        except (OutboundRefused, OutboundFailed, OutboundAnswerTooLarge) as error:
            results.append((type(error), error.data))
    assert results[0] == results[1]
    if isinstance(results[0], tuple):
        kind, data = results[0]
        raise kind(**data)
    return results[0]


def test_fetches_from_the_address_that_was_checked(http, server, wire):
    answer = both(http, "GET", f"http://{HOST}/")
    assert (answer.status, answer.body, answer.url) == (200, b"hello", f"http://{HOST}/")
    assert wire.dialled == [(PUBLIC, 80), (PUBLIC, 80)]
    assert {headers["Host"] for _, _, headers, _ in server.requests} == {HOST}


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_name_that_changes_its_mind_gains_nothing(kind, server, wire):
    names = Names(evil_example=[[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    wire.routes = {"127.0.0.1": server.port}
    outbound = Outbound(OutboundPolicy(plain_http=True), resolver=names)

    async def ask_async():
        async with outbound.async_client() as client:
            for _ in range(3):
                with pytest.raises((httpx2.ConnectError, OutboundRefused)):
                    await client.get("http://evil.example/")

    if kind == "sync":
        with outbound.client() as client:
            for _ in range(3):
                with pytest.raises((httpx2.ConnectError, OutboundRefused)):
                    client.get("http://evil.example/")
    else:
        asyncio.run(ask_async())
    assert names.asked == ["evil.example"] * 3
    assert wire.dialled == [(PUBLIC, 80)]
    assert server.connections == 0


def test_the_next_address_is_tried_when_one_does_not_answer(server, wire):
    wire.routes[PUBLIC] = server.port
    outbound = Outbound(OutboundPolicy(plain_http=True), resolver=Names(api_example_test=["8.8.8.8", PUBLIC]))
    assert both(outbound, "GET", f"http://{HOST}/").body == b"hello"
    assert [host for host, _ in wire.dialled] == ["8.8.8.8", PUBLIC] * 2
    outbound.close()


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://inside.example.test/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://0x7f.1/",
        "//127.0.0.1/",
    ],
)
@pytest.mark.parametrize("redirects", [0, 3])
def test_a_redirect_inward_goes_nowhere(http, server, wire, target, redirects):
    server.answers["/"] = (302, {"Location": target}, b"")
    wire.routes["127.0.0.1"] = server.port
    try:
        assert both(http, "GET", f"http://{HOST}/", redirects=redirects).status == 302
    except (OutboundRefused, OutboundFailed):
        assert redirects
    assert {host for host, _ in wire.dialled} == {PUBLIC}
    assert [path for _, path, _, _ in server.requests] == ["/", "/"]


def test_redirects_are_followed_only_when_asked_and_only_so_far(http, server):
    server.answers["/"] = (302, {"Location": "/next"}, b"")
    server.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    assert both(http, "GET", f"http://{HOST}/").status == 302
    followed = both(http, "GET", f"http://{HOST}/", redirects=1)
    assert (followed.body, followed.url) == (b"hello", f"http://{HOST}/next")
    with pytest.raises(OutboundFailed) as caught:
        both(http, "GET", f"http://{HOST}/loop", redirects=4)
    assert caught.value.data["reason"] == "redirects"
    assert len([path for _, path, _, _ in server.requests if path == "/loop"]) == 2 * 5


def test_a_key_stays_with_its_host(http, server):
    server.answers["/"] = (302, {"Location": "http://other.example.test/there"}, b"")
    both(
        http,
        "GET",
        f"http://{HOST}/",
        headers={"X-Api-Key": "k", "Authorization": "b", "Accept": "a/b"},
        redirects=1,
    )
    there = [headers for _, path, headers, _ in server.requests if path == "/there"]
    assert len(there) == 2
    for headers in there:
        names = {name.lower() for name in headers}
        assert names.isdisjoint({"x-api-key", "authorization"})
        assert headers["Accept"] == "a/b"


def test_a_body_is_not_handed_to_another_host(http, server):
    server.answers["/"] = (307, {"Location": "http://other.example.test/there"}, b"")
    with pytest.raises(OutboundRefused):
        both(http, "POST", f"http://{HOST}/", content=b"private", redirects=1)


def test_cookies_of_one_answer_do_not_travel_with_the_next_request(http, server):
    server.answers["/"] = (200, {"Set-Cookie": "a=1; Path=/"}, b"")
    http.fetch("GET", f"http://{HOST}/")
    http.fetch("GET", f"http://{HOST}/")
    assert all("Cookie" not in headers for _, _, headers, _ in server.requests)


@pytest.mark.parametrize("name", ["Host", "content-length", "Transfer-Encoding", "Connection", "X\r\nHost"])
def test_headers_that_decide_where_a_request_goes_are_ours(http, server, name):
    with pytest.raises(OutboundRefused):
        both(http, "GET", f"http://{HOST}/", headers={name: "inside"})
    assert server.connections == 0


def test_nothing_is_taken_from_the_environment(http, server, wire, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    both(http, "GET", f"http://{HOST}/")
    assert {host for host, _ in wire.dialled} == {PUBLIC}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"x" * 10_001),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"0" * 50_000_000)),
    ],
)
def test_too_large_an_answer_is_dropped(http, server, headers, body):
    server.answers["/"] = (200, headers, body)
    with pytest.raises(OutboundAnswerTooLarge) as caught:
        both(http, "GET", f"http://{HOST}/")
    assert caught.value.data == {"limit": 10_000}


def test_an_endless_answer_ends(http, server):
    def forever(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 1000)

    server.answers["/"] = forever
    with pytest.raises(OutboundAnswerTooLarge):
        both(http, "GET", f"http://{HOST}/")


def test_a_packed_answer_arrives_unpacked(http, server):
    server.answers["/"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"hello" * 100))
    assert both(http, "GET", f"http://{HOST}/").body == b"hello" * 100


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "x"])
def test_other_packings_are_refused(http, server, encoding):
    server.answers["/"] = (200, {"Content-Encoding": encoding}, b"????")
    with pytest.raises(OutboundFailed) as caught:
        both(http, "GET", f"http://{HOST}/")
    assert caught.value.data["reason"] == "encoding"


def test_a_damaged_packing_is_a_failure(http, server):
    server.answers["/"] = (200, {"Content-Encoding": "gzip"}, b"not gzip at all")
    with pytest.raises(OutboundFailed):
        both(http, "GET", f"http://{HOST}/")


@pytest.mark.slow
@pytest.mark.parametrize("pause", [5.0, 0.3])
def test_a_slow_answer_ends_whether_silent_or_dripping(http, server, pause):
    stop = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(pause):
            handler.wfile.write(b"x")

    server.answers["/"] = drip
    began = time.monotonic()
    with pytest.raises(OutboundFailed) as caught:
        both(http, "GET", f"http://{HOST}/")
    stop.set()
    assert caught.value.data["reason"] == "timed_out"
    assert time.monotonic() - began < 8


def test_no_answer_and_rubbish_are_failures_with_a_reason(http, server, wire):
    server.answers["/rubbish"] = lambda handler: handler.wfile.write(b"\x00\x01\x02 not http\r\n\r\n")
    with pytest.raises(OutboundFailed) as caught:
        both(http, "GET", f"http://{HOST}/rubbish")
    assert caught.value.data == {"reason": "protocol", "host": HOST}
    wire.routes.clear()
    with pytest.raises(OutboundFailed) as caught:
        both(
            Outbound(OutboundPolicy(plain_http=True), resolver=Names(api_example_test=["8.8.8.8"])),
            "GET",
            f"http://{HOST}/",
        )
    assert caught.value.data["reason"] == "connection"


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


def test_tls_greets_and_verifies_the_name_though_an_address_is_dialled(tmp_path, wire):
    with tls_server(tmp_path, HOST) as (server, trust, greeted):
        wire.routes[PUBLIC] = server.port
        outbound = Outbound(resolver=Names(api_example_test=[PUBLIC]), ssl_context=trust)
        assert both(outbound, "GET", f"https://{HOST}/").body == b"hello"
        assert greeted == [HOST, HOST]
        assert wire.dialled == [(PUBLIC, 443)] * 2
        outbound.close()


def test_a_certificate_for_another_name_is_refused(tmp_path, wire):
    with tls_server(tmp_path, "other.example.test") as (server, trust, _):
        wire.routes[PUBLIC] = server.port
        outbound = Outbound(resolver=Names(api_example_test=[PUBLIC]), ssl_context=trust)
        with pytest.raises(OutboundFailed) as caught:
            both(outbound, "GET", f"https://{HOST}/")
        assert caught.value.data["reason"] == "certificate"
        outbound.close()


def test_an_allowed_private_host_is_reached(server):
    address = f"localhost:{server.port}"
    outbound = Outbound(OutboundPolicy().allowing(address))
    assert both(outbound, "GET", f"http://{address}/").body == b"hello"
    with pytest.raises(OutboundRefused):
        both(outbound, "GET", f"http://127.0.0.1:{server.port}/")
    outbound.close()


def test_connections_are_kept(http, server):
    for _ in range(5):
        http.fetch("GET", f"http://{HOST}/")
    assert server.connections == 1


def test_sdk_clients_obey_the_same_rules(http, server):
    server.answers["/big"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 1_000_000))
    server.answers["/away"] = (302, {"Location": "http://127.0.0.1/"}, b"")

    async def ask(client):
        async with client:
            assert (await client.get(f"http://{HOST}/")).text == "hello"
            assert (await client.get(f"http://{HOST}/away")).status_code == 302
            with pytest.raises(OutboundAnswerTooLarge):
                await client.get(f"http://{HOST}/big")
            with pytest.raises(OutboundRefused):
                await client.get("http://127.0.0.1/")

    asyncio.run(ask(http.async_client()))
