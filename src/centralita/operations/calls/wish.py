"""What whoever wants a call made has to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from centralita.operations.calls.domain.words import Kind
from centralita.operations.compliance.public import Purpose

# What a call is for decides which rules hold for it. One that follows up serves somebody who is a customer already.
PURPOSES: Final[Mapping[Kind, Purpose]] = {
    "prospecting": "marketing",
    "qualification": "marketing",
    "closing": "marketing",
    "follow_up": "service",
}


@dataclass(frozen=True, slots=True)
class CallWish:
    """A call to be made. Without `number` the contact's main one is called; without `from_number` one of the
    account's own shows."""

    contact_id: UUID
    agent_id: UUID
    kind: Kind
    purpose: Purpose
    number: str = ""
    topic: str = ""
    campaign_id: UUID | None = None
    attempt: int = 1
    from_number: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
