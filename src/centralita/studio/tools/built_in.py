"""Tools that every agent may be granted. What they do is in `live/tools.py`, under the same names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


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
            "outputs": [],
        }


BUILT_IN: Final = (
    BuiltIn("current_time", "The date and time where the business is."),
    BuiltIn(
        "opening_hours",
        "Whether the business is open now, and its hours on a day.",
        {"date": {"type": "string", "description": "ISO date such as 2026-03-14; today when left out"}},
    ),
)
