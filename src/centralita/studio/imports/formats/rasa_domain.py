"""The domain of a bot of Rasa: texts, slots, examples and helpers of all files together. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text

Json = Mapping[str, Any]
_SET: Final = re.compile(r"/SetSlots\(\s*(\w{1,100})\s*=\s*([^,)]{1,200}?)\s*\)")
# `[Madrid](city)` and `[Madrid]{"entity": "city"}`: what is said is Madrid.
_MARKED: Final = re.compile(r"\[([^\[\]]{1,200})\](?:\([^()]{0,200}\)|\{[^{}]{0,300}\})")
_MOST_VARIANTS: Final = 100
_SHOWN: Final = ("attachment", "custom", "elements")


class Domain:
    """Texts, slots, examples and sub-agents of all files together."""

    def __init__(self, files: Files) -> None:
        self.responses: dict[str, list[Json]] = {}
        self._plains: dict[str, list[Json]] = {}
        self.slots: dict[str, Json] = {}
        self.intents: dict[str, list[str]] = {}
        # What each sub-agent does, by its name.
        self.agents: dict[str, str] = {}
        for document in files.values():
            for name, variants in fields(document, "responses").items():
                self.responses[str(name)] = [one for one in objects(variants) if one][:_MOST_VARIANTS]
            for name, slot in fields(document, "slots").items():
                self.slots[str(name)] = fields(slot)
            for one in objects(document, "nlu"):
                if text(one, "intent"):
                    self.intents.setdefault(text(one, "intent"), []).extend(_examples(one))
            if text(document, "agent", "protocol") and text(document, "agent", "name"):
                self.agents[text(document, "agent", "name")] = text(document, "agent", "description")
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
        return next((text(one, "text") for one in self._plain(name) if text(one, "text")), "")

    def _plain(self, name: str) -> list[Json]:
        if name not in self._plains:
            self._plains[name] = self._unconditioned(name)
        return self._plains[name]

    def _unconditioned(self, name: str) -> list[Json]:
        variants = self.responses.get(name, [])
        plain = [one for one in variants if not listed(one, "condition") and not text(one, "channel")]
        return plain or variants

    def conditions(self, name: str) -> list[str]:
        """Under what a response says something else than `text`."""
        said = self.text(name)
        return [
            " and ".join(f"{text(row, 'name')} = {at(row, 'value')}" for row in objects(one, "condition"))
            for one in self.responses.get(name, [])
            if listed(one, "condition") and text(one, "text") not in {"", said}
        ]

    def variants(self, name: str) -> int:
        """How many ways a response has to say it."""
        return len({text(one, "text") for one in self._plain(name) if text(one, "text")})

    def shown(self, name: str) -> tuple[str, bool]:
        """The address of a picture of a response, and whether there is more to be seen than can be shown."""
        plain = self._plain(name)
        picture = next((found for one in plain if (found := text(one, "image"))), "")
        return picture, any(one.get(kind) for one in plain for kind in _SHOWN)

    def buttons(self, name: str) -> list[tuple[str, str]]:
        """The buttons of a response, with what each sends; of its first variant that has some."""
        rows = next(
            (
                found
                for one in self.responses.get(name, [])
                if (found := objects(one, "buttons") or objects(one, "quick_replies"))
            ),
            [],
        )
        return [(text(row, "title"), text(row, "payload")) for row in rows if text(row, "title")]

    def languages(self) -> list[str]:
        """The languages that responses have beside their own."""
        told = [
            str(code)
            for variants in self.responses.values()
            for one in variants
            for code in fields(one, "translation")
        ]
        return list(dict.fromkeys(told))

    def rephrases(self) -> bool:
        """Whether a model is to put texts into other words."""
        return any(at(one, "metadata", "rephrase") is True for row in self.responses.values() for one in row)

    def examples(self, trigger: Json) -> list[str]:
        """What people say for the intent of a trigger."""
        name = text(trigger, "intent") or text(trigger, "intent", "name")
        return self.intents.get(name, [])[:20]


def _examples(one: Json) -> list[str]:
    """What people say, as lines or as a list, without the marks on it."""
    lines = [
        line.strip().removeprefix("-").strip()
        for line in text(one, "examples").splitlines()
        if line.strip().startswith("-")
    ]
    lines += [text(row) or text(row, "text").strip() for row in listed(one, "examples")]
    return [_MARKED.sub(r"\1", line) for line in lines if line]
