"""Tools that every agent may be granted: they need nothing but the business's own facts."""

from datetime import datetime
from zoneinfo import ZoneInfo

from centralita import engine
from centralita.live.ports import Tool, ToolContext


async def current_time(context: ToolContext, _arguments: dict[str, engine.Value]) -> engine.Value:
    """The date and time where the business is."""
    local = context.at.astimezone(ZoneInfo(context.blueprint.business.time_zone))
    return {"iso": local.isoformat(timespec="minutes"), "weekday": local.strftime("%A").lower()}


async def opening_hours(context: ToolContext, arguments: dict[str, engine.Value]) -> engine.Value:
    """Whether the business is open, and its hours on a day (`date`, ISO; today when not given)."""
    business = context.blueprint.business
    day = context.at.astimezone(ZoneInfo(business.time_zone)).date()
    asked = arguments.get("date")
    if isinstance(asked, str):
        try:
            day = datetime.fromisoformat(asked).date()
        except ValueError:
            return {"error": "date must be ISO, such as 2026-03-14"}
    spans: list[engine.Value] = [
        {"opens": span.opens, "closes": span.closes} for span in business.spans_on(day)
    ]
    return {"open_now": business.is_open(context.at), "date": day.isoformat(), "hours": spans}


BUILT_IN: dict[str, Tool] = {"current_time": current_time, "opening_hours": opening_hours}
