"""Which conversations are asked for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

Sort = Literal["-started_at", "started_at", "-last_at"]
Tests = Literal["hide", "only", "all"]
MOST_COUNTED = 1_001


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """An empty field does not filter; tests are hidden unless asked for. `before` is not included."""

    search: str = ""
    agent_id: UUID | None = None
    status: str = ""
    outcome: str = ""
    language: str = ""
    channel: str = ""
    tests: Tests = "hide"
    since: datetime | None = None
    before: datetime | None = None
    rating: int | None = None
    tag: str = ""
    handed_off: bool | None = None
    contradicting: bool = False
    rated: Literal["", "good", "bad"] = ""
    held_by: UUID | None = None
    experiment_id: UUID | None = None
    arm: str = ""
    sort: Sort = "-started_at"


def day_start(day: date, zone: str) -> datetime:
    """When a day begins in a time zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))


def day_end(day: date, zone: str) -> datetime:
    """When the next day begins."""
    return day_start(day + timedelta(days=1), zone) if day < date.max else day_start(day, zone)
