"""The stand-ins keep their word: they sign as the vendors do, and loading the adapters loads no SDK."""

import subprocess
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

from tests.providers.voice.benches import ELEVENLABS_CONFIG, RETELL_CONFIG
from tests.providers.voice.retell_server import RetellServer

from centralita.kit.ids import new_id
from centralita.providers.voice.calls import CallOrder
from centralita.providers.voice.events import read_event
from centralita.providers.voice.reading import read_snapshot
from centralita.providers.voice.signatures import verified


class _Inbox(BaseHTTPRequestHandler):
    def do_POST(self):
        raw = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append((raw, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_told):
        pass


def test_webhooks_are_sent_signed_and_tell_of_the_call(retell, elevenlabs):
    inbox = HTTPServer(("127.0.0.1", 0), _Inbox)
    inbox.received = []
    thread = threading.Thread(target=inbox.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        for server, config, number_id, events in (
            (retell, RETELL_CONFIG, RetellServer.number, ("call_started", "call_ended", "call_analyzed")),
            (
                elevenlabs,
                ELEVENLABS_CONFIG,
                "phnum_1",
                ("post_call_transcription", "call_initiation_failure"),
            ),
        ):
            provider = server.provider()
            agent = provider.create_agent(config, "m1")
            order = CallOrder(new_id(), agent.id, RetellServer.number, number_id, "+12025550123")
            call_id = provider.place_call(order).call_id
            server.finish_call(call_id)
            for event in events:
                url = f"http://127.0.0.1:{inbox.server_port}/hooks"
                assert server.send_webhook(url, event, call_id, "secret") == 204
                raw, headers = inbox.received.pop()
                assert verified(server.platform, raw, headers, ["secret"], datetime.now(UTC))
                assert not verified(server.platform, raw + b" ", headers, ["secret"], datetime.now(UTC))
                assert read_event(server.platform, raw).call_id == call_id
                snapshot = read_snapshot(server.platform, raw)
                assert (snapshot.call_id, snapshot.our_call) == (call_id, order.our_call)
    finally:
        inbox.shutdown()
        thread.join()
        inbox.server_close()


def test_no_sdk_is_loaded_before_an_account_is_opened():
    """They take seconds, and most processes never call anybody."""
    code = (
        "import sys, centralita.providers.voice.retell.provider, centralita.providers.voice.elevenlabs.provider, "
        "centralita.providers.voice.reading; print([name for name in ('retell', 'elevenlabs') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
