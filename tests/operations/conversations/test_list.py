"""The list of conversations: who sees what, filters, search, pages."""

from datetime import timedelta

import pytest

from centralita.identity.access.permissions import Role
from centralita.kit.ids import to_text
from centralita.operations.conversations.listeners import CONSUMER, handle
from tests.operations.agents import MOMENT, Talk, catch_up, make_agent, make_conversation, replace

pytestmark = pytest.mark.database


def listed(member, query: str = "") -> list[str]:
    answer = member.api.get(f"/conversations?{query}")
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["items"]]


def cnv(identifier) -> str:
    return to_text("cnv", identifier)


def index(member) -> None:
    catch_up(member, CONSUMER, handle)


@pytest.fixture
def talk(member) -> Talk:
    return Talk(make_agent(member))


def test_the_last_begun_comes_first_and_tests_are_hidden(member, talk) -> None:
    first = make_conversation(member, talk)
    second = make_conversation(member, replace(talk, at=MOMENT + timedelta(hours=1)))
    tried = make_conversation(member, replace(talk, test=True))
    assert listed(member) == [cnv(second), cnv(first)]
    assert listed(member, "sort=started_at") == [cnv(first), cnv(second)]
    assert listed(member, "tests=only") == [cnv(tried)]
    assert len(listed(member, "tests=all")) == 3


def test_an_item_says_what_a_row_shows(member, talk) -> None:
    make_conversation(member, replace(talk, csat=4, tags=("vip",)))
    (item,) = member.api.get("/conversations").json()["items"]
    assert item["agent"]["name"] == "Recepción"
    assert (item["csat"], item["tags"], item["outcome"], item["messages"]) == (4, ["vip"], "completed", 3)
    assert (item["preview"], item["cost_micros"], item["handed_off"]) == ("Claro", 1500, False)
    assert "conversation:annotate" in item["can"]
    assert "state" not in item


@pytest.mark.parametrize(
    ("change", "query"),
    [
        ({"status": "active"}, "status=active"),
        ({"outcome": "booked"}, "outcome=booked"),
        ({"language": "en"}, "language=en"),
        ({"channel": "api"}, "channel=api"),
        ({"csat": 5}, "rating=5"),
        ({"tags": ("vip",)}, "tag=vip"),
        ({"at": MOMENT + timedelta(days=3)}, "from=2026-03-13"),
        ({"at": MOMENT - timedelta(days=3)}, "to=2026-03-07"),
    ],
)
def test_filters(member, talk, change, query) -> None:
    make_conversation(member, talk)
    wanted = make_conversation(member, replace(talk, **change))
    assert listed(member, query) == [cnv(wanted)]
    assert member.api.get(f"/conversations?{query}").json()["total"] == 1


def test_days_are_the_organizations_own(member, talk) -> None:
    # In Madrid it is already the 11th.
    late = make_conversation(member, replace(talk, at=MOMENT.replace(hour=23, minute=30)))
    assert listed(member, "from=2026-03-11&to=2026-03-11") == [cnv(late)]
    assert listed(member, "to=2026-03-10") == []


def test_those_of_one_agent_and_those_that_i_hold(member, talk) -> None:
    make_conversation(member, talk)
    other = make_agent(member, "Otra")
    held = make_conversation(
        member, replace(talk, agent_id=other, status="handed_off", held_by=member.user.id)
    )
    assert listed(member, f"agent={to_text('agt', other)}") == [cnv(held)]
    assert listed(member, "mine=true") == [cnv(held)]


def test_a_person_was_called(member, talk) -> None:
    make_conversation(member, talk)
    called = make_conversation(member, replace(talk, status="handed_off"))
    index(member)
    assert listed(member, "handoff=true") == [cnv(called)]
    assert cnv(called) not in listed(member, "handoff=false")


