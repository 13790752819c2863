"""What the dashboard calls things, read from its own texts, so that one journey is walked in every language."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

LOCALES = Path(__file__).parents[2] / "web" / "src" / "locales"


class Wording:
    """The texts of one language: `words("knowledge.upload.open")`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The text as a person reads it; KeyError when the dashboard has no such text."""
        feature, *path = key.split(".")
        found: Any = _texts(self.language, feature)
        for part in path:
            found = found[part]
        return re.sub(r"{{(\w+)}}", lambda match: str(values[match[1]]), str(found))


@cache
def _texts(language: str, feature: str) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((LOCALES / language / f"{feature}.json").read_text())
    return texts
