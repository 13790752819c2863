"""Plug-ins: found by their entry points, loaded once, and hurting nobody when they break."""

import asyncio
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint, distributions
from pathlib import Path
from typing import Any

import httpx
import pytest

from centralita.config import doctor
from centralita.config.environment import Environment
from centralita.studio.tools import plugins
from centralita.studio.tools.calling import Key
from centralita.studio.tools.domain.definition import read
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.plugin import GROUP, Json, PluginContext, PluginError, ToolPlugin
from centralita.studio.tools.plugins import found, installed
from centralita.studio.tools.way_out import tool_outbound
from tests.live.talk import api_channel, open_chat, published_agent
from tests.people import Member
from tests.serving import serving
from tests.studio.tools.stub import Answer, Stub, serving_tools
from tests.studio.tools.test_talking import heard

EXAMPLE = Path(__file__).parents[3] / "examples" / "centralita-exchange-rate"
METADATA = "centralita_exchange_rate-1.0.0.dist-info"
RATES = (
    b'<e:Envelope xmlns:e="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">'
    b'<Cube><Cube time="2026-03-13"><Cube currency="USD" rate="1.25"/><Cube currency="GBP" rate="0.8"/></Cube></Cube>'
    b"</e:Envelope>"
)


class Good:
    label = "Good"
    description = "It is good."
    parameters: Mapping[str, Any] = {"type": "object", "properties": {"a": {"type": "string"}}}

    async def call(self, arguments: Mapping[str, Json], context: PluginContext) -> Json:
        match arguments.get("a"):
            case "refuse":
                raise PluginError("not today")
            case "break":
                raise ZeroDivisionError
            case a:
                return {"said": a, "key": context.credentials.get("token", "")}


class Shapeless:
    label = "x"


class Crooked(Good):
    parameters: Mapping[str, Any] = {"type": "array"}


class Explosive(Good):
    def __init__(self) -> None:
        raise SystemExit("no licence")


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


