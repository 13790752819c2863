"""Texts of Voiceflow: Slate's or its own markup as plain lines, variables in two braces. Pure."""

import re
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, listed, text
from centralita.studio.imports.formats.typebot_text import plain

_ONE: Final = re.compile(r"(?<!\{)\{(?:\[([^\][{}]{1,100})\]\.?[\w]*|([A-Za-z_][\w ]{0,99}))\}(?!\})")
# `{{[size].sdh34f9}}`: a slot by its name and its id.
_BOTH: Final = re.compile(r"\{\{\[([^\][{}]{1,100})\]\.?[\w]*\}\}")
_DEEPEST: Final = 40


def slate(value: Any, depth: int = 0) -> str:
    """The words in nested nodes; a variable by its name or id in two braces."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        # Nodes with children of their own are paragraphs, the others stand in one line.
        parts = [slate(one, depth + 1) for one in value] if depth < _DEEPEST else []
        lines = any(
            listed(one, "children") and text(one, "type") not in {"link", "variable"} for one in value
        )
        return ("\n" if lines else "").join(parts).strip("\n")
    variable = text(value, "variableID") or text(value, "entityID")
    if variable:
        return "{{" + variable + "}}"
    said = text(value, "text")
    if said:
        return said
    name = text(value, "name")
    if text(value, "type") == "variable" and name:
        return "{{" + name + "}}"
    inner = (
        slate(listed(value, "children") or at(value, "content") or [], depth + 1) if depth < _DEEPEST else ""
    )
    address = text(value, "url")
    return f"{inner} ({address})" if address and address != inner else inner


def spoken(said: str) -> str:
    """Speech markup away, one brace made two."""
    said = plain(said) if "<" in said and ">" in said else said
    said = _BOTH.sub(r"{{\1}}", said)
    return _ONE.sub(lambda match: "{{" + (match[1] or match[2]) + "}}", said)
