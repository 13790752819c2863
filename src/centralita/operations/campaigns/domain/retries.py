"""What comes after a call: another one later, or nothing more."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Voicemail = Literal["hang_up", "message", "retry"]
RETRIED = ("no_answer", "busy", "voicemail", "failed")
# Reached a person or a mailbox that answered: the call counts as answered.
ANSWERED = frozenset(
    {"answered", "interested", "not_interested", "callback_requested", "booked", "opted_out"}
)


@dataclass(frozen=True, slots=True)
class RetryRules:
    """`waits` maps an outcome to the minutes to wait; an outcome that is not there is final."""

    waits: Mapping[str, int]
    max_attempts: int
    voicemail: Voicemail = "hang_up"

    def next_at(self, outcome: str, dialled: int, ended_at: dt.datetime) -> dt.datetime | None:
        """When to call again after the `dialled`-th call came to `outcome`; None when it is over."""
        if dialled >= self.max_attempts or outcome not in RETRIED:
            return None
        if outcome == "voicemail" and self.voicemail != "retry":
            return None
        wait = self.waits.get(outcome)
        return None if wait is None else ended_at + dt.timedelta(minutes=wait)


def next_by_gaps(
    dials: Sequence[dt.datetime], gap_minutes: int, calls_per_day: int, moment: dt.datetime
) -> dt.datetime:
    """`moment` or the first one after it that keeps the gap to the last call and the most calls in 24 hours."""
    at = moment
    if dials:
        at = max(at, max(dials) + dt.timedelta(minutes=gap_minutes))
    day = dt.timedelta(days=1)
    within = sorted(dial for dial in dials if dial + day > at)
    return at if len(within) < calls_per_day else max(at, within[-calls_per_day] + day)
