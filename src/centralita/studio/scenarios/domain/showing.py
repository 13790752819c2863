"""A conversation that was held, as it is kept, and how far a run of them came."""

from collections.abc import Sequence
from typing import Any

from centralita.studio.scenarios.domain.heard import Talk
from centralita.studio.scenarios.domain.judging import ending


def shown(talk: Talk) -> dict[str, Any]:
    """All that was said and done, as JSON."""
    return {
        "exchanges": [
            {
                "caller": exchange.caller,
                "agent": exchange.agent,
                "nodes": exchange.nodes,
                "tools": [
                    {"tool": use.tool, "arguments": dict(use.arguments), "ok": use.ok, "mocked": use.mocked}
                    for use in exchange.tools
                ],
                "seconds": round(exchange.seconds, 3),
            }
            for exchange in talk.exchanges
        ],
        "variables": dict(talk.variables),
        "ending": ending(talk),
        "outcome": talk.outcome,
        "transferred_to": talk.transferred_to,
        "replies_left": talk.replies_left,
    }


def result_lines(name: str, passed: bool, failures: Sequence[str]) -> list[str]:
    """What came of a scenario, in a build's log: one that did not pass says why."""
    lines = [f"{'passed' if passed else 'FAILED'}  {name}", *(f"        {each}" for each in failures)]
    # What callers and models said is in them: nothing of it is for the terminal.
    return ["".join(each for each in line if each.isprintable()) for line in lines]


def called_off_line(held: int, total: int) -> str:
    """What a build server's log says of a run that was stopped from there."""
    return f"Stopped: {held} of {total} scenarios were held; the run was called off."
