"""What came of a simulated call: cost, latencies, summary, mood and success, by rules alone."""

import math
import re
from collections.abc import Sequence
from typing import Final, Literal

from centralita.kit.languages import reading_language
from centralita.kit.money import Money
from centralita.providers.voice.calls import CallSnapshot, CostLine, Ending, Utterance
from centralita.studio.sandbox.catalogue import PER_MINUTE

COST_ITEM: Final = "sandbox_voice"
_HAPPY: Final = re.compile(
    r"\b(gracias|perfecto|thank you|thanks|great|obrigad[oa]|perfeito)\b", re.IGNORECASE
)
_UNHAPPY: Final = re.compile(
    r"\b(não tenho interesse|não me liguem|é engano|no me interesa|no me llamen|se ha equivocado|not interested|do not call|wrong number)\b",
    re.IGNORECASE,
)
_LOST: Final = frozenset({"abandoned", "no_response", "limit", ""})
_WORDS: Final = {
    "es": ("Llamada simulada de {} s con {} intervenciones de la persona.", " Terminó así: {}."),
    "pt": ("Ligação simulada de {} s com {} falas da pessoa.", " Terminou assim: {}."),
    "en": ("Simulated call of {} s; the person spoke {} times.", " It ended so: {}."),
}


def cost_of(seconds: float) -> tuple[CostLine, ...]:
    """By the second, rounded up to a micro."""
    return (CostLine(COST_ITEM, Money(math.ceil(PER_MINUTE.micros * seconds / 60), PER_MINUTE.currency)),)


def latencies(waits: Sequence[float]) -> dict[str, float]:
    """Percentiles of the milliseconds from the last word of the person to the agent's first."""
    if not waits:
        return {}
    ordered = sorted(waits)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)], 1)

    return {
        "e2e_p50": at(0.5),
        "e2e_p90": at(0.9),
        "e2e_p99": at(0.99),
        "e2e_min": round(ordered[0], 1),
        "e2e_max": round(ordered[-1], 1),
    }


def sentiment_of(said: Sequence[Utterance]) -> Literal["positive", "neutral", "negative"]:
    """By what the person said."""
    words = " ".join(one.text for one in said if one.role == "callee")
    if _UNHAPPY.search(words):
        return "negative"
    return "positive" if _HAPPY.search(words) else "neutral"


def successful(ending: Ending | None, outcome: str, said: Sequence[Utterance]) -> bool:
    """Whether the agent got to an end of its own, or the person left content."""
    if ending in {Ending.AGENT_HUNG_UP, Ending.TRANSFERRED}:
        return outcome not in _LOST
    return ending is Ending.CALLEE_HUNG_UP and sentiment_of(said) == "positive"


def summary_of(snapshot: CallSnapshot, language: str) -> str:
    """One or two sentences."""
    first, then = _WORDS[reading_language(language)]
    turns = sum(one.role == "callee" for one in snapshot.transcript)
    return first.format(round(snapshot.duration_seconds or 0), turns) + then.format(snapshot.platform_reason)
