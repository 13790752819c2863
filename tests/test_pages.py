"""Pages and probes outside of the API."""

import gzip
import re

import pytest
from django.test import Client

from centralita.config import built

pytestmark = pytest.mark.database


def test_the_process_says_that_it_lives_and_is_ready(database: object) -> None:
    client = Client()
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").json() == {"ready": True}
    assert b"centralita_requests_total" in client.get("/metrics").content


def test_the_widget_travels_compressed(database: object) -> None:
    file = built.widget() / "widget.js"
    if not file.exists():
        pytest.skip("the widget is not built: run make test")
    client = Client()
    packed = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == file.read_bytes() == client.get("/widget.js").content
    assert packed["Access-Control-Allow-Origin"] == "*"
    assert len(packed.content) < 25_000


def test_every_page_carries_a_strict_policy(database: object) -> None:
    for path in ("/healthz", "/api/v1/config", "/dev/mail", "/sign-in"):
        policy = Client().get(path)["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_the_service_worker_is_asked_for_anew_and_may_serve_every_page(database: object) -> None:
    if not (built.dashboard() / "service-worker.js").exists():
        pytest.skip("the dashboard is not built: run make test")
    answer = Client().get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    named = re.findall(r"/static/app/([\w./-]+)", answer.content.decode())
    assert len(named) > 10
    for name in named:
        assert name == "assets" or (built.dashboard() / name).exists() or name.endswith("/"), name
