"""The domain of a bot of Rasa: texts, slots and examples of all files together. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import fields, listed, objects, text

Json = Mapping[str, Any]
_SET: Final = re.compile(r"/SetSlots\(\s*(\w{1,100})\s*=\s*([^,)]{1,200}?)\s*\)")


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
        # By slot and by what a button keeps there: how the button is called.
        self.labels: dict[str, dict[str, str]] = {}
        for name in self.responses:
            for title, payload in self.buttons(name):
                kept = _SET.search(payload)
                if kept:
                    value = kept[2].strip("\"'")
                    self.labels.setdefault(kept[1], {}).setdefault(value, title)

    def text(self, name: str) -> str:
        """The first text of a response; one without a condition or a channel of its own before one with."""
        variants = self.responses.get(name, [])
        plain = [one for one in variants if not listed(one, "condition") and not text(one, "channel")]
        plain = plain or variants
        return next((text(one, "text") for one in plain if text(one, "text")), "")

    def buttons(self, name: str) -> list[tuple[str, str]]:
        """The buttons of a response, with what each sends; of its first variant that has some."""
        rows = next((found for one in self.responses.get(name, []) if (found := objects(one, "buttons"))), [])
        return [(text(row, "title"), text(row, "payload")) for row in rows if text(row, "title")]

    def examples(self, trigger: Json) -> list[str]:
        """What people say for the intent of a trigger."""
        name = text(trigger, "intent") or text(trigger, "intent", "name")
        return self.intents.get(name, [])[:20]
