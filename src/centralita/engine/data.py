"""The small vocabulary that blueprints are written in: texts per language, names, editor hints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"
NAME_PATTERN = r"^[^\W\d]\w*(\.\w+){0,3}$"
MAX_NAME = 120
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"
MAX_TEXT = 20_000

Identifier = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
VariableName = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=MAX_NAME)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
Line = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
Label = Annotated[str, StringConstraints(max_length=200)]
Texts = Annotated[dict[Language, Line], Field(max_length=40)]
Phrases = Annotated[
    dict[
        Language,
        Annotated[tuple[Annotated[str, StringConstraints(max_length=120)], ...], Field(max_length=100)],
    ],
    Field(max_length=40),
]


class Frozen(BaseModel):
    """A part of a blueprint: never changed, with nothing in it that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NodeData(Frozen):
    """What the author filled in for one node; each kind has its own subclass."""


def editor(widget: str, es: str, es_help: str = "", *, pt: str = "", pt_help: str = "") -> dict[str, Any]:
    """Hints for the form of the flow editor: the widget, and title and help in Spanish and Portuguese."""
    return {"x-widget": widget, "x-title": {"es": es, "pt": pt}, "x-help": {"es": es_help, "pt": pt_help}}


def pick(texts: Mapping[str, str], language: str, default: str) -> str:
    """The text in `language`, else in its base language, else in the default, else any, else ''."""
    text = texts.get(language)
    if text:
        return text
    if not texts:
        return ""
    base = language.partition("-")[0]
    return texts.get(base) or texts.get(default) or next((text for text in texts.values() if text), "")
