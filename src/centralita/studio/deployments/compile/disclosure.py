"""What must be said before anything else: that a machine speaks, and that the call is recorded."""

from collections.abc import Mapping
from typing import Final

from centralita.engine import Blueprint

AI: Final[Mapping[str, str]] = {
    "en": "You are talking with an artificial intelligence assistant.",
    "es": "Le atiende un asistente de inteligencia artificial.",
    "pt": "Quem atende é um assistente de inteligência artificial.",
    "fr": "Vous parlez avec un assistant d'intelligence artificielle.",
    "de": "Sie sprechen mit einem Assistenten mit künstlicher Intelligenz.",
    "it": "Le risponde un assistente di intelligenza artificiale.",
    "ca": "L'atén un assistent d'intel·ligència artificial.",
}
RECORDING: Final[Mapping[str, str]] = {
    "en": "This call is recorded.",
    "es": "Esta llamada se graba.",
    "pt": "Esta chamada é gravada.",
    "fr": "Cet appel est enregistré.",
    "de": "Dieses Gespräch wird aufgezeichnet.",
    "it": "Questa chiamata viene registrata.",
    "ca": "Aquesta trucada es grava.",
}


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language or its base language; another language would not be understood, so else ''."""
    return texts.get(language, "").strip() or texts.get(language.partition("-")[0], "").strip()


def ai_line(blueprint: Blueprint, language: str) -> str:
    """The author's own words where there are some in this language, else ours; '' where there are none."""
    return in_language(blueprint.ai_notice, language) or in_language(AI, language)


def opening(blueprint: Blueprint, language: str) -> str:
    """The first sentences of every call: AI, then recording."""
    return " ".join(filter(None, (ai_line(blueprint, language), in_language(RECORDING, language))))


def with_disclosure(blueprint: Blueprint) -> Blueprint:
    """The blueprint as a call runs it: the engine begins with what must be said, in each language that has it."""
    said = {language: opening(blueprint, language) for language in blueprint.languages}
    return blueprint.model_copy(update={"ai_notice": {tag: text for tag, text in said.items() if text}})
