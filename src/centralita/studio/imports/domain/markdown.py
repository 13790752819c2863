"""Markdown with fields in front of it, as repositories keep prompts: `---`, YAML, `---`, then the text. Pure."""

import re
from typing import Final

BODY: Final = "markdown_body"
"""Under which name the text stands among the fields."""
_ENDINGS: Final = (".md", ".markdown", ".mdx")
_FRONT: Final = re.compile(r"\A\s*---[ \t]*\r?\n(.*?)(?:^|\n)---[ \t]*(?:\r?\n|\Z)(.*)\Z", re.DOTALL)


def is_markdown(name: str) -> bool:
    """Whether a file of this name is Markdown."""
    return name.lower().endswith(_ENDINGS)


def divided(text: str) -> tuple[str, str] | None:
    """The fields, still as YAML, and the text after them; None for a text without fields."""
    found = _FRONT.match(text)
    return (found[1], found[2].strip()) if found else None
