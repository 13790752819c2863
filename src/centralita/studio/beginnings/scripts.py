"""A template's scenario as the agent's own: what is said, what tools and models answer, and what must come of it. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from centralita.studio.scenarios.public import (
    Check,
    EndsCheck,
    ModelAnswer,
    NeverSaysCheck,
    SaysCheck,
    ScenarioScript,
    ScenarioStep,
    ToolAnswer,
    ToolCalledCheck,
    ToolNotCalledCheck,
    VariableCheck,
    as_text,
)
from centralita.studio.templates.public import Tried


def script_of(tried: Tried, after: datetime, zone: str) -> ScenarioScript:
    """The script of a template's scenario: on the next Monday in that zone, by day, or at night where it is closed then.

    What people say in it names days and hours. It brings the hours along that it needs, so that it passes whenever the
    business that takes it over is open.
    """
    at = _monday(after, zone, hour=10 if tried.scenario.at == "open" else 4)
    scenario = tried.scenario
    return ScenarioScript(
        language=tried.language,
        at=at.isoformat(timespec="minutes"),
        hours="open" if scenario.at == "open" else "closed",
        variables=dict(scenario.knows),
        steps=tuple(ScenarioStep(say=text) for text in scenario.says),
        mocks=(
            *(ToolAnswer(tool=tool, result=answer) for tool, answer in scenario.answers),
            *(ToolAnswer(tool=tool, ok=False, error="not_connected") for tool in tried.silent),
        ),
        replies=tuple(ModelAnswer.model_validate(reply) for reply in scenario.replies),
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
    for text in scenario.never:
        yield NeverSaysCheck(text=text)
    for tool in dict.fromkeys(tool for tool, _answer in scenario.answers):
        yield ToolCalledCheck(tool=tool)
    for tool, arguments in scenario.called:
        yield ToolCalledCheck(tool=tool, arguments=arguments)
    for tool in scenario.uncalled:
        yield ToolNotCalledCheck(tool=tool)
    if scenario.outcome is not None:
        yield EndsCheck(how="over", outcome=scenario.outcome)
    else:
        yield EndsCheck(how="open")


def _monday(after: datetime, zone: str, *, hour: int) -> datetime:
    local = after.astimezone(ZoneInfo(zone))
    monday = local + timedelta(days=7 - local.weekday())
    return monday.replace(hour=hour, minute=0, second=0, microsecond=0)
