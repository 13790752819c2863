"""The commands for a build server, at an installation that they reach over its API alone."""

import http.server
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
import yaml
from click.testing import CliRunner
from django.db import connection

from centralita.cli import main
from centralita.config import remote
from centralita.config.remote import Pace, Remote, RemoteFailed
from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.scenarios.holding import hold_run
from tests.people import Member

GREETS = {"checks": [{"kind": "said", "text": "hola"}]}
FAILS = {"steps": [{"say": "¿Qué tal?"}], "checks": [{"kind": "said", "text": "zarzaparrilla"}]}


class Build:
    """A build server: the command, in a process that knows no database and has no folder for one."""

    def __init__(self, server: str, member: Member, folder: Path) -> None:
        self.organization = to_text("org", member.organization_id)
        self.agent = member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"]
        self.key = member.api.post(
            "/api-keys",
            {"name": "Obra", "permissions": ["agent:read", "agent:update", "agent:create", "tool:manage"]},
        ).json()["key"]
        self.member, self.folder, self.server = member, folder, server
        self.home = folder / "home"

    def run(
        self,
        *arguments: str,
        meanwhile: Callable[[subprocess.Popen[str]], object] = lambda _: None,
        **environment: str,
    ) -> subprocess.CompletedProcess[str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DATABASE_", "CENTRALITA_"))
        }
        given = {
            "CENTRALITA_URL": self.server,
            "CENTRALITA_API_KEY": self.key,
            "CENTRALITA_HOME": str(self.home),
            "PYTHONIOENCODING": "utf-8",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "centralita.cli", *arguments],
            env=kept | given | environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        while process.poll() is None:
            meanwhile(process)
            try:
                process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
        out, err = process.communicate(timeout=10)
        assert self.key not in out + err
        assert not self.home.exists(), "it makes no database of its own"
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def scenario(self, name: str, script: dict[str, Any]) -> None:
        answer = self.member.api.post(f"/agents/{self.agent}/scenarios", {"name": name, "script": script})
        assert answer.status_code == 201, answer.content

    def hold(self, _: object = None) -> None:
        """What the worker of the installation does."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE task_name = 'scenarios.hold' AND status = 'todo'"
                " AND args->>'organization_id' = %s RETURNING args::text",
                [str(self.member.organization_id)],
            )
            jobs = [json.loads(row[0]) for row in cursor.fetchall()]
        for job in jobs:
            hold_run(OrganizationId(UUID(job["organization_id"])), UUID(job["run_id"]))


@pytest.fixture
def build(server: str, member: Member, tmp_path: Path) -> Build:
    return Build(server, member, tmp_path)


@pytest.mark.database
def test_scenarios_are_held_there_and_told_here(build: Build) -> None:
    build.scenario("Saluda", GREETS)
    done = build.run("test", build.organization, build.agent, meanwhile=build.hold)
    assert (done.returncode, done.stdout) == (0, "passed  Saluda\n1 of 1 passed.\n"), done.stderr
    build.scenario("Imposible", FAILS)
    files = ("--junit", "results.xml", "--json", "results.json")
    done = build.run("test", build.organization, build.agent, *files, meanwhile=build.hold)
    told = done.stdout.splitlines()
    assert (done.returncode, told[:2], told[-1]) == (
        1,
        ["passed  Saluda", "FAILED  Imposible"],
        "1 of 2 passed.",
    ), done.stderr
    assert told[2].startswith("        said(text=zarzaparrilla): "), "why"
    suite = ET.parse(build.folder / "results.xml").getroot()  # noqa: S314 - our own
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    written = json.loads((build.folder / "results.json").read_text("utf-8"))
    assert [each["passed"] for each in written["results"]] == [True, False]


@pytest.mark.database
def test_a_run_that_takes_too_long_is_called_off(build: Build) -> None:
    """No worker holds it here."""
    build.scenario("Saluda", GREETS)
    done = build.run("test", build.organization, build.agent, "--timeout", "1")
    assert done.returncode == 1
    assert done.stderr.startswith("After 1 seconds 0 of 1 scenarios were held")
    [run] = build.member.api.get(f"/agents/{build.agent}/scenario-runs").json()["items"]
    assert run["state"] == "cancelled"
    build.hold()


@pytest.mark.database
def test_a_build_that_is_stopped_stops_its_run(build: Build) -> None:
    build.scenario("Saluda", GREETS)
    runs = f"/agents/{build.agent}/scenario-runs"

    stopped: list[subprocess.Popen[str]] = []

    def stop(process: subprocess.Popen[str]) -> None:
        if not stopped and build.member.api.get(runs).json()["items"]:
            stopped.append(process)
            # Until it has heard that its run has begun.
            time.sleep(0.3)
            process.terminate()

    done = build.run("test", build.organization, build.agent, meanwhile=stop)
    assert (done.returncode, done.stderr) == (
        143,
        "Stopped: 0 of 1 scenarios were held; the run was called off.\n",
    )
    assert [run["state"] for run in build.member.api.get(runs).json()["items"]] == ["cancelled"]
    build.hold()


@pytest.mark.database
def test_an_agent_goes_out_is_compared_and_comes_in(build: Build) -> None:
    out = build.run("export", build.organization, build.agent, "--output", "agent.yaml")
    assert out.returncode == 0, out.stderr
    shown = build.run("export", build.organization, build.agent)
    file = build.folder / "agent.yaml"
    assert shown.stdout == file.read_text("utf-8")
    same = build.run("diff", build.organization, build.agent, "agent.yaml")
    assert (same.returncode, same.stdout) == (0, ""), same.stderr
    file.write_text(file.read_text("utf-8").replace("Recepción", "Portería"), "utf-8")
    differs = build.run("diff", build.organization, build.agent, "agent.yaml")
    assert differs.returncode == 1
    assert "Portería" in differs.stdout
    taken = build.run("import", build.organization, "agent.yaml", "--agent", build.agent)
    assert (taken.returncode, taken.stdout) == (0, differs.stdout), taken.stderr
    again = build.run("diff", build.organization, build.agent, "agent.yaml")
    assert again.returncode == 0
    made = build.run("import", build.organization, "agent.yaml", "--name", "Otra")
    assert made.returncode == 0, made.stderr
    assert build.member.api.get(f"/agents/{made.stdout.strip()}").json()["name"] == "Otra"
    assert "Before it can be published" not in made.stderr + taken.stderr
    build.scenario("Saluda", GREETS)
    stays = build.run("diff", build.organization, build.agent, "agent.yaml")
    assert (stays.returncode, stays.stdout) == (0, "")
    assert stays.stderr == "Not in the file, and stays: scenario Saluda\n"
    flows = yaml.safe_load(file.read_text("utf-8"))["blueprint"]["flows"]
    assert flows[0]["edges"], "something to break"
    target = f"target: {flows[0]['edges'][0]['target']}"
    file.write_text(file.read_text("utf-8").replace(target, "target: nowhere", 1), "utf-8")
    broken = build.run("import", build.organization, "agent.yaml", "--agent", build.agent)
    assert broken.returncode == 0
    assert "Before it can be published: " in broken.stderr, "it is a draft, and says what it needs"


@pytest.mark.database
def test_of_several_agents_those_are_made_that_somebody_names(build: Build) -> None:
    out = build.run("export", build.organization, build.agent)
    for name in ("Sol", "Luna", "Mar"):
        (build.folder / f"{name}.yaml").write_text(
            out.stdout.replace("name: Recepción", f"name: {name}"), "utf-8"
        )
    files = [f"{name}.yaml" for name in ("Sol", "Luna", "Mar")]
    before = build.member.api.get("/agent-imports").json()["items"]
    asked = build.run("import", build.organization, *files)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert [line.strip() for line in asked.stderr.splitlines()[-3:]] == ["Sol", "Luna", "Mar"]
    wrong = build.run("import", build.organization, *files, "--only", "Venus")
    assert wrong.returncode == 1
    assert "Venus" in wrong.stderr
    assert build.member.api.get("/agent-imports").json()["items"] == before
    one = build.run("import", build.organization, *files, "--only", "luna", "--name", "Luz")
    assert one.returncode == 0, one.stderr
    assert build.member.api.get(f"/agents/{one.stdout.strip()}").json()["name"] == "Luz"
    everything = build.run("import", build.organization, *files, "--all")
    assert everything.returncode == 0, everything.stderr
    made = [build.member.api.get(f"/agents/{made}").json()["name"] for made in everything.stdout.split()]
    assert made == ["Sol", "Luna", "Mar"]
    assert len(build.member.api.get("/agent-imports").json()["items"]) == len(before) + 4


@pytest.mark.database
def test_what_goes_wrong_is_said(build: Build) -> None:
    (build.folder / "none.yaml").write_text("format: centralita.agent\nversion: 1\nblueprint: {nods: 1}\n")
    unreadable = build.run("diff", build.organization, build.agent, "none.yaml")
    assert unreadable.returncode == 2
    assert "nods" in unreadable.stderr
    before = build.member.api.get("/agent-imports").json()["items"]
    refused = build.run("import", build.organization, "none.yaml")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nods" in refused.stderr
    assert build.member.api.get("/agent-imports").json()["items"] == before
    nothing = build.run("test", build.organization, build.agent)
    assert nothing.returncode == 1
    assert nothing.stderr
    stranger = build.run("test", build.organization, to_text("agt", UUID(int=7)))
    assert "Check the ids" in stranger.stderr
    wrong = build.run("test", build.organization, build.agent, CENTRALITA_API_KEY="cak_x")
    assert wrong.returncode == 1
    assert "CENTRALITA_API_KEY" in wrong.stderr
    missing = build.run("export", build.organization, build.agent, CENTRALITA_API_KEY="")
    assert missing.returncode == 1
    assert missing.stderr == (
        "CENTRALITA_API_KEY is not set. Make a key in the dashboard, under Settings, API keys.\n"
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://centralita.example",
        "http://10.0.0.7:8000",
        "http://127.0.0.1.example",
        "ftp://centralita.example",
        "https://user:word@centralita.example",
        "https://centralita.example/agents",
        "https://centralita.example?x=1",
        "centralita.example",
        "https://",
        "",
    ],
)
def test_a_key_goes_to_no_such_address(url: str) -> None:
    with pytest.raises(RemoteFailed) as raised:
        Remote(url, "org_x", "cak_secret")
    assert "cak_secret" not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://centralita.example",
        "https://centralita.example:8443/",
        "http://localhost:8000",
        "http://[::1]:8000",
    ],
)
def test_a_key_may_go_to_these(url: str) -> None:
    with Remote(url, "org_x", "cak_secret"):
        pass


@pytest.mark.parametrize("command", ["test", "export", "import", "diff"])
def test_no_command_takes_a_key_as_an_argument(command: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help"]).output
    assert "--url" in shown
    assert "--key" not in shown
    assert "--api-key" not in shown


# --- a network as it is at times


class Flaky:
    """Something on loopback that answers as it is told, one after another, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        kept = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                kept.asked.append(
                    (self.command, self.path, {name.lower(): value for name, value in self.headers.items()})
                )
                status, headers, body = kept.answers.pop(0)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the library's names

            def log_message(self, *_: object) -> None:
                """Not to the test's output."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def flaky() -> Iterator[Flaky]:
    made = Flaky()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def _reached(flaky: Flaky) -> tuple[Remote, list[float]]:
    slept: list[float] = []
    return Remote(flaky.url, "org_x", "cak_secret", Pace(sleep=slept.append)), slept


def test_what_passes_is_waited_for_and_done_once(flaky: Flaky) -> None:
    flaky.answers = [
        (503, {}, b""),
        (429, {"Retry-After": "3"}, b"{}"),
        (502, {}, b""),
        (201, {}, b'{"id": 1}'),
    ]
    reached, slept = _reached(flaky)
    with reached:
        assert reached.post("/things", {"a": 1}) == {"id": 1}
    assert slept == [0.5, 3.0, 2.0]
    assert {asked[2]["authorization"] for asked in flaky.asked} == {"Bearer cak_secret"}
    assert len({asked[2]["idempotency-key"] for asked in flaky.asked}) == 1


def test_it_gives_up_in_the_end(flaky: Flaky) -> None:
    flaky.answers = [(503, {"Retry-After": "9999"}, b"")] * 50
    reached, slept = _reached(flaky)
    with reached, pytest.raises(RemoteFailed) as raised:
        reached.get("/things")
    assert raised.value.status == 503
    assert slept == [remote._LONGEST_PAUSE] * (len(flaky.asked) - 1)
    assert len(flaky.asked) < 10


def test_a_redirect_is_not_followed_and_takes_no_key_along(flaky: Flaky) -> None:
    flaky.answers = [(302, {"Location": f"{flaky.url}/elsewhere"}, b"")]
    reached, slept = _reached(flaky)
    with reached, pytest.raises(RemoteFailed) as raised:
        reached.get("/things")
    assert (len(flaky.asked), slept) == (1, [])
    assert "302" in raised.value.lines[0]


def test_what_is_no_centralita_is_told(flaky: Flaky) -> None:
    flaky.answers = [(200, {}, b"<html>"), (404, {}, b"<html>")]
    reached, _ = _reached(flaky)
    with reached:
        for _ in range(2):
            with pytest.raises(RemoteFailed) as raised:
                reached.get("/things")
            assert "as Centralita does" in raised.value.lines[0]


def test_nobody_there_is_told_without_the_key(flaky: Flaky) -> None:
    slept: list[float] = []
    with (
        Remote("http://127.0.0.1:9", "org_x", "cak_secret", Pace(sleep=slept.append)) as reached,
        pytest.raises(RemoteFailed) as raised,
    ):
        reached.get("/things")
    assert raised.value.lines == ("127.0.0.1:9 does not answer: no connection.",)
    assert len(slept) == 5
