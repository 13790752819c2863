"""Calls of visitors from a page: off by default, within limits, with a line and money, and told like any other call."""

from types import SimpleNamespace

import httpx
import pytest
from starlette.testclient import TestClient

from centralita.config.live import whole
from centralita.live.limits import Rate, Rates
from tests.e2e.furnished import work
from tests.live.talk import published_agent
from tests.people import Member

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


@pytest.fixture
def page(member: Member) -> SimpleNamespace:
    """A widget of an agent that is deployed at the sandbox."""
    account = member.api.post("/voice-accounts", {"kind": "sandbox", "label": "Pruebas"}).json()["id"]
    agent = published_agent(member)
    body = {"account_id": account, "mode": "brain", "voice": {"id": "es_clara", "name": "Clara"}}
    made = member.api.post(f"/agents/{agent}/deployments", body)
    assert made.status_code == 201, made.content
    work()
    channel = member.api.post("/channels", {"name": "Web", "kind": "widget", "agent_id": agent}).json()
    return SimpleNamespace(member=member, agent=agent, account=account, channel=channel)


def allow(page: SimpleNamespace) -> None:
    answer = page.member.api.patch(f"/channels/{page.channel['id']}", {"settings": {"calls": True}})
    assert answer.status_code == 200, answer.content


@pytest.fixture
def own(http: httpx.Client) -> str:
    """The origin that every channel allows."""
    from django.conf import settings

    return str(settings.ENVIRONMENT.public_url)


@pytest.fixture
def client(page: SimpleNamespace, own: str):
    """A process of its own, whose limits are known."""
    with TestClient(whole(Rates(calls_of_address=Rate(3, 0.1), calls_of_visitor=Rate(2, 0.1)))) as http:
        http.headers["origin"] = own
        yield http


def call(http: TestClient, page: SimpleNamespace, **body: object) -> httpx.Response:
    return http.post("/chat/v1/calls", json=body, headers={"authorization": f"Bearer {page.channel['key']}"})


def test_a_channel_takes_no_calls_until_somebody_says_so(page, client):
    config = client.get("/chat/v1/config", headers={"authorization": f"Bearer {page.channel['key']}"})
    assert config.json()["widget"]["calls"] is False
    refused = call(client, page)
    assert (refused.status_code, refused.json()["code"]) == (403, "visitor_calls_off")


def test_a_visitor_gets_a_line_and_the_call_stands_in_the_list(page, client):
    allow(page)
    config = client.get("/chat/v1/config", headers={"authorization": f"Bearer {page.channel['key']}"})
    assert config.json()["widget"]["calls"] is True
    answered = call(client, page, visitor_id="v1", language="es")
    assert answered.status_code == 201, answered.content
    told = answered.json()
    assert (told["platform"], told["url"], told["language"]) == ("sandbox", "/sandbox/v1/web-calls", "es")
    assert told["token"]
    row = page.member.api.get(f"/calls/{told['id']}").json()
    assert (row["direction"], row["status"], row["created_by"]) == ("web", "initiating", "widget")
    assert row["estimate"]["micros"] > 0
    entries = page.member.api.get("/audit?action=web_call_start").json()["items"]
    assert entries[0]["subject_id"] == told["id"]


def test_visitors_and_addresses_are_held_back(page, client):
    allow(page)
    assert [call(client, page, visitor_id="v1").status_code for _ in range(3)] == [201, 201, 429]
    # The address has none left either, whoever says to be there.
    refused = call(client, page, visitor_id="v2")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_without_money_there_is_no_call_and_visitors_are_not_told_why(page, client):
    allow(page)
    made = page.member.api.post(
        "/budgets",
        {"scope": "organization", "period": "month", "limit_micros": 1, "currency": "USD"},
    )
    assert made.status_code == 201, made.content
    refused = call(client, page)
    assert (refused.status_code, refused.json()["code"]) == (503, "visitor_call_failed")
    assert "limit" not in refused.text.lower().replace("limited", "")
    assert page.member.api.get("/calls").json()["items"] == []


def test_no_other_page_and_no_wrong_key_opens_a_call(page, client):
    allow(page)
    headers = {"authorization": f"Bearer {page.channel['key']}", "origin": "https://elsewhere.example"}
    assert client.post("/chat/v1/calls", json={}, headers=headers).status_code == 403
    assert (
        client.post("/chat/v1/calls", json={}, headers={"authorization": "Bearer cpk_x"}).status_code == 401
    )
    assert call(client, page, unknown=1).status_code == 422


def test_an_agent_without_a_voice_shows_no_button(page, client):
    allow(page)
    (deployment,) = page.member.api.get(f"/agents/{page.agent}/deployments").json()["items"]
    assert page.member.api.post(f"/deployments/{deployment['id']}/withdraw").status_code < 300
    work()
    config = client.get("/chat/v1/config", headers={"authorization": f"Bearer {page.channel['key']}"})
    assert config.json()["widget"]["calls"] is False
    assert call(client, page).status_code == 403
