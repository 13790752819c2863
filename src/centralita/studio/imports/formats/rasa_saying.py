"""Responses of Rasa as texts: what is said of them, and what of them is only told. Pure."""

import re
from typing import Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.formats.rasa_domain import Domain

_SLOT: Final = re.compile(r"(?<!\{)\{([A-Za-z_]\w{0,99})\}(?!\})")


def slotted(drawing: Drawing, said: str) -> str:
    """Rasa writes {slot}; two braces make it a variable of ours."""
    return _SLOT.sub(lambda match: "{{" + drawing.variable(match[1]) + "}}", said)


class Sayings:
    """Says responses in one flow."""

    def __init__(self, drawing: Drawing, sheet: Sheet, domain: Domain) -> None:
        self.drawing, self.sheet, self.domain = drawing, sheet, domain

    def said(self, response: str, key: str, name: str) -> None:
        """A step that says a response; its buttons, which only a question has here, are told."""
        titles = [title for title, _ in self.domain.buttons(response)]
        if titles:
            self.sheet.lose("buttons", name, text=", ".join(titles)[:200])
        self.sheet.add(key, "say", name, {"text": self.words(response, name)})
        self.shown(response, name)

    def words(self, response: str, name: str) -> dict[str, str]:
        """The text of a response; one made of its name where the files have none."""
        said = self.domain.text(response)
        picture, _ = self.domain.shown(response)
        if not said and not picture:
            said = response.removeprefix("utter_").replace("_", " ").strip().capitalize()
            said = f"{said or response or name}."
            self.sheet.lose("text_made", name, name=response or name, text=said)
        if picture:
            self.sheet.lose("media", name, text=picture)
        return self.drawing.texts(slotted(self.drawing, "\n\n".join(one for one in (said, picture) if one)))

    def shown(self, response: str, name: str) -> None:
        """Tell what a response has beside one text."""
        for condition in self.domain.conditions(response):
            self.sheet.lose("condition", name, text=condition)
        if self.domain.variants(response) > 1:
            self.sheet.lose("variants", name, count=str(self.domain.variants(response)))
        if self.domain.shown(response)[1]:
            self.sheet.lose("media_gone", name)
