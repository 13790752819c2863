"""The hours of the business while a scenario takes place: what is said in one fits no other business's. Pure."""

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from centralita import engine
from centralita.engine.business import Business, SpecialDay


def with_hours(
    blueprint: engine.Blueprint, hours: Literal["own", "open", "closed"], at: float
) -> engine.Blueprint:
    """The blueprint of a business that keeps its hours, is open whenever it is asked, or is closed then."""
    if hours == "own":
        return blueprint
    return blueprint.model_copy(update={"business": _business(blueprint.business, hours == "open", at)})


def _business(business: Business, opened: bool, at: float) -> Business:
    today = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(business.time_zone)).date()
    # Without hours it is always open; with nothing but a day on which it is closed, always closed.
    closed = () if opened else (SpecialDay(date=today),)
    return business.model_copy(update={"hours": {}, "special_days": closed, "public_holidays": False})
