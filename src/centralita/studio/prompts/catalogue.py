"""Texts to begin a prompt from: one for each template of an agent, made of its words, and some for a purpose."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from centralita.studio.languages import LanguageCode
from centralita.studio.prompts.domain.content import PromptContent, PromptVariable
from centralita.studio.templates.public import Outline, Wish, outlines

LANGUAGES: tuple[LanguageCode, ...] = ("es", "en")
# What follow-ups talk about, which is a variable there.
_SAMPLES = {"es": "el jueves 12 a las 10:00", "en": "Thursday 12 at 10:00"}


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A text to begin from. `industry` is empty for one that suits any."""

    key: str
    title: str
    summary: str
    industry: str
    purpose: str
    content: PromptContent


@cache
def prompt_templates(language: LanguageCode) -> tuple[PromptTemplate, ...]:
    """Those in one language, if there are any: first the ones for a purpose, then by industry."""
    if language not in LANGUAGES:
        return ()
    text = resources.files("centralita.studio.prompts.data").joinpath(f"{language}.json")
    words = json.loads(text.read_text(encoding="utf-8"))
    return (*_pieces(words, language), *(_of(outline, words, language) for outline in outlines(language)))


def _pieces(words: dict[str, Any], language: LanguageCode) -> Iterator[PromptTemplate]:
    for piece in words["pieces"]:
        variables = tuple(PromptVariable(**row) for row in piece.get("variables", ()))
        yield PromptTemplate(
            key=piece["key"],
            title=piece["title"],
            summary=piece["summary"],
            industry="",
            purpose=piece["purpose"],
            content=PromptContent(text=piece["text"], language=language, variables=variables),
        )


def _of(outline: Outline, words: dict[str, Any], language: LanguageCode) -> PromptTemplate:
    text = "\n\n".join(_sections(outline, words)) + "\n"
    variables = (
        (PromptVariable(name="appointment", sample=_SAMPLES[language]),) if "{{appointment}}" in text else ()
    )
    return PromptTemplate(
        key=outline.key,
        title=outline.title,
        summary=outline.summary,
        industry=outline.industry,
        purpose=outline.purpose,
        content=PromptContent(text=text, language=language, variables=variables),
    )


def _sections(outline: Outline, words: dict[str, Any]) -> Iterator[str]:
    headings = words["headings"]
    yield f"## {headings['who']}\n{outline.persona}"
    wishes = [line for wish in outline.wishes for line in _wish(wish, words)]
    for heading, lines in (
        ("wishes", wishes),
        ("how", words["how"].get(outline.purpose, words["how"]["inbound"])),
        ("person", words["person"]),
        ("never", words["never"]),
    ):
        yield f"## {headings[heading]}\n" + "\n".join(
            line if line.startswith("  ") else f"- {line}" for line in lines
        )


def _wish(wish: Wish, words: dict[str, Any]) -> Iterator[str]:
    yield f"{wish.name}. {wish.about}"
    if wish.says:
        yield "  - " + words["says"].format(says=wish.says)
    if wish.asks:
        yield "  - " + words["asks"].format(asks=" ".join(wish.asks))
