"""What is slow the first time is done once in each process, after it has begun to answer."""

import threading

_SECONDS_AFTER_START = 1.0


def _calendars() -> None:
    """A caller who asks whether there is an appointment on a holiday should not wait for a library to load."""
    from centralita.engine.business import public_holidays

    public_holidays("ES", "", 2026)


def warm_later() -> None:
    """Begin soon, in a thread that holds up neither the start nor the end of the process."""
    timer = threading.Timer(_SECONDS_AFTER_START, _calendars)
    timer.daemon = True
    timer.start()
