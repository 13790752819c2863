"""Tools that every agent may be granted. What they do is in `live/tools.py` under the same names, or in the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from centralita.engine.answering.deeds import END, TO_A_PERSON
from centralita.engine.settings import SLOW_AFTER


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A tool of ours, as models and flows know it."""

    name: str
    description: str
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    def grant(self) -> dict[str, Any]:
        """What an agent's draft keeps of it."""
        schema: dict[str, Any] = {
            "type": "object",
            "properties": {name: dict(one) for name, one in self.properties.items()},
            "additionalProperties": False,
        }
        if self.required:
            schema["required"] = list(self.required)
        return {
            "name": self.name,
            "description": self.description,
            "parameters": schema,
            "id": "",
            "version": 0,
            "say_first": {},
            "say_slow": {},
            "slow_after": SLOW_AFTER,
            "say_failed": {},
            "outputs": [],
        }


BUILT_IN: Final = (
    BuiltIn("current_time", "The date and time where the business is."),
    BuiltIn(
        "opening_hours",
        "Whether the business is open now, and its hours on a day.",
        {"date": {"type": "string", "description": "ISO date such as 2026-03-14; today when left out"}},
    ),
    BuiltIn(
        "look_up_contact",
        "Who is on the line, as the business knows them: name, company, language, stage. In chats nobody is known.",
    ),
    BuiltIn(
        "take_message",
        "Leave a message for the people of the business. Call it once all of it is known.",
        {
            "message": {"type": "string", "description": "What the caller wants to be told, in their words"},
            "name": {"type": "string", "description": "Who it is from"},
            "contact": {"type": "string", "description": "Phone number or e-mail to answer to"},
        },
        ("message",),
    ),
    BuiltIn(
        END,
        "End the conversation. Say goodbye in the same answer. Call it when nothing is left to do or they want to go.",
    ),
    BuiltIn(
        TO_A_PERSON,
        "Pass the conversation to a person of the business. Say so in the same answer. Call it when they ask for one.",
    ),
)
# After these there is something new to see beside the conversation; the others change nothing.
WRITING: Final = frozenset({"take_message"})
