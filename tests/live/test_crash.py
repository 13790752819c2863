"""Killed at any moment, the product loses no acknowledged message and doubles none."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from centralita.kit.postgres import EmbeddedPostgres, Role

pytestmark = [pytest.mark.database, pytest.mark.slow]

TALKERS = 6
SECONDS = 6.0

FLOW: dict[str, Any] = {
    "name": "Eco",
    "languages": ["es"],
    "variables": [{"name": "word"}],
    "guardrails": {"max_turns": 10_000},
    "flows": [
        {
            "id": "main",
            "name": "Main",
            "entry": "ask",
            "nodes": [
                {
                    "id": "ask",
                    "kind": "ask",
                    "data": {"question": {"es": "¿Y ahora? Antes dijo {{word}}"}, "variable": "word"},
                }
            ],
            "edges": [{"id": "again", "source": "ask", "port": "next", "target": "ask"}],
        }
    ],
}


class Product:
    """The live process under test, which can be killed and started again on the same port."""

    def __init__(self, home: Path, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None
        self.database = EmbeddedPostgres(home / "database")
        info = self.database.start()
        self.environment = {
            **os.environ,
            "CENTRALITA_HOME": str(home),
            "DATABASE_URL": info.dsn(Role.APPLICATION),
            "DATABASE_OWNER_URL": info.dsn(Role.OWNER),
            "CENTRALITA_ALLOWED_HOSTS": "testserver",
            "CENTRALITA_UNLIMITED": "1",
            "CENTRALITA_LOG_LEVEL": "CRITICAL",
        }
        subprocess.run([sys.executable, "-m", "centralita.config.migrate"], check=True, env=self.environment)

    def key_of_an_agent(self) -> str:
        """The publishable key of a new agent, made in a process of its own on this product's database."""
        script = (
            "import json, sys, django; django.setup();"
            "from tests.live.talk import api_channel, published_agent; from tests.people import make_member;"
            "member = make_member(); print(api_channel(member, published_agent(member, json.load(sys.stdin))))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            input=json.dumps(FLOW),
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip().splitlines()[-1]

    def start(self) -> None:
        arguments = ["-m", "uvicorn", "centralita.config.asgi:live_application", "--factory", "--port"]
        self.process = subprocess.Popen(
            [sys.executable, *arguments, str(self.port), "--no-access-log", "--log-level", "critical"],
            env=self.environment,
        )
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the live process did not start")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_database(self) -> None:
        """End the postmaster as a power cut would, then recover."""
        pid = self.database.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.3)
        self.database.start()


@pytest.fixture
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    if os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("somebody else's server is not ours to kill")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    product = Product(tmp_path_factory.mktemp("crash"), port)
    product.start()
    yield product
    product.kill()
    product.database.remove()


class Talker(threading.Thread):
    """A visitor who sends each message until it is acknowledged, as the widget does."""

    def __init__(self, base: str, key: str) -> None:
        super().__init__(daemon=True)
        self.base = base
        self.key = key
        self.acknowledged: list[str] = []
        self.stopping = threading.Event()
        self.id = self.token = ""

    def run(self) -> None:
        self._start()
        number = 0
        while not self.stopping.is_set():
            number += 1
            self._send(f"mensaje {number}", str(uuid.uuid4()))

    def _start(self) -> None:
        while not self.stopping.is_set():
            response = self._post("", {}, self.key)
            if response is not None and response.status_code == 201:
                started = response.json()
                self.id, self.token = started["conversation"]["id"], started["token"]
                return
            time.sleep(0.1)

    def _send(self, text: str, client_id: str) -> None:
        while not self.stopping.is_set():
            response = self._post(f"/{self.id}/messages", {"client_id": client_id, "text": text}, self.token)
            if response is not None and response.status_code == 202:
                self.acknowledged.append(text)
                return
            assert response is None or response.status_code in {500, 503}, response.text
            time.sleep(0.05)

    def _post(self, path: str, body: dict[str, str], token: str) -> httpx.Response | None:
        try:
            return httpx.post(
                f"{self.base}/chat/v1/conversations{path}",
                json=body,
                headers={"Authorization": f"Bearer {token}"},
                timeout=5,
            )
        except httpx.TransportError:
            return None


def said(base: str, talker: Talker) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []
    while True:
        after = messages[-1]["sequence"] if messages else 0
        address = f"{base}/chat/v1/conversations/{talker.id}?after={after}"
        page = httpx.get(address, headers={"Authorization": f"Bearer {talker.token}"}).json()["messages"]
        if not page:
            return messages
        messages += page


def run_through(product: Product, trouble: list[Callable[[], None]]) -> None:
    """Let people talk while trouble happens; then compare what they were told with what was kept."""
    key = product.key_of_an_agent()
    base = f"http://127.0.0.1:{product.port}"
    talkers = [Talker(base, key) for _ in range(TALKERS)]
    for talker in talkers:
        talker.start()
    pause = SECONDS / (len(trouble) + 1)
    for happening in trouble:
        time.sleep(pause)
        happening()
    time.sleep(pause)
    for talker in talkers:
        talker.stopping.set()
    for talker in talkers:
        talker.join(timeout=15)
    total = 0
    for talker in talkers:
        messages = said(base, talker)
        assert [message["sequence"] for message in messages] == list(range(1, len(messages) + 1))
        mine = [message["text"] for message in messages if message["role"] == "visitor"]
        assert len(mine) == len(set(mine)), "a message was doubled"
        assert set(talker.acknowledged) <= set(mine), "an acknowledged message is lost"
        answers = [message["text"] for message in messages if message["role"] == "agent"]
        assert len(answers) == len(mine) + 1, "an answer was lost or doubled"
        total += len(talker.acknowledged)
    assert total > TALKERS * 3


def test_the_process_is_killed(product: Product) -> None:
    def kill_and_start() -> None:
        product.kill()
        product.start()

    run_through(product, [kill_and_start, kill_and_start])


def test_postgresql_is_killed(product: Product) -> None:
    run_through(product, [product.kill_database, product.kill_database])
