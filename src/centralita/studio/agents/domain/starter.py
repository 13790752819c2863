"""The first draft of an agent that was not made from a template: it greets, and answers from what is known."""

from collections.abc import Sequence
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
    greeting, answer = _NAMES.get(languages[0], _NAMES["en"])
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
                        "data": {"text": {language: _GREETING[language] for language in languages}},
                    },
                    {
                        "id": "answer",
                        "kind": "ai_answer",
                        "name": answer,
                        "position": {"x": 80, "y": 260},
                        "data": {"prompt": _TASKS[languages[0]]},
                    },
                ],
                "edges": [
                    {"id": "greeting-answer", "source": "greeting", "port": "next", "target": "answer"}
                ],
            }
        ],
        "entry_flow": "main",
        "knowledge": [{"id": "all", "name": _EVERYTHING[languages[0]]}],
    }
    return content.read(document)
