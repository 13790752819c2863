"""The tags of a document or a question: words of the team's own. Pure."""

from collections.abc import Sequence

MOST_TAGS = 20


def tags_after(held: Sequence[str], *, add: Sequence[str], remove: Sequence[str]) -> list[str]:
    """Those that are there after taking some away and adding others, each once, in the order that they came in.

    There may be more than `MOST_TAGS`: who asks refuses that.
    """
    return list(dict.fromkeys([*(tag for tag in held if tag not in remove), *add]))
