"""Where steps of Voiceflow are drawn: the flow, the nodes beside, and what things are called. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.formats.voiceflow_project import Project
from centralita.studio.imports.formats.voiceflow_text import spoken

Json = Mapping[str, Any]


class Canvas:
    """One diagram's nodes by their ids."""

    def __init__(self, drawing: Drawing, sheet: Sheet, nodes: dict[str, Json], project: Project) -> None:
        self.drawing, self.sheet, self.nodes, self.project = drawing, sheet, nodes, project

    def words(self, said: str) -> str:
        """A text whose variables are told by their names, not by their ids."""
        said = spoken(said)
        for identifier, name in (*self.project.names.items(), *self.project.slots.items()):
            if identifier and identifier in said:
                said = said.replace("{{" + identifier + "}}", "{{" + name + "}}")
        return said

    def variable(self, said: str) -> str:
        """What a variable is called here, told by its name or its id."""
        plain = said.strip().strip("{}").strip()
        plain = self.project.names.get(plain) or self.project.slots.get(plain) or plain
        return self.drawing.aliases.get(plain) or self.drawing.variable(plain or "value")
