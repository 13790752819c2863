"""What an agent promises against the business profile is counted, found, and shown beside its sentence."""

from collections.abc import Callable

import httpx
import pytest

from centralita.operations.conversations.listeners import CONSUMER, handle
from tests.engine.blueprints import blueprint, flow, node
from tests.live.talk import api_channel, open_chat, published_agent
from tests.operations.agents import catch_up
from tests.people import Member

pytestmark = pytest.mark.database


def saying(text: str) -> dict[str, object]:
    more = node("m", "ask", {"question": {"es": "¿Algo más?"}, "variable": "more"})
    return blueprint(flow([node("s", "say", {"text": {"es": text}}), more], "s > m")).model_dump(mode="json")


def found(member: Member) -> list[str]:
    items = member.api.get("/conversations?contradicting=true").json()["items"]
    return [item["id"] for item in items if item["contradictions"]]


def test_every_transcript_is_held_against_the_profile_of_its_day(member: Member, http: httpx.Client) -> None:
    offered = {"name": "Limpieza dental", "price_micros": 55_000_000}
    service = member.api.post("/business/offerings", offered).json()["id"]
    wrong, right = (
        open_chat(http, api_channel(member, published_agent(member, saying(text))), language="es")
        for text in ("La limpieza dental cuesta 40 €.", "La limpieza dental cuesta 55 €.")
    )
    catch_up(member, CONSUMER, handle)
    assert found(member) == [wrong.id]
    said, _ = member.api.get(f"/conversations/{wrong.id}/messages").json()["items"]
    assert [(one["kind"], one["known"][:2]) for one in said["contradicts"]] == [("price", "55")]
    said, _ = member.api.get(f"/conversations/{right.id}/messages").json()["items"]
    assert said["contradicts"] == []
    # Prices change; what was right then stays right, and what was wrong stays wrong.
    changed = member.api.put(f"/business/offerings/{service}", offered | {"price_micros": 40_000_000})
    assert changed.status_code == 200
    for visitor in (wrong, right):
        visitor.say("gracias")
    catch_up(member, CONSUMER, handle)
    assert found(member) == [wrong.id]


def test_what_needs_nothing_is_put_aside_and_comes_back(
    member: Member, make: Callable[..., Member], http: httpx.Client
) -> None:
    offered = {"name": "Limpieza dental", "price_micros": 55_000_000}
    assert member.api.post("/business/offerings", offered).status_code == 201
    assert member.api.patch("/business", {"phone": "+34 910 000 000"}).status_code == 200
    text = "La limpieza dental cuesta 40 €. Llámenos al 911 111 111. La limpieza dental cuesta 40 €, sí."
    talk = open_chat(http, api_channel(member, published_agent(member, saying(text))), language="es")
    catch_up(member, CONSUMER, handle)
    address = f"/conversations/{talk.id}"

    def told() -> dict[str, tuple[str, str | None]]:
        said, *_ = member.api.get(f"{address}/messages").json()["items"]
        return {one["kind"]: (one["key"], (one["aside"] or {}).get("reason")) for one in said["contradicts"]}

    def count() -> int:
        return member.api.get(address).json()["contradictions"]

    assert count() == 2
    price, phone = told()["price"][0], told()["phone"][0]
    assert member.api.post(f"{address}/promises/aside", {"key": price, "reason": "right"}).status_code == 204
    assert (count(), told()) == (1, {"price": (price, "right"), "phone": (phone, None)})
    said, *_ = member.api.get(f"{address}/messages").json()["items"]
    assert said["contradicts"][0]["aside"]["by"] == member.user.name
    # It stays aside while the conversation goes on, and the whole goes out of the list with the last one.
    talk.say("gracias")
    catch_up(member, CONSUMER, handle)
    assert count() == 1
    assert member.api.post(f"{address}/promises/aside", {"key": phone, "reason": "done"}).status_code == 204
    assert (count(), found(member)) == (0, [])
    audit = member.api.get("/audit?subject_kind=conversation").json()["items"][0]
    assert audit["action"] == "conversation_promise_judge"
    assert audit["after"] == {"promise": "done", "said": "911 111 111", "known": "+34 910 000 000"}
    assert member.api.post(f"{address}/promises/back", {"key": price}).status_code == 204
    assert (count(), found(member), told()["price"][1]) == (1, [talk.id], None)
    # What is said nowhere cannot be put aside, nor what is another's.
    wrong = {"key": "0" * 32, "reason": "right"}
    assert member.api.post(f"{address}/promises/aside", wrong).status_code == 404
    assert make().api.post(f"{address}/promises/aside", {"key": price, "reason": "right"}).status_code == 404
