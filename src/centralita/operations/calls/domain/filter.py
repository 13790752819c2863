"""Which calls are asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

MOST_COUNTED = 1_001


@dataclass(frozen=True, slots=True)
class CallFilter:
    """An empty field does not filter. `before` is not included."""

    status: str = ""
    running: bool | None = None
    contact_id: UUID | None = None
    agent_id: UUID | None = None
    account_id: UUID | None = None
    campaign_id: UUID | None = None
    outcome: str = ""
    direction: str = ""
    since: datetime | None = None
    before: datetime | None = None
    search: str = ""


def day_start(day: date, zone: str) -> datetime:
    """When a day begins in a time zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def day_end(day: date, zone: str) -> datetime:
    """When the next day begins."""
    return day_start(day + timedelta(days=1), zone)
