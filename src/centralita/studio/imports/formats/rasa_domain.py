"""The domain of a bot of Rasa: texts, slots and examples of all files together. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import fields, listed, objects, text

Json = Mapping[str, Any]


class Domain:
    """Texts, slots and examples of all files together."""

    def __init__(self, files: Files) -> None:
        self.responses: dict[str, list[Json]] = {}
        self.slots: dict[str, Json] = {}
        self.intents: dict[str, list[str]] = {}
        for document in files.values():
            for name, variants in fields(document, "responses").items():
                self.responses[str(name)] = [one for one in objects(variants) if one]
            for name, slot in fields(document, "slots").items():
                self.slots[str(name)] = fields(slot)
            for one in objects(document, "nlu"):
                lines = text(one, "examples").splitlines()
                told = [line.lstrip("- ").strip() for line in lines if line.strip().startswith("-")]
                self.intents.setdefault(text(one, "intent"), []).extend(told)

    def text(self, name: str) -> str:
        """The first text of a response; one without a condition before one with."""
        variants = self.responses.get(name, [])
        plain = [one for one in variants if not listed(one, "condition")] or variants
        return next((text(one, "text") for one in plain if text(one, "text")), "")

    def buttons(self, name: str) -> list[tuple[str, str]]:
        """The buttons of a response, with what each sends."""
        rows = [button for one in self.responses.get(name, []) for button in objects(one, "buttons")]
        return [(text(row, "title"), text(row, "payload")) for row in rows if text(row, "title")]

    def examples(self, trigger: Json) -> list[str]:
        """What people say for the intent of a trigger."""
        name = text(trigger, "intent") or text(trigger, "intent", "name")
        return self.intents.get(name, [])[:20]
