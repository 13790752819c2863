"""The stages that a lead goes through: data, with a name in each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage. `closed` ones are where a lead's way ends."""

    id: str
    names: Mapping[str, str]
    closed: bool = False

    def name(self, language: str) -> str:
        """The name in a language; in English where there is none."""
        return self.names.get(language[:2], self.names["en"])


STAGES: Final[dict[str, Stage]] = {
    stage.id: stage
    for stage in (
        Stage("new", {"en": "New", "es": "Nuevo", "pt": "Novo"}),
        Stage("contacted", {"en": "Contacted", "es": "Contactado", "pt": "Contatado"}),
        Stage("interested", {"en": "Interested", "es": "Interesado", "pt": "Com interesse"}),
        Stage("booked", {"en": "Booked", "es": "Con cita", "pt": "Agendado"}),
        Stage("won", {"en": "Won", "es": "Ganado", "pt": "Ganho"}, closed=True),
        Stage("lost", {"en": "Lost", "es": "Perdido", "pt": "Perdido"}, closed=True),
    )
}