HERE = __name__


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The example package, installed as an installer would leave it."""
    source = EXAMPLE / "src" / "centralita_exchange_rate"
    (tmp_path / "centralita_exchange_rate").symlink_to(source)
    metadata = tmp_path / METADATA
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: centralita-exchange-rate\nVersion: 1.0.0\n"
    )
    (metadata / "entry_points.txt").write_text(
        f"[{GROUP}]\nexchange_rate = centralita_exchange_rate:ExchangeRate\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    installed.cache_clear()
    assert any(one.name == "centralita-exchange-rate" for one in distributions())
    yield
    installed.cache_clear()
    sys.modules.pop("centralita_exchange_rate", None)


def test_the_example_declares_what_it_installs() -> None:
    assert f'[project.entry-points."{GROUP}"]' in (EXAMPLE / "pyproject.toml").read_text()


def test_a_broken_one_hurts_no_other() -> None:
    known = found(
        [
            point("good", f"{HERE}:Good"),
            point("absent", "no.such.module:Thing"),
            point("missing", f"{HERE}:Nothing"),
            point("shapeless", f"{HERE}:Shapeless"),
            point("crooked", f"{HERE}:Crooked"),
            point("explosive", f"{HERE}:Explosive"),
            point("bad name", f"{HERE}:Good"),
        ]
    )
    assert [name for name, one in known.items() if not one.fault] == ["good"]
    assert isinstance(known["good"].plugin, ToolPlugin)
    assert known["explosive"].fault == "SystemExit: no licence"
    assert all(one.fault for name, one in known.items() if name != "good")


def test_the_first_of_one_name_counts() -> None:
    known = found([point("good", f"{HERE}:Good"), point("good", f"{HERE}:Good")])
    assert len(known) == 2
    assert sum(not one.fault for one in known.values()) == 1


def test_it_is_loaded_once(example: None) -> None:
    assert installed() is installed()
    one = installed()["exchange_rate"]
    assert (one.fault, one.package, one.label) == ("", "centralita-exchange-rate", "Exchange rate")


def test_the_doctor_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    known = found([point("good", f"{HERE}:Good"), point("absent", "no.such.module:Thing")])
    monkeypatch.setattr(plugins, "installed", lambda: known)
    findings = list(doctor.plugins(Environment.read()))
    assert [(one.verdict, one.what.partition(":")[0]) for one in findings] == [
        ("wrong", "tool plug-in absent"),
        ("ok", "tool plug-in good"),
    ]


@pytest.mark.database
def test_an_agent_calls_the_example(member: Member, database: object, example: None) -> None:
    with serving_tools() as stub, serving() as address, httpx.Client(base_url=address, timeout=20) as client:
        stub.answer = lambda _asked: Answer(200, RATES)
        _calls_the_example(member, client, stub)


def _calls_the_example(member: Member, client: httpx.Client, stub: Stub) -> None:
    [offered] = member.api.get("/tools/plugins").json()["items"]
    content = {
        "description": offered["description"],
        "parameters": offered["parameters"],
        "request": {
            "kind": "plugin",
            "remote": offered["name"],
            "fields": [{"name": "rates", "value": f"{stub.address}/rates.xml"}],
        },
        "outputs": [{"name": "worth", "path": "amount"}],
    }
    made = member.api.post("/tools", {"name": "rate", "label": "Cambio", "definition": content}).json()
    assert (made["problems"], made["method"], made["host"]) == ([], "PLUGIN", "exchange_rate")
    tried = member.api.post(
        f"/tools/{made['id']}/try", {"arguments": {"amount": 10, "from": "EUR", "to": "usd"}}
    ).json()
    assert (tried["ok"], tried["result"]) == (True, {"worth": 12.5})
    refused = member.api.post(
        f"/tools/{made['id']}/try", {"arguments": {"amount": 10, "from": "EUR", "to": "XXX"}}
    ).json()
    assert (refused["error"], refused["answer"]) == ("plugin_refused", "no rate for this currency")
    # What it signs in with is handed to this plug-in, and to no other that takes its place.
    path, signing = f"/tools/{made['id']}", {"sign_in": "bearer", "credentials": {"token": "sk-1"}}
    assert member.api.patch(path, signing).json()["secrets"] == ["token"]
    other = {**content, "request": {**content["request"], "remote": "another"}}
    assert member.api.patch(path, {"definition": other}).json()["code"] == "account_secret_needed"
    assert member.api.post(f"/tools/{made['id']}/publish", {}).status_code == 201
    grant = member.api.get(f"/tools/{made['id']}").json()["grant"]
    flow = {
        "id": "main",
        "nodes": [
            {
                "id": "call",
                "kind": "tool_call",
                "data": {"tool": "rate", "arguments": {"amount": 10, "from": "GBP", "to": "USD"}},
            },
            {"id": "ok", "kind": "say", "data": {"text": {"es": "Son {{worth}} dólares."}}},
        ],
        "edges": [{"id": "1", "source": "call", "target": "ok"}],
    }
    blueprint = {"name": "Recepción", "languages": ["es"], "tools": [grant], "flows": [flow]}
    visitor = open_chat(client, api_channel(member, published_agent(member, blueprint)))
    heard(visitor, "15.62")


@pytest.mark.database
def test_one_that_is_not_installed_any_more_is_told(member: Member, database: object) -> None:
    content = {"description": "x", "request": {"kind": "plugin", "remote": "gone"}}
    made = member.api.post("/tools", {"name": "rate", "label": "Cambio", "definition": content}).json()
    assert [one["code"] for one in made["problems"]] == ["plugin_missing"]
    assert member.api.post(f"/tools/{made['id']}/publish", {}).status_code == 409


@pytest.mark.parametrize(
    ("origins", "error"),
    [
        ({"plugin:good"}, ""),
        ({"plugin:other"}, "secret_elsewhere"),
        ({"https://a.example.com"}, "secret_elsewhere"),
    ],
)
def test_a_plug_in_is_handed_its_own_secret_only(
    monkeypatch: pytest.MonkeyPatch, origins: set[str], error: str
) -> None:
    known = found([point("good", f"{HERE}:Good")])
    monkeypatch.setattr(plugins, "installed", lambda: known)
    wanted = read({"request": {"kind": "plugin", "remote": "good"}})
    key = Key(SignIn.BEARER, {"token": "sk-1"}, frozenset(origins))
    outcome = asyncio.run(plugins.call_plugin(tool_outbound(), wanted, {"a": "b"}, {}, key, "once"))
    assert outcome.error == error
    assert outcome.value == (None if error else {"said": "b", "key": "sk-1"})
