"""How a search reads names: without case and accents."""

import unicodedata


def search_key(text: str) -> str:
    """`"Clínica Ñandú"` becomes `"clinica nandu"`; what a person types and what is stored meet there."""
    folded = text
    # Taking letters apart can give capitals, and folding can give what can be taken apart again.
    while (further := _fold(folded)) != folded:
        folded = further
    return folded


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(plain.split())


def like_pattern(text: str) -> str:
    """A LIKE pattern that finds the text anywhere, with the wildcards that a person typed taken literally."""
    escaped = search_key(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
