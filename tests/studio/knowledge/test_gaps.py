"""What nothing answered is collected, put together, and answered once for all."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import new_id, to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import QuestionUnanswered
from centralita.studio.knowledge.gaps.likeness import ALIKE, likeness, marks, told
from centralita.studio.knowledge.gaps.listeners import CONSUMER, handle
from tests.live.talk import api_channel, open_chat, published_agent
from tests.operations.agents import catch_up
from tests.people import Member, make_member


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("¿Tienen aparcamiento?", "¿hay parking cerca?", True),
        ("¿Cuánto cuesta una carilla?", "precio de las carillas", True),
        ("do you take cash?", "can I pay in cash", True),
        ("¿Abren los domingos?", "¿Tienen wifi?", False),
        ("¿Cuánto cuesta una carilla?", "¿Cuánto cuesta un empaste?", False),
    ],
)
def test_questions_that_ask_for_the_same_are_alike(one: str, other: str, alike: bool) -> None:
    assert (likeness(marks(one), marks(other)) >= ALIKE) is alike


def test_nobody_can_be_known_by_a_question() -> None:
    assert told("Soy ana@example.com, ¿me llaman al +34 600 111 222?") == "Soy … ¿me llaman al …?"


def miss(member: Member, *questions: str, agent: UUID | None = None) -> None:
    """Have conversations end up without an answer, and the facts about them read."""
    actor = system_actor(member.organization_id, "test")
    with tenant_scope(member.organization_id):
        for question in questions:
            fact = QuestionUnanswered(
                agent_id=to_text("agt", agent or new_id()), question=question, language="es"
            )
            append(actor, new_id(), fact)
    catch_up(member, CONSUMER, handle)


def gaps(member: Member, status: str = "open") -> list[dict[str, Any]]:
    answer = member.api.get(f"/knowledge/gaps?status={status}")
    assert answer.status_code == 200, answer.content
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


@pytest.mark.database
def test_questions_are_grouped_and_one_answer_settles_them(member: Member) -> None:
    miss(member, "¿Hacen carillas?", "hacéis carillas?", "¿Tienen wifi?")
    most, other = gaps(member)
    assert (most["question"], most["times"], most["phrasings"]) == (
        "¿Hacen carillas?",
        2,
        ["hacéis carillas?"],
    )
    assert other["question"] == "¿Tienen wifi?"
    answered = member.api.post(
        f"/knowledge/gaps/{most['id']}/answer",
        {"question": "¿Hacen carillas?", "answer": "Sí, de porcelana."},
    )
    assert (answered.status_code, answered.json()["status"]) == (200, "answered")
    found = member.api.post("/knowledge/search", {"question": "carillas", "language": "es"}).json()["items"]
    assert "porcelana" in found[0]["text"]
    assert [gap["question"] for gap in gaps(member)] == ["¿Tienen wifi?"]
    again = member.api.post(f"/knowledge/gaps/{most['id']}/answer", {"question": "x", "answer": "y"})
    assert (again.status_code, again.json()["code"]) == (409, "gap_answered")


@pytest.mark.database
def test_what_was_put_aside_stays_there_and_can_come_back(member: Member) -> None:
    miss(member, "¿Venden bicicletas?")
    (gap,) = gaps(member)
    assert member.api.patch(f"/knowledge/gaps/{gap['id']}", {"status": "dismissed"}).status_code == 200
    miss(member, "venden bicicletas")
    assert gaps(member) == []
    (aside,) = gaps(member, "dismissed")
    assert aside["times"] == 2
    member.api.patch(f"/knowledge/gaps/{gap['id']}", {"status": "open"})
    assert len(gaps(member)) == 1


@pytest.mark.database
def test_they_come_page_by_page_and_to_nobody_else(member: Member) -> None:
    miss(member, "¿Tienen wifi?", "¿Hacen carillas?", "¿Dan facturas?", "¿Hay ascensor?")
    seen: list[str] = []
    cursor = ""
    while True:
        page = member.api.get(f"/knowledge/gaps?limit=1&cursor={cursor}").json()
        seen += [gap["question"] for gap in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 4
    assert gaps(make_member()) == []


@pytest.mark.database
def test_they_are_found_by_the_agent_that_was_asked(member: Member) -> None:
    one, other = new_id(), new_id()
    miss(member, "¿Tienen wifi?", "¿Hacen carillas?", agent=one)
    miss(member, "¿Hay wifi?", agent=other)

    def asked(agent: UUID) -> dict[str, list[str]]:
        found = member.api.get(f"/knowledge/gaps?agent={to_text('agt', agent)}").json()
        assert found["total"] == len(found["items"])
        return {gap["question"]: gap["agent_ids"] for gap in found["items"]}

    both = [to_text("agt", one), to_text("agt", other)]
    assert asked(one) == {"¿Tienen wifi?": both, "¿Hacen carillas?": both[:1]}
    assert asked(other) == {"¿Tienen wifi?": both}
    assert asked(new_id()) == {}


@pytest.mark.database
def test_a_conversation_without_an_answer_leaves_its_question(member: Member, server: str) -> None:
    key = api_channel(member, published_agent(member))
    with httpx.Client(base_url=server, timeout=20) as http:
        visitor = open_chat(http, key)
        visitor.say("¿Alquilan bicicletas eléctricas?")
    catch_up(member, CONSUMER, handle)
    (gap,) = gaps(member)
    assert gap["question"] == "¿Alquilan bicicletas eléctricas?"
    assert gap["conversation_id"] == visitor.id
    assert gap["agent_ids"] == [member.api.get("/agents").json()["items"][0]["id"]]
