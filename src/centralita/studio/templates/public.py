"""The door to templates for other slices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from centralita import engine
from centralita.studio.templates.catalogue import Scenario, Template, industries, template, templates
from centralita.studio.templates.equipment import Equipment
from centralita.studio.templates.wording import Lexicon

__all__ = [
    "Equipment",
    "Outline",
    "Scenario",
    "Tried",
    "Wish",
    "blueprint_of",
    "equipment_of",
    "is_industry",
    "outlines",
    "tried_of",
]


def blueprint_of(key: str, languages: Sequence[str], name: str) -> engine.Blueprint:
    """The first draft of an agent made from a template, in these languages, the first being the main one.

    Raises NotFound for an unknown template and TemplateLanguageMissing.
    """
    return engine.Blueprint.model_validate(template(key).document(languages, name))


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario of a template in one language. `handed`: what is said before a person is called.

    `silent`: the template's tools that are not connected in it.
    """

    language: str
    scenario: Scenario
    handed: str
    silent: tuple[str, ...]


def equipment_of(key: str, languages: Sequence[str]) -> tuple[Equipment, ...]:
    """The tools of a template's agent, in the words of the first language."""
    return template(key).equipment(languages)


def tried_of(key: str, languages: Sequence[str]) -> tuple[Tried, ...]:
    """A template's scenarios, in those of these languages that it has words in."""
    found = template(key)
    tools = [tool.name for tool in equipment_of(key, languages)]
    return tuple(
        Tried(
            language,
            scenario,
            Lexicon({language: found.layers[language]}).name("handoff"),
            tuple(tool for tool in tools if tool not in dict(scenario.answers)),
        )
        for language in dict.fromkeys(languages)
        if language in found.layers
        for scenario in found.scenarios(language)
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """Something people come with: what it is, what is asked for it, and what is said to it at once."""

    name: str
    about: str
    asks: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What a template's agent is and does, in words."""

    key: str
    industry: str
    purpose: str
    title: str
    summary: str
    persona: str
    wishes: tuple[Wish, ...]


def outlines(language: str) -> tuple[Outline, ...]:
    """The templates that have words in this language, as outlines."""
    return tuple(
        _outline(one, Lexicon({language: one.layers[language]}))
        for one in templates().values()
        if language in one.layers
    )


def _outline(one: Template, words: Lexicon) -> Outline:
    return Outline(
        key=one.key,
        industry=one.industry,
        purpose=one.purpose,
        title=words.name("title"),
        summary=words.name("summary"),
        persona=words.name("persona"),
        wishes=tuple(_wish(branch, words) for branch in one.plan["branches"] if branch.get("routed", True)),
    )


def _wish(branch: dict[str, Any], words: Lexicon) -> Wish:
    key = branch["id"]
    asked = (branch.get("form") or branch.get("manage") or {}).get("fields", ())
    return Wish(
        name=words.name("branches", key, "name"),
        about=words.name("branches", key, "about"),
        asks=tuple(words.name("fields", name, "ask") for name in asked),
        says=words.name("branches", key, "text") if words.has("branches", key, "text") else "",
    )


def is_industry(key: str) -> bool:
    """Whether this is a line of business that we know."""
    return any(one.key == key for one in industries())
