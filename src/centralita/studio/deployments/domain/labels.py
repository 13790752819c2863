"""What the platforms' fields are called in words."""

import re
from collections.abc import Mapping
from typing import Final

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "name": ("Name", "Nombre"),
    "agent_name": ("Name", "Nombre"),
    "voice": ("Voice", "Voz"),
    "voice_id": ("Voice", "Voz"),
    "voice_model": ("Voice model", "Modelo de voz"),
    "model_id": ("Voice model", "Modelo de voz"),
    "voice_speed": ("Speed of the voice", "Velocidad de la voz"),
    "speed": ("Speed of the voice", "Velocidad de la voz"),
    "voice_temperature": ("Liveliness of the voice", "Viveza de la voz"),
    "stability": ("Stability of the voice", "Estabilidad de la voz"),
    "similarity_boost": ("Likeness of the voice", "Parecido de la voz"),
    "volume": ("Volume", "Volumen"),
    "language": ("Language", "Idioma"),
    "timezone": ("Time zone", "Zona horaria"),
    "max_call_duration_ms": ("Longest call", "Duración máxima"),
    "max_duration_seconds": ("Longest call", "Duración máxima"),
    "max_minutes": ("Longest call", "Duración máxima"),
    "general_prompt": ("Prompt", "Prompt"),
    "prompt": ("Prompt", "Prompt"),
    "begin_message": ("First message", "Primer mensaje"),
    "first_message": ("First message", "Primer mensaje"),
    "general_tools": ("Tools", "Herramientas"),
    "global_prompt": ("Prompt", "Prompt"),
    "states": ("Steps", "Pasos"),
    "nodes": ("Steps", "Pasos"),
    "model_choice": ("Language model", "Modelo de lenguaje"),
    "llm": ("Language model", "Modelo de lenguaje"),
    "model": ("Language model", "Modelo de lenguaje"),
    "model_temperature": ("Creativity", "Creatividad"),
    "temperature": ("Creativity", "Creatividad"),
    "webhook_url": ("Address of the webhook", "Dirección del webhook"),
    "llm_websocket_url": ("Address of our brain", "Dirección de nuestro cerebro"),
    "ambient_sound": ("Background sound", "Sonido de fondo"),
    "interruption_sensitivity": ("Sensitivity to interruptions", "Sensibilidad a interrupciones"),
    "responsiveness": ("Speed of answering", "Rapidez de respuesta"),
}


def label_of(path: str, language: str) -> str:
    """A field's name for people: ours where we have one, else the platform's own, readable."""
    last = path.rpartition(".")[2]
    words = _WORDS.get(last)
    if words is not None:
        return words[1] if language.partition("-")[0] == "es" else words[0]
    return re.sub(r"[_\s]+", " ", last).strip().capitalize() or path
