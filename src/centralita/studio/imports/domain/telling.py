"""What became of a file, as lines of text for a terminal. Pure."""

from centralita.studio.agents.domain.diff import Change

_LONGEST = 60


def change_line(change: Change) -> str:
    """A difference in one line: `+ node Greeting`, `~ general name: Sol -> Luna`."""
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.how]
    where = " ".join(part for part in (change.area, change.name, change.path) if part)
    if change.how != "changed":
        return f"{sign} {where}"
    return f"{sign} {where}: {_short(change.before)} -> {_short(change.after)}"


def loss_line(flow: str, node: str, sentence: str) -> str:
    """What is not as it was in a file that came in, and where."""
    where = " / ".join(part for part in (flow, node) if part)
    return f"{where}: {sentence}" if where else sentence


def left_out_line(how: str, node: str, sentence: str) -> str:
    """What a file that goes out does not say of the agent."""
    return ": ".join(part for part in (how, node, sentence) if part)


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
