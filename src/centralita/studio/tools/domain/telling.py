"""What tools of ours tell from the business's own facts. Pure: `at` is the moment at which they are asked, with a zone."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from centralita.engine.business import Business
from centralita.engine.values import Value


def current_time(business: Business, at: datetime) -> Value:
    """The date and time where the business is."""
    local = at.astimezone(ZoneInfo(business.time_zone))
    return {"iso": local.isoformat(timespec="minutes"), "weekday": local.strftime("%A").lower()}


def opening_hours(business: Business, at: datetime, arguments: Mapping[str, Value]) -> Value:
    """Whether the business is open, and its hours on a day (`date`, ISO; today when not given)."""
    day = at.astimezone(ZoneInfo(business.time_zone)).date()
    asked = arguments.get("date")
    if isinstance(asked, str):
        try:
            day = datetime.fromisoformat(asked).date()
        except ValueError:
            return {"error": "date must be ISO, such as 2026-03-14"}
    spans: list[Value] = [{"opens": span.opens, "closes": span.closes} for span in business.spans_on(day)]
    return {"open_now": business.is_open(at), "date": day.isoformat(), "hours": spans}
