"""How fast a campaign dials: so many calls a minute, spread out, with a little catching up."""

import datetime as dt

# Workers look every half second or so: what fell due in between may be made up for, no more.
CATCH_UP = dt.timedelta(seconds=2)


def allowance(per_minute: int, next_dial_at: dt.datetime | None, moment: dt.datetime) -> int:
    """How many calls may begin at `moment`."""
    interval = dt.timedelta(minutes=1) / per_minute
    begins = moment if next_dial_at is None else max(next_dial_at, moment - CATCH_UP)
    return max(0, (moment - begins) // interval + 1) if begins <= moment else 0


def after(per_minute: int, next_dial_at: dt.datetime | None, moment: dt.datetime, calls: int) -> dt.datetime:
    """When the next call may begin after `calls` of them began at `moment`."""
    interval = dt.timedelta(minutes=1) / per_minute
    begins = moment if next_dial_at is None else max(next_dial_at, moment - CATCH_UP)
    return begins + interval * calls
