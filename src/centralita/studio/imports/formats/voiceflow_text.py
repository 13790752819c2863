"""Texts of Voiceflow: Slate's or its own markup as plain lines, variables in two braces. Pure."""

import re
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, listed, text
from centralita.studio.imports.formats.typebot_text import plain

_ONE: Final = re.compile(r"(?<!\{)\{(?:\[([^\][{}]{1,100})\]\.?[\w]*|([A-Za-z_][\w ]{0,99}))\}(?!\})")
# `{{[size].sdh34f9}}`: a slot by its name and its id.
_BOTH: Final = re.compile(r"\{\{\[([^\][{}]{1,100})\]\.?[\w]*\}\}")
_DEEPEST: Final = 40


def slate(value: Any, depth: int = 0, *, inline: bool = False) -> str:
    """The words in nested nodes; a variable by its name or id in two braces.

    `inline`: a list stands in one line. Else those with children of their own, or with a list of texts, are paragraphs.
    """
    if isinstance(value, str) or depth > _DEEPEST:
        return value if isinstance(value, str) else ""
    if isinstance(value, list):
        lines = not inline and any(_is_paragraph(one) for one in value)
        return ("\n" if lines else "").join(slate(one, depth + 1) for one in value).strip("\n")
    variable = text(value, "variableID") or text(value, "entityID")
    name = text(value, "name") if text(value, "type") == "variable" else ""
    said = text(value, "text")
    if variable or (name and not said):
        return "{{" + (variable or name) + "}}"
    if listed(value, "text"):
        said = slate(listed(value, "text"), depth + 1, inline=True)
    inner = said or slate(listed(value, "children") or at(value, "content") or [], depth + 1)
    address = "" if said else text(value, "url")
    return f"{inner} ({address})" if address and address != inner else inner


def _is_paragraph(one: Any) -> bool:
    return bool(listed(one, "text")) or (
        bool(listed(one, "children")) and text(one, "type") not in {"link", "variable"}
    )


def spoken(said: str) -> str:
    """Speech markup away, one brace made two."""
    said = plain(said) if "<" in said and ">" in said else said
    said = _BOTH.sub(r"{{\1}}", said)
    return _ONE.sub(lambda match: "{{" + (match[1] or match[2]) + "}}", said)
