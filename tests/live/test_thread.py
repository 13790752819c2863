"""The thin thread: an agent made, published, talked to, and read afterwards."""

import uuid

import httpx
import pytest

from tests.engine.blueprints import blueprint, flow, node
from tests.live.talk import api_channel, open_chat, published_agent
from tests.people import Member

pytestmark = pytest.mark.database


def test_a_visitor_talks_with_a_published_agent(member: Member, http: httpx.Client) -> None:
    key = api_channel(member, published_agent(member))
    visitor = open_chat(http, key, language="es")
    assert "Clínica Sol" in visitor.messages[0]["text"]
    answer = visitor.say("¿A qué hora abren?")
    assert answer["message"]["role"] == "visitor"
    assert [message["sequence"] for message in visitor.history()["messages"]] == list(
        range(1, len(visitor.history()["messages"]) + 1)
    )


def test_the_same_message_sent_twice_is_said_once(member: Member, http: httpx.Client) -> None:
    visitor = open_chat(http, api_channel(member, published_agent(member)))
    client_id = str(uuid.uuid4())
    first = visitor.say("hola", client_id=client_id)
    again = visitor.say("hola", client_id=client_id)
    assert again["message"]["id"] == first["message"]["id"]
    said = [message for message in visitor.history()["messages"] if message["role"] == "visitor"]
    assert len(said) == 1


def test_a_draft_is_tried_with_its_trace(member: Member, http: httpx.Client) -> None:
    agent = member.api.post("/agents", {"name": "Borrador", "languages": ["es"]}).json()["id"]
    ticket = member.api.post(f"/agents/{agent}/test-tickets").json()["ticket"]
    visitor = open_chat(http, ticket)
    [opening] = visitor.messages
    assert opening["trace"][0]["name"] == "node"
    visitor.say("hola")
    fresh = visitor.post("rewind", {"sequence": 2}).json()
    told = [(message["text"], message["trace"]) for message in fresh["messages"]]
    assert told == [(opening["text"], opening["trace"])]


def test_a_draft_tried_by_voice_begins_as_a_call_does(member: Member, http: httpx.Client) -> None:
    agent = member.api.post("/agents", {"name": "Borrador", "languages": ["es"]}).json()["id"]

    def begun(**how: bool) -> str:
        ticket = member.api.post(f"/agents/{agent}/test-tickets").json()["ticket"]
        return " ".join(message["text"] for message in open_chat(http, ticket, **how).messages)

    assert "Esta llamada se graba." in begun(spoken=True)
    assert "Esta llamada se graba." not in begun()
    # Whoever visits a page writes, whatever they say of it.
    key = api_channel(member, published_agent(member))
    assert "Esta llamada se graba." not in " ".join(
        message["text"] for message in open_chat(http, key, spoken=True).messages
    )


def test_a_visitor_is_told_no_trace(member: Member, http: httpx.Client) -> None:
    visitor = open_chat(http, api_channel(member, published_agent(member)))
    assert visitor.messages
    assert all(message.get("trace") is None for message in visitor.messages)


def test_an_answer_comes_from_what_the_business_said_with_its_citation(
    member: Member, http: httpx.Client
) -> None:
    saved = member.api.put(
        "/business/hours",
        {"hours": {"monday": [{"opens": "09:00", "closes": "14:00"}]}},
    )
    assert saved.status_code < 300, saved.content
    visitor = open_chat(http, api_channel(member, published_agent(member)))
    visitor.say("¿Qué horario tienen el lunes?")
    replies = [message for message in visitor.history()["messages"] if message["role"] == "agent"][1:]
    assert "9" in replies[-1]["text"]
    assert replies[-1]["citations"]


def test_a_choice_is_kept_in_words(member: Member, http: httpx.Client) -> None:
    options = [{"id": "am", "label": {"es": "Mañana"}}, {"id": "pm", "label": {"es": "Tarde"}}]
    question = {
        "question": {"es": "¿Cuándo?"},
        "input": {"type": "choice", "options": options},
        "variable": "when",
    }
    asking = blueprint(flow([node("ask", "ask", question)])).model_dump(mode="json")
    visitor = open_chat(http, api_channel(member, published_agent(member, asking)))
    said = visitor.say("", choice_id="pm")
    assert said["message"]["text"] == "Tarde"


def test_a_list_tells_what_the_visitor_wanted(member: Member, http: httpx.Client) -> None:
    visitor = open_chat(http, api_channel(member, published_agent(member)))
    for text in ("hola", "¿Tienen aparcamiento para clientes?", "sí"):
        visitor.say(text)
    [listed] = member.api.get("/conversations").json()["items"]
    assert listed["preview"] == "¿Tienen aparcamiento para clientes?"
