"""The scenarios of a template pass for any business, whenever it is open, wherever it is, whatever it celebrates."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from centralita import engine
from centralita.engine.business import WEEKDAYS, Business
from centralita.studio.beginnings.scripts import script_of
from centralita.studio.scenarios.domain.judging import judge
from centralita.studio.scenarios.domain.talk import hold
from centralita.studio.templates.catalogue import templates
from centralita.studio.templates.public import blueprint_of, tried_of
from tests.studio.scenarios.test_talk import Means

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class OwnMeans(Means):
    """One document and no model, and messages for the people of the business are taken."""

    def call(self, ask: engine.CallTool, at: float, business: Business) -> engine.ToolReturned | None:
        taken = ask.tool == "take_message"
        return engine.ToolReturned(at=at, effect_id=ask.id, ok=True, result={"kept": True}) if taken else None


def clock(quarters: int) -> str:
    return f"{quarters // 4:02}:{quarters % 4 * 15:02}"


@st.composite
def spans(draw: st.DrawFn) -> list[dict[str, str]]:
    """One or two openings of a day, some past midnight."""
    times = sorted(draw(st.lists(st.integers(0, 95), min_size=2, max_size=4, unique=True)))
    pairs = [(times[at], times[at + 1]) for at in range(0, len(times) - 1, 2)]
    if draw(st.booleans()):
        pairs[-1] = (pairs[-1][0], times[0])
    return [{"opens": clock(opens), "closes": clock(closes)} for opens, closes in pairs if opens != closes]


BUSINESSES = st.builds(
    lambda hours, zone, place, days: Business.model_validate(
        {
            "facts": {"name": "La nuestra"},
            "hours": hours,
            "time_zone": zone,
            "country": place[0],
            "subdivision": place[1],
            "public_holidays": bool(place[0]),
            "special_days": [{"date": day, "spans": opened} for day, opened in days.items()],
        }
    ),
    hours=st.dictionaries(st.sampled_from(WEEKDAYS), spans(), max_size=7),
    zone=st.sampled_from(
        ["Europe/Madrid", "Atlantic/Canary", "America/Mexico_City", "America/Los_Angeles", "Asia/Tokyo"]
    ),
    place=st.sampled_from([("ES", "MD"), ("ES", ""), ("MX", ""), ("US", "CA"), ("", "")]),
    days=st.dictionaries(
        st.integers(0, 40).map(lambda ahead: (NOON + timedelta(days=ahead)).date()),
        st.just([]) | spans(),
        max_size=8,
    ),
)


@pytest.mark.parametrize("key", sorted(templates()))
@settings(max_examples=4, deadline=None)
@given(business=BUSINESSES, ahead=st.integers(0, 400))
def test_they_pass_whatever_the_hours_of_the_business(key: str, business: Business, ahead: int) -> None:
    languages = ("es", "en")
    drawn = blueprint_of(key, languages, "Recepción").model_copy(update={"business": business})
    written_at = NOON + timedelta(days=ahead)
    for tried in tried_of(key, languages):
        script = script_of(tried, written_at, business.time_zone)
        talk = hold(drawn, script, OwnMeans(), at=datetime.fromisoformat(script.at).timestamp())
        judged = judge(script, talk)
        assert judged.passed, (tried.scenario.name, judged.verdicts, talk)
