"""The door to templates for other slices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from centralita import engine
from centralita.studio.templates.catalogue import Template, industries, template, templates
from centralita.studio.templates.composition import Lexicon


def blueprint_of(key: str, languages: Sequence[str], name: str) -> engine.Blueprint:
    """The first draft of an agent made from a template, in these languages, the first being the main one.

    Raises NotFound for an unknown template and TemplateLanguageMissing.
    """
    return engine.Blueprint.model_validate(template(key).document(languages, name))


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
    asked = branch.get("form", {}).get("fields", ())
    return Wish(
        name=words.name("branches", key, "name"),
        about=words.name("branches", key, "about"),
        asks=tuple(words.name("fields", name, "ask") for name in asked),
        says=words.name("branches", key, "text") if words.has("branches", key, "text") else "",
    )


def is_industry(key: str) -> bool:
    """Whether this is a line of business that we know."""
    return any(one.key == key for one in industries())
