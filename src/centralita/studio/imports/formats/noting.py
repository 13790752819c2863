"""Steps that note what was said without asking for it: what is wanted, of which kind. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from centralita.studio.imports.domain.drawing import MOST_OPTIONS, Drawing, Sheet

Json = dict[str, Any]
MOST_WANTED: Final = 30
_LONGEST_ABOUT: Final = 500
LONG: Final[Mapping[str, Any]] = {"type": "text", "max_length": 4_000}
RESULT: Final = "What these instructions ask for, and nothing else"
"""What is wanted of a model that works something out for others: all that it is told is its instructions."""
Source = Literal["conversation", "message", "text"]
# What others call a kind of value, in small letters.
_KINDS: Final[Mapping[str, str]] = {
    "number": "number",
    "integer": "number",
    "int": "number",
    "float": "number",
    "boolean": "yes_no",
    "bool": "yes_no",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One value: our variable, what it means, what it is. `needed`: without it, the way out for what is missing is taken."""

    variable: str
    about: str = ""
    input: Json | None = None
    needed: bool = False


def input_of(drawing: Drawing, kind: str, choices: Iterable[str] = ()) -> Json:
    """The kind of answer, by what a file calls it. Choices are the values themselves: conditions compare with them."""
    labels = list(dict.fromkeys(choice for choice in choices if choice.strip()))
    if labels:
        if len(labels) > MOST_OPTIONS:
            drawing.cut("options", str(MOST_OPTIONS))
        options = [
            {"id": f"option-{number}", "label": drawing.texts(label)}
            for number, label in enumerate(labels[:MOST_OPTIONS], 1)
        ]
        return {"type": "choice", "options": options}
    return {"type": _KINDS.get(kind.lower(), "text")}


def note(
    sheet: Sheet,
    key: str,
    name: str,
    wanted: Sequence[Wanted],
    at: Mapping[str, Any] | None = None,
    *,
    source: Source = "conversation",
    text: str = "",
    prompt: str = "",
    again: bool = True,
) -> str:
    """A step that keeps them; its key. `text` is what it reads where that is no talk, `prompt` what to mind."""
    drawing = sheet.drawing
    if len(wanted) > MOST_WANTED:
        drawing.cut(f"{name}: variables", str(MOST_WANTED))
    told: list[str] = [prompt] if prompt else []
    fields: list[Json] = []
    for one in wanted[:MOST_WANTED]:
        about = drawing.words(one.about).strip()
        if len(about) > _LONGEST_ABOUT:
            # What does not fit beside it is told where there is room.
            told.append(f"{one.variable}: {about}")
        fields.append(
            {
                "variable": one.variable,
                "description": _without_half(about),
                "input": one.input or {"type": "text"},
                "needed": one.needed,
            }
        )
    data = {
        "fields": fields,
        "source": source,
        "text": text if source == "text" else "",
        "prompt": "\n\n".join(told),
        "again": again,
    }
    return sheet.add(key, "extract", name, data, at)


def _without_half(about: str) -> str:
    """As much as fits, without half a variable at its end."""
    cut = about[:_LONGEST_ABOUT]
    return cut[: cut.rindex("{{")] if cut.rfind("{{") > cut.rfind("}}") else cut
