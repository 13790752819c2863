"""The first draft of an agent that was not made from a template: it greets, and answers from what is known."""

from collections.abc import Mapping, Sequence
from typing import Any

from centralita import engine
from centralita.studio.agents.domain import content

_GREETING = {
    "en": "Hello, I am the virtual assistant of {{business.name}}. How can I help you?",
    "es": "Hola, soy la asistente virtual de {{business.name}}. ¿En qué puedo ayudarle?",
    "pt": "Olá, sou a assistente virtual de {{business.name}}. Em que posso ajudar?",
}
_TASKS = {
    "en": "Answer questions about the business from what you know of it. Be brief and friendly.",
    "es": "Responda a las preguntas sobre el negocio con lo que sabe de él. Sea breve y amable.",
    "pt": "Responda às perguntas sobre o negócio com o que sabe dele. Seja breve e simpático.",
}
_EVERYTHING = {
    "en": "Everything the business knows",
    "es": "Todo lo que sabe el negocio",
    "pt": "Tudo o que o negócio sabe",
}
_NAMES = {
    "en": ("Greeting", "Answer questions"),
    "es": ("Saludo", "Responder preguntas"),
    "pt": ("Saudação", "Responder perguntas"),
}


def starter_blueprint(name: str, languages: Sequence[str]) -> engine.Blueprint:
    """Two nodes: a greeting, and answers from the business's own facts and documents."""
    main = languages[0].partition("-")[0]
    greeting, answer = _NAMES.get(main, _NAMES["en"])
    document: dict[str, Any] = {
        "name": name,
        "languages": list(languages),
        "default_language": languages[0],
        "flows": [
            {
                "id": "main",
                "name": name,
                "entry": "greeting",
                "nodes": [
                    {
                        "id": "greeting",
                        "kind": "say",
                        "name": greeting,
                        "position": {"x": 80, "y": 80},
                        "data": {"text": _said(_GREETING, languages)},
                    },
                    {
                        "id": "answer",
                        "kind": "ai_answer",
                        "name": answer,
                        "position": {"x": 80, "y": 260},
                        "data": {"prompt": _TASKS.get(main, _TASKS["en"])},
                    },
                ],
                "edges": [
                    {"id": "greeting-answer", "source": "greeting", "port": "next", "target": "answer"}
                ],
            }
        ],
        "entry_flow": "main",
        "knowledge": [{"id": "all", "name": _EVERYTHING.get(main, _EVERYTHING["en"])}],
    }
    return content.read(document)


def _said(lines: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    """The line in those languages that it is worded in; the main one is never without."""
    told = {code: lines[code.partition("-")[0]] for code in languages if code.partition("-")[0] in lines}
    return told if languages[0] in told else {languages[0]: lines["en"], **told}
