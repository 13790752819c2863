"""Home: what it counts, for whom, and that roll-ups and conversations tell the same."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from centralita.identity.access.permissions import Role
from centralita.identity.tenancy.scope import tenant_scope
from centralita.insight.metrics.listeners import CONSUMER, handle
from centralita.insight.metrics.models import InsightDay, InsightResponse
from centralita.insight.metrics.rebuild import rebuild
from centralita.kit.clock import now
from centralita.kit.ids import new_id, to_text
from tests.operations.agents import Talk, catch_up, make_agent, make_conversation, replace

pytestmark = pytest.mark.database


def home(member, query: str = "range=30d") -> dict:
    answer = member.api.get(f"/home?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def talk(member) -> Talk:
    return Talk(make_agent(member), at=now() - timedelta(hours=1), gap=timedelta(seconds=1))


def test_a_new_organization_has_days_with_nothing_in_them(member) -> None:
    shown = home(member, "range=7d")
    assert len(shown["per_day"]) == 7
    assert shown["conversations"] == {"value": 0.0, "before": 0.0, "change": None}
    assert shown["conversion"]["value"] is None
    assert (shown["active_agents"], shown["running_now"], shown["agents"], shown["activity"]) == (
        0,
        0,
        [],
        [],
    )
    assert [len(day) for day in shown["hours"]] == [24] * 7


def test_todays_conversations_count_at_once_and_tests_never(member, talk) -> None:
    make_conversation(member, replace(talk, outcome="booked"))
    make_conversation(member, replace(talk, outcome="abandoned"))
    make_conversation(member, replace(talk, status="active", at=now()))
    make_conversation(member, replace(talk, test=True))
    shown = home(member)
    assert (shown["conversations"]["value"], shown["conversion"]["value"]) == (3, 0.5)
    assert (shown["active_agents"], shown["running_now"]) == (1, 1)
    assert shown["response_ms"]["value"] == 400
    assert sum(day["conversations"] for day in shown["per_day"]) == 3
    assert sum(map(sum, shown["hours"])) == 3
    (agent,) = shown["agents"]
    assert (agent["name"], agent["conversations"], agent["conversion"]) == ("Recepción", 3, 0.5)


def test_older_days_come_from_the_roll_up(member, talk) -> None:
    for days in (0, 5, 12, 40):
        make_conversation(member, replace(talk, at=talk.at - timedelta(days=days), outcome="booked"))
    catch_up(member, CONSUMER, handle)
    shown = home(member)
    assert shown["conversations"] == {"value": 3.0, "before": 1.0, "change": 2.0}
    assert shown["response_p95_ms"]["value"] == pytest.approx(1000, rel=0.05)
    assert home(member, "range=7d")["conversations"] == {"value": 2.0, "before": 1.0, "change": 1.0}


def test_what_is_read_twice_counts_once(member, talk) -> None:
    make_conversation(member, replace(talk, at=talk.at - timedelta(days=5)))
    catch_up(member, CONSUMER, handle)
    catch_up(member, CONSUMER, handle)
    make_conversation(member, replace(talk, at=talk.at - timedelta(days=5)))
    catch_up(member, CONSUMER, handle)
    with tenant_scope(member.organization_id):
        assert sorted(InsightDay.objects.values_list("started", "ended", "messages")) == [(2, 2, 6)] * 2
        assert {row.count for row in InsightResponse.objects.all()} == {2}


def test_a_batch_that_fails_counts_nothing(member, talk) -> None:
    def broken(organization_id, events):
        handle(organization_id, events)
        raise RuntimeError

    make_conversation(member, replace(talk, at=talk.at - timedelta(days=5)))
    with pytest.raises(RuntimeError):
        catch_up(member, CONSUMER, broken)
    catch_up(member, CONSUMER, handle)
    with tenant_scope(member.organization_id):
        assert set(InsightDay.objects.values_list("started", flat=True)) == {1}


def test_counted_again_from_the_conversations_it_is_the_same(member, talk) -> None:
    other = make_agent(member, "Otra")
    for number in range(8):
        at = talk.at - timedelta(days=3 + number, hours=number)
        agent = other if number % 3 else talk.agent_id
        make_conversation(
            member, replace(talk, at=at, agent_id=agent, outcome="booked" if number % 2 else "x")
        )
    catch_up(member, CONSUMER, handle)
    before = home(member)
    today = now().date()
    rebuild(member.organization_id, today - timedelta(days=60), today)
    after = home(member)
    assert {**after, "activity": []} == {**before, "activity": []}
    assert after["conversations"]["value"] == 8


def test_languages_are_counted_by_the_one_spoken_last(member, talk) -> None:
    other = make_agent(member, "Otra")
    for days, agent, language in (
        *((0, talk.agent_id, "es"), (1, talk.agent_id, "fr"), (5, talk.agent_id, "fr")),
        *((5, other, "fr"), (6, other, "pt-BR"), (40, other, "de")),
    ):
        at = talk.at - timedelta(days=days)
        make_conversation(member, replace(talk, at=at, agent_id=agent, language=language))
    make_conversation(member, replace(talk, language="it", test=True))
    # Some never end: those of closed days, too.
    make_conversation(member, replace(talk, language="fr", status="active"))
    make_conversation(
        member, replace(talk, at=talk.at - timedelta(days=8), language="es", status="handed_off")
    )
    catch_up(member, CONSUMER, handle)

    def spoken(query: str = "range=30d") -> list[tuple[str, int]]:
        return [(each["code"], each["conversations"]) for each in home(member, query)["languages"]]

    assert spoken() == [("fr", 4), ("es", 2), ("pt-BR", 1)]
    assert sum(count for _, count in spoken()) == home(member)["conversations"]["value"]
    assert ("es", 1) in spoken("range=7d")
    assert spoken(f"range=30d&agent={to_text('agt', other)}") == [("fr", 1), ("pt-BR", 1)]
    assert ("de", 1) in spoken("range=90d")
    # Counted on in a later batch, and again from the conversations, it is the same.
    make_conversation(member, replace(talk, at=talk.at - timedelta(days=5), language="fr"))
    catch_up(member, CONSUMER, handle)
    assert spoken()[0] == ("fr", 5)
    before = spoken("range=90d")
    rebuild(member.organization_id, now().date() - timedelta(days=60), now().date())
    assert spoken("range=90d") == before
    # And so it is where the column came later than the days.
    with tenant_scope(member.organization_id):
        InsightDay.objects.update(languages={})
        with connection.cursor() as cursor:
            cursor.execute(import_module("centralita.insight.metrics.migrations.0002_languages").FILL)
    assert spoken("range=90d") == before


def test_one_agents_figures(member, talk) -> None:
    other = make_agent(member, "Otra")
    for agent in (talk.agent_id, other, other):
        make_conversation(member, replace(talk, agent_id=agent))
        make_conversation(member, replace(talk, agent_id=agent, at=talk.at - timedelta(days=5)))
    catch_up(member, CONSUMER, handle)
    shown = home(member, f"range=30d&agent={to_text('agt', other)}")
    assert shown["conversations"]["value"] == 4
    assert [agent["name"] for agent in shown["agents"]] == ["Otra"]
    assert all(line["agent_name"] == "Otra" for line in shown["activity"])


def test_the_last_things_that_happened_come_first(member, talk) -> None:
    made = make_conversation(member, replace(talk, outcome="booked"))
    activity = home(member)["activity"]
    assert [line["kind"] for line in activity] == ["conversation.ended", "conversation.started"]
    assert activity[0]["subject_id"] == to_text("cnv", made)
    assert (activity[0]["agent_name"], activity[0]["outcome"]) == ("Recepción", "booked")


def test_viewers_see_all_figures_and_managers_their_agents(member, make, talk) -> None:
    make_conversation(member, talk)
    make_conversation(member, replace(talk, agent_id=make_agent(member, "Otra")))
    assert home(make(in_=member, role=Role.VIEWER))["conversations"]["value"] == 2
    manager = make(in_=member, role=Role.MANAGER, agent_ids=[talk.agent_id])
    shown = home(manager)
    assert (shown["conversations"]["value"], shown["active_agents"], len(shown["activity"])) == (1, 1, 2)
    none = make(in_=member, role=Role.MANAGER, agent_ids=[])
    assert home(none)["conversations"]["value"] == 0


def test_another_organizations_figures_stay_there(member, make, talk) -> None:
    make_conversation(member, talk)
    catch_up(member, CONSUMER, handle)
    assert home(make())["conversations"]["value"] == 0
    assert (
        make().api.get(f"/home?agent={to_text('agt', talk.agent_id)}").json()["conversations"]["value"] == 0
    )


def test_what_cannot_be_asked_is_refused(member, make) -> None:
    assert member.api.get("/home?range=8d").status_code == 422
    assert member.api.get("/home?agent=agt_1").status_code == 404
    manager = make(in_=member, role=Role.MANAGER, agent_ids=[])
    assert manager.api.get(f"/home?agent={to_text('agt', new_id())}").status_code == 404
