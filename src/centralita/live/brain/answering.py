"""Whether a call that comes in is answered now: outside its number's hours the agent says so, or passes the call on.

Where that cannot be known the call is answered: whoever calls is not lost for it.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.live.brain.voice import Deed, Spoken

_CLOSED: Final = {
    "es": "Ahora mismo estamos cerrados. Por favor, llame de nuevo dentro de nuestro horario. Hasta luego.",
    "en": "We are closed at the moment. Please call again during our opening hours. Goodbye.",
    "pt": "Neste momento estamos fechados. Por favor, ligue de novo no nosso horário. Até logo.",
}
_PASSED_ON: Final = {
    "es": "Un momento, por favor: le paso con otro número.",
    "en": "One moment, please: I am passing you on to another number.",
    "pt": "Um momento, por favor: vou passar a chamada para outro número.",
}
_LONGEST_NUMBER: Final = 40

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Closed:
    """Nobody answers now. `fallback` (E.164 or '') takes the call instead; `language` is the house's."""

    fallback: str
    language: str


class Answering(Protocol):
    """Knows the hours of numbers."""

    async def closed(self, organization_id: OrganizationId, account_id: UUID, number: str) -> Closed | None:
        """None while the number (E.164) is answered, and for one that nobody knows."""
        ...


class AlwaysOpen:
    """No number has hours."""

    async def closed(self, organization_id: OrganizationId, account_id: UUID, number: str) -> Closed | None:
        """Never."""
        return None


async def closed_now(
    answering: Answering, organization_id: OrganizationId, account_id: UUID, number: str
) -> Closed | None:
    """Who is turned away, for sure; None while the number is answered, and in doubt."""
    try:
        return await answering.closed(organization_id, account_id, number[:_LONGEST_NUMBER])
    except Exception:
        log.exception("hours_unknown", account=str(account_id))
        return None


def closing_words(closed: Closed) -> str:
    """What whoever calls hears, in the house's language."""
    texts = _PASSED_ON if closed.fallback else _CLOSED
    return texts.get(closed.language.partition("-")[0], texts["en"])


async def turned_away(closed: Closed, heard: str = "") -> AsyncGenerator[Spoken]:
    """What whoever calls hears, unless that is what was `heard` last, and then what the line does."""
    words = closing_words(closed)
    if heard.strip() != words:
        yield words
    if closed.fallback:
        yield Deed("transfer", number=closed.fallback, reason="closed")
    else:
        yield Deed("end", reason="closed")
