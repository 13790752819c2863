"""How long what is awaited of a call, when the platform is asked about it, and what is concluded from silence."""

from datetime import datetime, timedelta
from typing import Final

from centralita.providers.voice.calls import CallStatus

# A call that nobody knows so long after the dial was not made: the platforms list theirs within seconds.
DOUBT: Final = timedelta(minutes=5)
# Nobody can say what became of a call whose platform has not been reached for so long.
UNHEARD: Final = timedelta(hours=24)
# Costs and analysis may come long after the end; past this nothing more is expected.
CLOSING: Final = timedelta(hours=24)
# Until when a state is plausible; past it the call is shown as one that was not confirmed.
PLAUSIBLE: Final = {
    CallStatus.INITIATING: timedelta(minutes=3),
    CallStatus.RINGING: timedelta(minutes=3),
    CallStatus.IN_PROGRESS: timedelta(hours=2),
}
_RUNNING: Final = {
    CallStatus.QUEUED: (30, 30),
    CallStatus.INITIATING: (5, 30),
    CallStatus.RINGING: (10, 30),
    CallStatus.IN_PROGRESS: (30, 120),
}
_ENDED: Final = (10, 3_600)
_STRANGE: Final = timedelta(minutes=5)

# Ends that are our own conclusion: the platform's word replaces them.
GUESSES: Final = frozenset({"call_never_known", "call_unknown_to_platform", "call_unheard_of"})


def next_check(status: CallStatus, checks: int, moment: datetime) -> datetime:
    """When to ask again, after so many questions in vain: sooner while it rings, ever later once it is over."""
    first, last = _ENDED if status.ended else _RUNNING[status]
    return moment + timedelta(seconds=min(last, first * 2 ** min(checks, 10)))


def pause_after(failures: int, jitter: float) -> timedelta:
    """For how long nothing is sent to a platform that failed so often in a row. `jitter` is 0 to 1."""
    seconds = min(600.0, 5.0 * 2.0 ** min(failures - 1, 10))
    return timedelta(seconds=seconds * (0.75 + 0.5 * jitter))


def key_pause() -> timedelta:
    """For how long a platform that refuses the key is left alone."""
    return _STRANGE


def overdue(status: CallStatus, since: datetime, moment: datetime) -> bool:
    """Whether a state has lasted longer than is plausible."""
    longest = PLAUSIBLE.get(status)
    return longest is not None and moment - since > longest
