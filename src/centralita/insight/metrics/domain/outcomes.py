"""Which outcomes count as a success. Authors may name others; those are counted, not as successes."""

from typing import Final

SUCCESSFUL: Final = frozenset(
    {"completed", "answered", "resolved", "booked", "interested", "qualified", "sold", "callback_requested"}
)


def succeeded(outcome: str) -> bool:
    """Whether a conversation with this outcome did what the business wanted."""
    return outcome in SUCCESSFUL
