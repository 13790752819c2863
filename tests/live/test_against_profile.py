"""What an agent promises against the business profile is counted, found, and shown beside its sentence."""

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
