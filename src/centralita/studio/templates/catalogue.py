"""The templates that ship, read from `data/`: one structure each, and its words in every language."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from centralita.kit.errors import Invalid, NotFound

LANGUAGES = ("es", "en")
Words = dict[str, Any]


class TemplateLanguageMissing(Invalid):
    """The template has no words in this language; `language` says which."""

    code = "template_language_missing"


@dataclass(frozen=True, slots=True)
class Industry:
    """A line of business."""

    key: str
    name: dict[str, str]
    description: dict[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A starting point. In `structure` a text is `t:name`, a list of phrases `p:name`, a name `n:name`."""

    key: str
    industry: str
    version: int
    purpose: str
    structure: dict[str, Any]
    words: dict[str, Words]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has words in."""
        return tuple(self.words)

    def words_in(self, language: str) -> Words:
        """Its words; those of the first language where it has none in this one."""
        return self.words.get(language) or next(iter(self.words.values()))

    def document(self, languages: Sequence[str], name: str) -> dict[str, Any]:
        """The blueprint's content in these languages, the first being the main one."""
        for language in languages:
            if language not in self.words:
                raise TemplateLanguageMissing(field="languages", language=language)
        filled: dict[str, Any] = self._filled(self.structure, tuple(languages))
        return {
            **filled,
            "name": name,
            "languages": list(languages),
            "default_language": languages[0],
            "business": {"facts": dict.fromkeys(sorted(set(_facts_in(filled))))},
        }

    def _filled(self, value: Any, languages: tuple[str, ...]) -> Any:
        if isinstance(value, dict):
            return {key: self._filled(item, languages) for key, item in value.items()}
        if isinstance(value, list):
            return [self._filled(item, languages) for item in value]
        if isinstance(value, str) and value[1:2] == ":":
            name = value[2:]
            if value[0] == "n":
                return self.words[languages[0]]["names"][name]
            group = {"t": "texts", "p": "phrases"}[value[0]]
            return {language: self.words[language][group][name] for language in languages}
        return value


def _facts_in(value: Any) -> Iterator[str]:
    """The facts of the business that the texts mention: the checks then know that they exist."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _facts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _facts_in(item)
    elif isinstance(value, str):
        for part in value.split("{{business.")[1:]:
            yield part.split("}}")[0].split("|")[0].strip()


@cache
def templates() -> dict[str, Template]:
    """Key → template."""
    found: dict[str, Template] = {}
    for folder in sorted(
        resources.files("centralita.studio.templates.data").iterdir(), key=lambda item: item.name
    ):
        if not folder.is_dir() or not folder.joinpath("template.json").is_file():
            continue
        content = json.loads(folder.joinpath("template.json").read_text(encoding="utf-8"))
        words = {
            language: json.loads(folder.joinpath(f"{language}.json").read_text(encoding="utf-8"))
            for language in LANGUAGES
            if folder.joinpath(f"{language}.json").is_file()
        }
        found[content["key"]] = Template(
            content["key"],
            content["industry"],
            content["version"],
            content["purpose"],
            content["blueprint"],
            words,
        )
    return found


def template(key: str) -> Template:
    """One template. Raises NotFound."""
    found = templates().get(key)
    if found is None:
        raise NotFound(kind="template")
    return found


@cache
def industries() -> tuple[Industry, ...]:
    """Every line of business that we know."""
    file = resources.files("centralita.studio.templates.data").joinpath("industries.json")
    rows = json.loads(file.read_text(encoding="utf-8"))
    return tuple(Industry(row["key"], row["name"], row["description"]) for row in rows)
