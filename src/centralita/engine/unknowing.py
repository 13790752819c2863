"""What an agent said that it does not know, where nothing but the words is left: a talk that somebody else's model held.

Only a plain "I do not have that information" counts; whoever cannot hear, is not sure or says no knows enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from centralita.engine.reading.wording import plain

MOST_QUESTIONS: Final = 20
_LONGEST: Final = 2_000
_SENTENCE: Final = re.compile(r"[.!?;…\n]+")

_ES: Final = (
    (
        r"\bno (?:tengo|dispongo de|tenemos|disponemos de|me consta) "
        r"(?:acceso a )?(?:es[ae]|est[ae]|dich[ao]|l[ao]s?|ningun[ao]?|suficiente|mas|es[ao]s|est[ao]s)? ?"
        r"(?:informacion|datos?|detalles?)\b"
    ),
    r"\b(?:no lo se|no lo sabemos|no (?:le |te )?se decir(?:le|te|lo)|lo desconozco|desconozco (?:ese|esa|eso|el|la|los|las))\b",
    r"\bno (?:se )?(?:le|te|lo) (?:puedo|podemos|sabria|sabriamos|se) (?:decir|indicar|informar)\b",
)
_EN: Final = (
    (
        r"\b(?:i|we) (?:do not|dont) (?:currently )?have (?:access to )?"
        r"(?:that|this|the|any|enough|more|specific|those|these)(?: \w+){0,2}? (?:information|info|details?|data|answers?)\b"
    ),
    r"\b(?:i|we) (?:do not|dont) have (?:information|details?) (?:on|about|regarding)\b",
    r"\b(?:i|we) (?:do not|dont) know\b(?! (?:if|whether) (?:i|you|we|that|this)\b)",
    r"\b(?:im|i am) not sure about (?:that|this)\b",
    r"\b(?:i|we) (?:cannot|cant|am not able to|are not able to|am unable to) (?:tell you|say|answer) (?:that|this)\b",
)
_PT: Final = (
    (
        r"\bnao (?:tenho|temos|disponho d\w+|dispomos d\w+|possuo) "
        r"(?:acesso a )?(?:ess[ae]|est[ae]|ess[ae]s|est[ae]s|nenhuma?|suficientes?|mais|[ao]s?)? ?"
        r"(?:informacao|informacoes|dados?|detalhes?)\b"
    ),
    r"\b(?:nao sei (?:dizer|informar|responder)|(?:isso )?(?:eu )?nao sei$|desconheco (?:ess[ae]|iss?o|[ao]s?))\b",
    r"\bnao (?:lhe |te )?(?:posso|consigo|saberia) (?:lhe |te )?(?:dizer|informar)\b",
)
_UNKNOWN: Final = re.compile("|".join((*_ES, *_EN, *_PT)))

# What stands for a question mark that nobody heard. With its accents: "es que" and "como le dije" ask nothing.
_ASKS: Final = re.compile(
    r"\b(?:qué|cuál(?:es)?|cuánt[oa]s?|cuándo|dónde|cómo|quién|hay|tienen|aceptan|hacen|se puede|"
    r"what|which|how|where|do you|does|is there|are there|can i|could i|"
    r"qual|quais|quant[oa]s?|onde|quem|vocês (?:têm|aceitam|fazem))\b"
)


def says_unknown(text: str) -> bool:
    """Whether a sentence of it says, in Spanish, English or Portuguese, that this is not known."""
    sentences = _SENTENCE.split(text[:_LONGEST])
    return any(_UNKNOWN.search(plain(each)) for each in sentences if each.strip())


def unanswered_in(lines: Iterable[tuple[bool, str]]) -> list[str]:
    """The questions of a talk to which the agent said that it does not know, in order and each once, at most twenty.

    A line is whether the caller says it, and what. The question is what was asked since the agent last spoke.
    """
    found: dict[str, None] = {}
    question, answered = "", False
    for by_caller, text in lines:
        if by_caller:
            if _asks(text):
                question, answered = text.strip(), False
            elif answered:
                # They have gone on to something else.
                question = ""
            continue
        answered = True
        if question and says_unknown(text):
            found.setdefault(question)
            question = ""
    return list(found)[:MOST_QUESTIONS]


def _asks(text: str) -> bool:
    return "?" in text or _ASKS.search(text[:_LONGEST].casefold()) is not None
