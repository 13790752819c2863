"""The words of a template: looked up in its own, then in those of its industry, then in those that all share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Plan = Mapping[str, Any]
Words = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one template, in the languages that are asked for; the first is the main one."""

    words: Mapping[str, tuple[Words, ...]]

    def texts(self, *path: str) -> dict[str, str]:
        """The text in every language."""
        return {language: str(self._find(language, path)) for language in self.words}

    def phrases(self, *path: str) -> dict[str, list[str]]:
        """Phrases in every language."""
        return {language: list(self._find(language, path)) for language in self.words}

    def name(self, *path: str) -> str:
        """The text in the main language."""
        return str(self._find(next(iter(self.words)), path))

    def said(self, *path: str) -> Any:
        """What stands there in the main language, whatever it is."""
        return self._find(next(iter(self.words)), path)

    def has(self, *path: str) -> bool:
        """Whether there is such a text."""
        return self._found(next(iter(self.words)), path) is not None

    def _find(self, language: str, path: tuple[str, ...]) -> Any:
        found = self._found(language, path)
        if found is None:
            raise KeyError(f"{language}: {'.'.join(path)}")
        return found

    def _found(self, language: str, path: tuple[str, ...]) -> Any:
        for layer in self.words[language]:
            found: Any = layer
            for step in path:
                found = found.get(step) if isinstance(found, Mapping) else None
            if found is not None:
                return found
        return None
