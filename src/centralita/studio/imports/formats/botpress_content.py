"""What all flows of a bot of Botpress 12 share: what is said, and what is understood. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, first, listed, objects, text

Json = Mapping[str, Any]
_TEXTS: Final = ("text", "title", "message", "body")
_MEDIA: Final = ("image", "video", "audio", "file", "url")


class Bot:
    """What all flows of a bot share: what is said, and what is understood."""

    def __init__(self, files: Files) -> None:
        self.language = ""
        self.languages: set[str] = set()
        self.content: dict[str, Json] = {}
        self.intents: dict[str, list[str]] = {}
        self.positions: dict[str, Json] = {}
        self.questions = 0
        self.skills: dict[str, Json] = {}
        # By flow: the nodes at which other flows begin it, and the variable that says so.
        self.begins: dict[str, dict[str, str]] = {}
        for path, document in files.items():
            self._take(path, document)

    def _take(self, path: str, document: Any) -> None:
        if path.endswith(".ui.json"):
            self.positions[path.removesuffix(".ui.json")] = fields(document)
            return
        rows = document if isinstance(document, list) else objects(document, "content") or [document]
        for one in rows:
            if not isinstance(one, Mapping):
                continue
            if isinstance(one.get("formData"), Mapping):
                self.content[text(one, "id")] = fields(one, "formData")
                keys = (str(key) for key in fields(one, "formData"))
                self.languages |= {key.rpartition("$")[2] for key in keys if "$" in key}
            elif objects(one, "data", "questions") or fields(one, "data", "questions"):
                self.questions += 1
            elif "utterances" in one and text(one, "name"):
                said = at(one, "utterances")
                lines = (
                    said
                    if isinstance(said, list)
                    else listed(said, self.language)
                    or [line for lines in fields(said).values() if isinstance(lines, list) for line in lines]
                )
                self.intents[text(one, "name")] = [text(line) for line in lines if text(line)][:30]

    def commonest(self) -> str:
        """The language that most of it is in."""
        counts = dict.fromkeys(self.languages, 0)
        for form in self.content.values():
            for key in form:
                if str(key).rpartition("$")[2] in counts:
                    counts[str(key).rpartition("$")[2]] += 1
        return max(sorted(counts), key=lambda code: counts[code]) if counts else ""

    def of(self, form: Json, name: str) -> Any:
        """A field of a content element in the bot's language."""
        return form.get(f"{name}${self.language}", form.get(name))

    def said(self, element: str) -> tuple[str, list[tuple[str, str]], str]:
        """What an element says, the choices that it offers with their values, and a file that it shows."""
        form = self.content.get(element.removeprefix("#!").removeprefix("!"), {})
        found = {name: self.of(form, name) for name in (*_TEXTS, *_MEDIA, "subtitle", "choices", "items")}
        choices = [
            (first(row, "title", "label", "text"), first(row, "value", "title"))
            for row in objects(found["choices"])
        ]
        said = first(found, *_TEXTS)
        cards = [text(self.of(card, "title")) for card in objects(found["items"])]
        said = "\n".join(part for part in (said, text(found["subtitle"]), *cards) if part)
        return said, [row for row in choices if row[0]], first(found, *_MEDIA)
