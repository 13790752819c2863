"""Where steps of Voiceflow are drawn: the flow, the nodes beside, and what things are called. Pure."""

import re
from collections.abc import Mapping
from functools import cached_property
from itertools import islice
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, text
from centralita.studio.imports.formats.talking import MOST_BRANCHES, Way
from centralita.studio.imports.formats.voiceflow_capture import questions
from centralita.studio.imports.formats.voiceflow_project import Project
from centralita.studio.imports.formats.voiceflow_text import spoken

Json = Mapping[str, Any]
_CHOICES: Final = frozenset({"choice", "choicev2", "choice-v2", "interaction"})
_ONE: Final = re.compile(r"\{\{([^{}]{1,200})\}\}")


class Canvas:
    """One diagram's nodes by their ids."""

    def __init__(self, drawing: Drawing, sheet: Sheet, nodes: dict[str, Json], project: Project) -> None:
        self.drawing, self.sheet, self.nodes, self.project = drawing, sheet, nodes, project

    def words(self, said: str) -> str:
        """A text whose variables are told by their names, not by their ids."""
        return _ONE.sub(self._named, spoken(said))

    def _named(self, match: re.Match[str]) -> str:
        name = self.project.slots.get(match[1]) or self.project.names.get(match[1])
        return "{{" + name + "}}" if name else match[0]

    @cached_property
    def questions(self) -> dict[str, str]:
        """By capture: the step that says its question, and becomes one with it."""
        return questions(self.nodes, self.project)

    @cached_property
    def asking(self) -> dict[str, str]:
        """By step that says a question: the capture that asks it here."""
        return {said: capture for capture, said in self.questions.items()}

    @cached_property
    def intents(self) -> list[Way]:
        """What may be wanted here: a way to each of the first steps that begin with an intent."""
        keys = (key for key, node in self.nodes.items() if text(node, "type").lower() == "intent")
        ways = []
        for key in islice(keys, MOST_BRANCHES):
            called, said = self.project.wanted(text(self.nodes[key], "data", "intent"))
            ways.append(Way(key, called.replace("_", " "), called, phrases=[called, *said]))
        return ways

    @cached_property
    def listens(self) -> bool:
        """Whether a step of it waits for whatever is wanted."""
        return any(
            (text(node, "type").lower() == "prompt" and not text(node, "data", "promptID"))
            or (text(node, "type").lower() in _CHOICES and heard_elsewhere(node))
            for node in self.nodes.values()
        )

    def variable(self, said: str) -> str:
        """What a variable is called here, told by its name or its id."""
        plain = said.strip().strip("{}").strip()
        plain = self.project.names.get(plain) or self.project.slots.get(plain) or plain
        return self.drawing.aliases.get(plain) or self.drawing.variable(plain or "value")


def heard_elsewhere(node: Json) -> bool:
    """Whether a choice also hears the intents that others begin with."""
    return text(node, "data", "intentScope") == "GLOBAL" or at(node, "data", "listenForOtherTriggers") is True
