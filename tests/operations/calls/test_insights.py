"""What a model draws from a talk is written down where nobody has said otherwise, and never more than that."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.tenancy.scope import tenant_scope
from centralita.ledger.events.models import LedgerEvent
from centralita.ledger.usage.domain.allowance import AllowanceSpent
from centralita.ledger.usage.models import TokenDay
from centralita.operations.calls import insights
from centralita.operations.calls.domain.insights import Insights, question, read_answer
from centralita.operations.calls.models import Call, CallUtterance
from centralita.providers.llm.catalog import ModelVendor
from centralita.providers.llm.model import LanguageModel
from centralita.providers.llm.scripted import ScriptedModel
from centralita.providers.voice.calls import Utterance

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
ANSWER = (
    'Here you are: {"summary": "Wants an offer for two.", "sentiment": "Positive", "outcome": "interested",'
    ' "next_action": "Send the offer", "callback_at": "2026-11-26T17:00:00+01:00", "objections": ["the price"]}'
)


def test_an_answer_is_read_in_our_words() -> None:
    found = read_answer(ANSWER, NOW)
    assert found == Insights(
        "Wants an offer for two.",
        "positive",
        "interested",
        "Send the offer",
        dt.datetime(2026, 11, 26, 16, tzinfo=dt.UTC),
        ("the price",),
    )


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ('{"outcome": "won the lottery", "sentiment": "furious"}', Insights()),
        ('{"outcome": "busy"}', Insights()),
        ('{"callback_at": "2020-01-01T10:00:00Z"}', Insights()),
        ('{"callback_at": "2041-01-01T10:00:00Z"}', Insights()),
        ('{"callback_at": "tomorrow", "objections": "many", "summary": {"a": 1}}', Insights()),
        ("I would rather not.", None),
        ("[1, 2]", None),
    ],
)
def test_what_cannot_be_is_not_believed(told, kept) -> None:
    assert read_answer(told, NOW) == kept


@given(st.text() | st.dictionaries(st.text(), st.text()).map(str))
def test_no_answer_breaks_anything(text) -> None:
    read_answer(text, NOW)


def test_a_long_talk_is_asked_about_by_its_ends() -> None:
    said = [Utterance("callee", f"{index} " + "x" * 200) for index in range(1_000)]
    system, talk = question(said, language="es", now=NOW, place="Europe/Madrid")
    assert "Spanish" in system
    assert len(talk) < 25_000
    assert talk.startswith("callee: 0 ")
    assert "callee: 999" in talk


@dataclass(frozen=True)
class InUse:
    """The organization's model, which is this one."""

    model: LanguageModel
    vendor: ModelVendor = ModelVendor.OPENAI
    name: str = "gpt-4.1-mini"

    def open(self, _cipher: object) -> LanguageModel:
        return self.model


@pytest.fixture
def talk(world, monkeypatch):
    """A call that was talked in, and the model that is asked about it."""
    model = ScriptedModel(ANSWER)
    monkeypatch.setattr(insights, "model_in_use", lambda _organization: InUse(model))
    organization_id = world.member.organization_id
    with tenant_scope(organization_id):
        call = Call.objects.create(
            organization_id=organization_id,
            platform="sandbox",
            direction="outbound",
            status="completed",
            outcome="answered",
            transcript_status="completed",
            to_number="+34912345678",
        )
        for position, (role, text) in enumerate((("agent", "¿Le interesa?"), ("callee", "Sí, para dos."))):
            CallUtterance.objects.create(
                organization_id=organization_id, call_id=call.id, position=position, role=role, text=text
            )
    return call, model


@pytest.mark.database
def test_what_came_of_a_call_is_drawn_once(world, talk) -> None:
    call, model = talk
    for _ in range(2):
        insights.draw(world.member.organization_id, call.id)
    assert len(model.requests) == 1
    with tenant_scope(world.member.organization_id):
        shown = Call.objects.get(id=call.id)
    assert (shown.outcome, shown.sentiment, shown.summary) == (
        "interested",
        "positive",
        "Wants an offer for two.",
    )
    assert shown.next_action == "Send the offer"
    assert shown.insights["objections"] == ["the price"]


@pytest.mark.database
def test_a_persons_word_stays(world, talk) -> None:
    call, _ = talk
    with tenant_scope(world.member.organization_id):
        Call.objects.filter(id=call.id).update(
            outcome="not_interested", outcome_by=world.member.actor.user_id, next_action="Nothing"
        )
    insights.draw(world.member.organization_id, call.id)
    with tenant_scope(world.member.organization_id):
        shown = Call.objects.get(id=call.id)
    assert (shown.outcome, shown.next_action) == ("not_interested", "Nothing")
    assert shown.insights["outcome"] == "interested"


@pytest.mark.database
def test_what_it_used_counts_for_the_day_and_nothing_is_asked_when_that_is_spent(world, talk) -> None:
    call, model = talk
    organization_id = world.member.organization_id
    insights.draw(organization_id, call.id)
    with tenant_scope(organization_id):
        (day,) = TokenDay.objects.all()
        usage = LedgerEvent.objects.filter(kind="usage.recorded").get()
        assert day.taken == usage.data["quantity"] > 0
        assert usage.data["cost_micros"] > 0
        Call.objects.filter(id=call.id).update(insights={})
        TokenDay.objects.update(taken=5_000_000)
    with pytest.raises(AllowanceSpent):
        insights.draw(organization_id, call.id)
    assert len(model.requests) == 1
