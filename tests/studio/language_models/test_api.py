"""Connecting language models: forms, secrets that never come back, defaults, the test of a connection."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import from_text, new_id, to_text
from centralita.kit.outbound import Outbound, OutboundPolicy
from centralita.ledger.events.models import LedgerEvent
from centralita.providers.llm.scripted import lines
from centralita.providers.llm.scripted_server import ScriptedServer
from centralita.studio.language_models import connection as slice_connection
from centralita.studio.language_models import secrets
from centralita.studio.language_models.models import ModelAccount

pytestmark = pytest.mark.database

SECRET = "sk-very-secret-1234567890"


def connect(member, **fields):
    body = {"kind": "openai", "label": "OpenAI", "credentials": {"api_key": SECRET}, **fields}
    answer = member.api.post("/model-accounts", body)
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.fixture(scope="module")
def vendor() -> Iterator[ScriptedServer]:
    """A vendor on this machine, of the OpenAI wire, in a thread of its own."""
    loop = asyncio.new_event_loop()
    server = ScriptedServer(lines("hola"), key=SECRET)
    ready, stop = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with server:
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait(10)
    yield server
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()


@pytest.fixture
def inside(vendor, monkeypatch) -> ScriptedServer:
    """The same, with this installation allowed to call it."""
    way = Outbound(OutboundPolicy().allowing(f"localhost:{vendor.port}"))
    for user in (secrets, slice_connection):
        monkeypatch.setattr(user, "outbound", lambda: way)
    return vendor


def test_every_vendor_has_its_form(member) -> None:
    kinds = {kind["kind"]: kind for kind in member.api.get("/model-account-kinds").json()["items"]}
    assert set(kinds) == {
        *(
            "openai",
            "anthropic",
            "google",
            "groq",
            "mistral",
            "azure",
            "bedrock",
            "ollama",
            "openai_compatible",
        )
    }
    key = kinds["openai"]["form"]["properties"]["api_key"]
    assert (key["writeOnly"], key["x-label"]["es"]) == (True, "Clave de API")
    assert kinds["openai"]["default_model"] in kinds["openai"]["models"]


def test_a_secret_is_sealed_and_never_shown_again(member) -> None:
    made = connect(member)
    assert made["secrets"] == ["api_key"]
    assert made["credentials"] == {"base_url": "https://api.openai.com/v1"}
    assert (made["is_default"], made["health"], made["default_model"] != "") == (True, "unknown", True)
    for path in ("/model-accounts", f"/model-accounts/{made['id']}"):
        assert SECRET not in member.api.get(path).content.decode()
    with tenant_scope(member.organization_id):
        row = ModelAccount.objects.get()
        assert SECRET.encode() not in bytes(row.secret)
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(after::text, '') FROM audit_entry")
            assert SECRET not in cursor.fetchone()[0]


def test_a_secret_opens_in_its_own_row_only(member) -> None:
    from django.conf import settings

    from centralita.kit.encryption import Undecryptable

    connect(member)
    with tenant_scope(member.organization_id):
        row = ModelAccount.objects.get()
    for account_id, organization_id in ((new_id(), row.organization_id), (row.id, new_id())):
        with pytest.raises(Undecryptable):
            secrets.unseal(settings.CIPHER, account_id, organization_id, bytes(row.secret))


def test_the_first_account_is_the_default_until_another_is_made_it(member) -> None:
    first, second = connect(member), connect(member, label="Otra")
    assert (first["is_default"], second["is_default"]) == (True, False)
    member.api.patch(f"/model-accounts/{second['id']}", {"is_default": True})
    shown = {one["id"]: one["is_default"] for one in member.api.get("/model-accounts").json()["items"]}
    assert shown == {first["id"]: False, second["id"]: True}


def test_a_change_keeps_the_secret_that_is_not_typed(member) -> None:
    made = connect(member)
    path = f"/model-accounts/{made['id']}"
    changed = member.api.patch(
        path, {"label": "Madrid", "credentials": {"api_key": "", "project": "p1"}}
    ).json()
    assert (changed["label"], changed["credentials"]["project"]) == ("Madrid", "p1")
    assert (changed["secrets"], changed["revision"]) == (["api_key"], 2)
    with tenant_scope(member.organization_id):
        row = ModelAccount.objects.get()
    from django.conf import settings

    opened = secrets.unseal(settings.CIPHER, row.id, row.organization_id, bytes(row.secret))
    assert opened == {"api_key": SECRET}


def test_a_stored_secret_does_not_travel_to_another_address(member) -> None:
    path = f"/model-accounts/{connect(member)['id']}"
    moved = {"base_url": "https://collector.example.com/v1"}
    refused = member.api.patch(path, {"credentials": moved})
    assert (refused.status_code, refused.json()["code"]) == (422, "account_secret_needed")
    typed = member.api.patch(path, {"credentials": {**moved, "api_key": "sk-typed-again"}})
    assert typed.status_code == 200


def test_two_editors_do_not_overwrite_each_other(member) -> None:
    path = f"/model-accounts/{connect(member)['id']}"
    assert member.api.patch(path, {"label": "A"}, headers={"If-Match": '"1"'})["ETag"] == '"2"'
    assert member.api.patch(path, {"label": "B"}, headers={"If-Match": '"1"'}).status_code == 412
    assert member.api.patch(path, {"label": "A"}, headers={"If-Match": '"2"'})["ETag"] == '"2"'


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"credentials": {}}, "credentials.api_key"),
        ({"credentials": {"api_key": "a b"}}, "credentials.api_key"),
        ({"credentials": {"api_key": "k", "unknown": "x"}}, "credentials.unknown"),
        ({"credentials": {"api_key": "k", "base_url": "http://169.254.169.254/"}}, "credentials.base_url"),
        ({"credentials": {"api_key": "k", "base_url": "https://127.0.0.1"}}, "credentials.base_url"),
        (
            {"kind": "azure", "credentials": {"api_key": "k", "endpoint": "https://x.openai.azure.com"}},
            "default_model",
        ),
        ({"kind": "retell"}, "kind"),
        ({"default_model": "../x y"}, "default_model"),
        ({"total_timeout": 1}, "total_timeout"),
        ({"fallback_account_id": to_text("pac", new_id())}, None),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(member, fields, field) -> None:
    body = {"kind": "openai", "label": "OpenAI", "credentials": {"api_key": SECRET}, **fields}
    answer = member.api.post("/model-accounts", body)
    assert answer.status_code in {404, 422}
    assert answer.json().get("field") == field


def test_an_account_does_not_stand_in_for_itself(member) -> None:
    made = connect(member)
    answer = member.api.patch(f"/model-accounts/{made['id']}", {"fallback_account_id": made["id"]})
    assert (answer.status_code, answer.json()["field"]) == (422, "fallback_account_id")


def test_who_stands_in_may_go(member) -> None:
    other = connect(member, label="Reserva")
    made = connect(member, fallback_account_id=other["id"])
    assert member.api.delete(f"/model-accounts/{other['id']}").status_code == 204
    assert member.api.get(f"/model-accounts/{made['id']}").json()["fallback_account_id"] is None
    assert member.api.get(f"/model-accounts/{other['id']}").status_code == 404


def test_a_good_account_answers_with_no_transaction_open_meanwhile(member, inside, monkeypatch) -> None:
    asked = []

    def watched(*arguments, **named):
        asked.append(connection.in_atomic_block)
        return slice_connection_open(*arguments, **named)

    slice_connection_open = slice_connection.open_account
    monkeypatch.setattr(slice_connection, "open_account", watched)
    credentials = {"base_url": inside.url, "api_key": SECRET}
    made = connect(member, kind="openai_compatible", default_model="m1", credentials=credentials)
    answer = member.api.post(f"/model-accounts/{made['id']}/test").json()
    assert (answer["ok"], answer["code"], asked) == (True, None, [False])
    assert (answer["account"]["health"], answer["account"]["last_error"]) == ("ok", None)
    assert answer["account"]["last_checked_at"]


def test_a_wrong_key_is_told_by_its_code_and_remembered(member, inside) -> None:
    credentials = {"base_url": inside.url, "api_key": "wrong"}
    made = connect(member, kind="openai_compatible", default_model="m1", credentials=credentials)
    path = f"/model-accounts/{made['id']}"
    for _ in range(2):
        answer = member.api.post(f"{path}/test")
        assert (answer.status_code, answer.json()["ok"], answer.json()["code"]) == (
            200,
            False,
            "model_bad_credentials",
        )
    mended = member.api.patch(path, {"credentials": {"api_key": SECRET}}).json()
    assert (mended["health"], mended["last_error"]) == ("unknown", None)
    assert member.api.post(f"{path}/test").json()["ok"] is True
    with tenant_scope(member.organization_id):
        kinds = list(
            LedgerEvent.objects.filter(subject_id=from_text("pac", made["id"])).values_list("kind", flat=True)
        )
    assert kinds == ["provider.failing"]


def test_an_address_that_nobody_answers_at_is_told(member, monkeypatch) -> None:
    way = Outbound(OutboundPolicy().allowing("localhost:9"))
    for user in (secrets, slice_connection):
        monkeypatch.setattr(user, "outbound", lambda: way)
    made = connect(member, kind="ollama", credentials={"base_url": "http://localhost:9"})
    assert member.api.post(f"/model-accounts/{made['id']}/test").json()["code"] == "model_unavailable"


def test_managers_look_and_viewers_do_not(member, make) -> None:
    made = connect(member)
    manager, viewer = make(in_=member, role=Role.MANAGER), make(in_=member, role=Role.VIEWER)
    path = f"/model-accounts/{made['id']}"
    assert manager.api.get(path).json()["can"] == ["model_account:read"]
    assert manager.api.post(f"{path}/test").status_code == 403
    assert manager.api.patch(path, {"label": "x"}).status_code == 403
    assert viewer.api.get("/model-accounts").status_code == 403


def test_another_organizations_account_answers_like_an_unknown_one(member, make) -> None:
    foreign = connect(make())
    for path in (f"/model-accounts/{foreign['id']}", f"/model-accounts/{to_text('pac', new_id())}"):
        assert member.api.get(path).status_code == 404
        assert member.api.patch(path, {"label": "x"}).status_code == 404
        assert member.api.post(f"{path}/test").status_code == 404
        assert member.api.delete(path).status_code == 404
