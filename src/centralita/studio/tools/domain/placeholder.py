"""Where an argument's value goes in a text: its name in braces, `{day}`. Pure."""

import re
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,63}(?:\.[A-Za-z_][A-Za-z0-9_]{0,63}){0,3})\}")


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, each once."""
    return tuple(dict.fromkeys(PLACEHOLDER.findall(text)))
