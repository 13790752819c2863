"""What a platform told before a call began: which number was rung, and by whom.

It is signed by us and given to the platform as a word of the agent's instructions, which comes back with each request.
A caller's browser can set such a word, too, but none that we signed for another account.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from centralita.kit.errors import AppError
from centralita.kit.signing import Signer

_PURPOSE: Final = "ring"
# Longer than the longest call.
_VALID: Final = timedelta(hours=6)
_WRITTEN: Final = re.compile(r"\bring:([A-Za-z0-9_.-]{20,2000})")


@dataclass(frozen=True, slots=True)
class Ring:
    """Somebody rang: E.164, or '' where it is not told."""

    number: str
    caller: str


class Rings:
    """Writes them into words, and reads them again."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def written(self, account_id: UUID, ring: Ring) -> str:
        """One word."""
        payload = {"account": account_id.hex, "number": ring.number, "caller": ring.caller}
        return f"ring:{self._signer.sign(_PURPOSE, payload, _VALID)}"

    def read(self, account_id: UUID, text: str) -> Ring | None:
        """The ring that is written somewhere in a text; None where there is none, or none of this account."""
        found = _WRITTEN.search(text)
        if found is None:
            return None
        try:
            told = self._signer.verify(_PURPOSE, found[1].rstrip("."))
        except AppError:
            return None
        if told.get("account") != account_id.hex:
            return None
        return Ring(str(told.get("number") or ""), str(told.get("caller") or ""))
