"""What the fake agent says. Words of the visitor choose it, in Spanish or English."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Say:
    text: str
    choices: list[Json] | None = None
    input: Json | None = None
    citations: list[Json] | None = None


@dataclass(frozen=True)
class Turn:
    says: tuple[Say, ...] = ()
    deltas: tuple[str, ...] = field(default=())
    ends: bool = False
    language: str | None = None


def _choices(**labels: str) -> list[Json]:
    return [{"id": name, "label": label} for name, label in labels.items()]


def greet(language: str) -> Say:
    if language == "es":
        return Say(
            "Hola, soy la asistente virtual de **Clínica Sol**. ¿En qué puedo ayudarle?",
            _choices(book="Pedir cita", price="Tarifas", person="Hablar con una persona"),
            {"type": "choice"},
        )
    return Say(
        "Hello, I am the virtual assistant of **Clínica Sol**. How can I help you?",
        _choices(book="Book a visit", price="Prices", person="Talk to a person"),
        {"type": "choice"},
    )


PRICES = {
    "es": "La **limpieza dental** son 55 €. Incluye:\n\n- revisión\n- pulido\n- radiografía, si hace falta\n\n"
    "Más en https://clinica-sol.example/tarifas.",
    "en": "A **dental cleaning** is 55 €. It includes:\n\n- a check-up\n- polishing\n- an X-ray, if needed\n\n"
    "More at https://clinica-sol.example/prices.",
}

ASKED: dict[str, Say] = {
    "date": Say("Which day suits you?", input={"type": "date"}),
    "email": Say("Your e-mail?", input={"type": "email"}),
    "number": Say("How many?", input={"type": "number", "minimum": 1}),
    "nps": Say("How likely are you to recommend us?", input={"type": "rating", "scale": 10}),
    "stars": Say("How was it?", input={"type": "rating", "scale": 5}),
    "yesno": Say("Shall I send a reminder?", input={"type": "yes_no"}),
    "file": Say("Send me the report.", input={"type": "file", "accept": [".pdf"], "max_bytes": 1000}),
    "several": Say(
        "Which ones?", _choices(a="Cleaning", b="Whitening", c="Braces"), {"type": "choice", "multiple": True}
    ),
    "fecha": Say("¿Qué día le viene bien?", input={"type": "date"}),
}


OTHER = {
    "bye": Turn((Say("Goodbye."),), ends=True),
    "english please": Turn((Say("Of course."),), language="en"),
}


def reply(body: Json, attachment: Json | None, language: str) -> Turn:
    text = body.get("text", "")
    word = text.strip().lower()
    if attachment:
        return Turn((Say(f"Got {attachment['name']}."),))
    if body.get("choice_id") == "price" or word in {"price", "¿cuánto cuesta una limpieza?"}:
        prices = PRICES.get(language, PRICES["en"])
        cited = [{"title": "Tarifas 2026", "place": "p. 2", "document_id": "kno_1"}]
        return Turn((Say(prices, citations=cited),), tuple(re.findall(r"\S+\s*", prices)))
    if word in ASKED:
        return Turn((ASKED[word],))
    return OTHER.get(word) or Turn((Say(f"You said: {text}"),))
