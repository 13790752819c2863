"""Cells of a table that a spreadsheet will open."""

from typing import Final

# What makes a spreadsheet take a text for a formula, the full-width forms included.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> object:
    """The value, with an apostrophe before a text that a spreadsheet would carry out."""
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value