def test_a_search_finds_words_that_were_said(member, talk) -> None:
    lines = (("agent", "Hola"), ("visitor", "¿Cuánto cuesta el blanqueamiento?"), ("agent", "180 euros"))
    wanted = make_conversation(member, replace(talk, lines=lines))
    make_conversation(member, talk)
    index(member)
    for text in ("blanqueamiento", "BLANQUEA", "cuanto euros", "180", "hola%20blanq"):
        assert listed(member, f"search={text}") == [cnv(wanted)], text
    assert listed(member, "search=blanqueamiento%20cita") == []
    assert listed(member, "search=%3F%21") == []
    assert len(listed(member, "search=hola")) == 2


def test_what_is_said_later_is_found_too(member, talk) -> None:
    wanted = make_conversation(member, replace(talk, lines=(("visitor", "uno"),)))
    index(member)
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.operations.conversations.models import Message
    from tests.operations.agents import append_fact

    with tenant_scope(member.organization_id):
        Message.objects.create(
            organization_id=member.organization_id,
            conversation_id=wanted,
            sequence=2,
            role="visitor",
            text="endodoncia",
            at=MOMENT,
        )
        append_fact(
            member.organization_id, wanted, "message.received", {"message_id": "", "sequence": 2}, MOMENT
        )
    assert listed(member, "search=endodoncia") == []
    index(member)
    assert listed(member, "search=endodoncia") == listed(member, "search=uno") == [cnv(wanted)]


def test_tests_are_searched_when_asked_for(member, talk) -> None:
    tried = make_conversation(member, replace(talk, test=True))
    assert listed(member, "tests=only&search=cita") == [cnv(tried)]
    assert listed(member, "tests=only&search=muela") == []


def test_another_organization_finds_nothing_of_it(member, make, talk) -> None:
    make_conversation(member, talk)
    index(member)
    other = make()
    assert listed(other) == listed(other, "search=cita") == listed(other, "tests=all") == []


def test_a_manager_sees_the_conversations_of_their_agents(member, make, talk) -> None:
    mine = make_conversation(member, talk)
    hidden = make_conversation(member, replace(talk, agent_id=make_agent(member, "Otra")))
    index(member)
    manager = make(in_=member, role=Role.MANAGER, agent_ids=[talk.agent_id])
    assert listed(manager) == listed(manager, "search=cita") == [cnv(mine)]
    assert manager.api.get(f"/conversations/{cnv(hidden)}").status_code == 404
    assert make(in_=member, role=Role.VIEWER).api.get("/conversations").status_code == 403


def test_pages_join_without_a_gap_or_a_double(member, talk) -> None:
    made = [make_conversation(member, replace(talk, at=MOMENT + timedelta(seconds=n // 2))) for n in range(7)]
    for sort in ("-started_at", "started_at", "-last_at"):
        seen, cursor = [], ""
        while True:
            page = member.api.get(f"/conversations?limit=2&sort={sort}{cursor}").json()
            seen += [item["id"] for item in page["items"]]
            assert page["total"] == (None if cursor else 7)
            cursor = f"&cursor={page['next_cursor']}"
            if page["next_cursor"] is None:
                break
        assert sorted(seen) == sorted(map(cnv, made))
        assert len(seen) == len(made)


@pytest.mark.parametrize(
    "query",
    [
        *(
            "cursor=zzz",
            "cursor=WyIyMDI2LTAxLTAxIiwieCJd",
            "rating=9",
            "status=x",
            "sort=cost",
            "from=yesterday",
        ),
        *("from=0001-01-01", "to=9999-12-31", "limit=0", "tests=maybe"),
        "cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwiMDE5MjhkNWItN2MwMC03YTExLThiMjItMDEyMzQ1Njc4OWFiIl0",
    ],
)
def test_what_cannot_be_asked_is_refused(member, query) -> None:
    assert member.api.get(f"/conversations?{query}").status_code == 422
    assert member.api.get("/conversations?agent=agt_x").status_code == 404
