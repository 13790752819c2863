"""A sentence in the language of whoever reads, with what it speaks of. Pure."""

from collections.abc import Mapping

from centralita.kit.languages import READING, reading_language

Patterns = tuple[str, str, str]
"""In English, Spanish and Portuguese; `{name}` is filled in."""


def worded(patterns: Patterns, data: Mapping[str, str], language: str) -> str:
    """The sentence. What a reason has no word for is a question mark."""
    pattern = patterns[READING.index(reading_language(language))]
    for name, value in data.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    for name in ("line", "column", "reason"):
        pattern = pattern.replace(f"{{{name}}}", "?")
    return pattern
