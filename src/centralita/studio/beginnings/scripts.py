"""A template's scenario as the agent's own: what is said, what tools answer, and what must come of it. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from centralita.engine.business import Business
from centralita.studio.scenarios.public import (
    Check,
    EndsCheck,
    SaysCheck,
    ScenarioScript,
    ScenarioStep,
    ToolAnswer,
    ToolCalledCheck,
    VariableCheck,
    as_text,
)
from centralita.studio.templates.public import Tried

_HOURS_OF_A_WEEK: Final = 24 * 7


def script_of(tried: Tried, at: datetime) -> ScenarioScript:
    """The script of a template's scenario that takes place `at` that moment, which has a zone."""
    scenario = tried.scenario
    return ScenarioScript(
        language=tried.language,
        at=at.isoformat(timespec="minutes"),
        variables=dict(scenario.knows),
        steps=tuple(ScenarioStep(say=text) for text in scenario.says),
        mocks=tuple(ToolAnswer(tool=tool, result=answer) for tool, answer in scenario.answers),
        checks=tuple(_checks(tried)),
    )


def _checks(tried: Tried) -> Iterator[Check]:
    scenario = tried.scenario
    for text in scenario.said:
        yield SaysCheck(text=text)
    if scenario.person:
        # Nobody comes in a scenario, so that it goes on after the wait: what is told is that somebody is called.
        yield SaysCheck(text=tried.handed)
    for name, value in scenario.kept:
        yield VariableCheck(name=name, value=as_text(value))
    for tool in dict.fromkeys(tool for tool, _answer in scenario.answers):
        yield ToolCalledCheck(tool=tool)
    if scenario.outcome is not None:
        yield EndsCheck(how="over", outcome=scenario.outcome)
    else:
        yield EndsCheck(how="open")


def moment(business: Business, after: datetime, *, opened: bool) -> datetime:
    """The first whole hour of the week from `after` on at which the business is open, or is not; else `after`."""
    hours = (after + timedelta(hours=step) for step in range(_HOURS_OF_A_WEEK))
    return next((hour for hour in hours if business.is_open(hour) is opened), after)
