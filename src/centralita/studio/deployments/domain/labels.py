"""What the platforms' fields are called in words."""

import re
from collections.abc import Mapping
from typing import Final

from centralita.kit.languages import READING, reading_language

_WORDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "name": ("Name", "Nombre", "Nome"),
    "agent_name": ("Name", "Nombre", "Nome"),
    "voice": ("Voice", "Voz", "Voz"),
    "voice_id": ("Voice", "Voz", "Voz"),
    "voice_model": ("Voice model", "Modelo de voz", "Modelo de voz"),
    "model_id": ("Voice model", "Modelo de voz", "Modelo de voz"),
    "voice_speed": ("Speed of the voice", "Velocidad de la voz", "Velocidade da voz"),
    "speed": ("Speed of the voice", "Velocidad de la voz", "Velocidade da voz"),
    "voice_temperature": ("Liveliness of the voice", "Viveza de la voz", "Vivacidade da voz"),
    "stability": ("Stability of the voice", "Estabilidad de la voz", "Estabilidade da voz"),
    "similarity_boost": ("Likeness of the voice", "Parecido de la voz", "Semelhança da voz"),
    "volume": ("Volume", "Volumen", "Volume"),
    "language": ("Language", "Idioma", "Idioma"),
    "timezone": ("Time zone", "Zona horaria", "Fuso horário"),
    "max_call_duration_ms": ("Longest call", "Duración máxima", "Duração máxima"),
    "max_duration_seconds": ("Longest call", "Duración máxima", "Duração máxima"),
    "max_minutes": ("Longest call", "Duración máxima", "Duração máxima"),
    "general_prompt": ("Prompt", "Prompt", "Prompt"),
    "prompt": ("Prompt", "Prompt", "Prompt"),
    "begin_message": ("First message", "Primer mensaje", "Primeira mensagem"),
    "first_message": ("First message", "Primer mensaje", "Primeira mensagem"),
    "general_tools": ("Tools", "Herramientas", "Ferramentas"),
    "global_prompt": ("Prompt", "Prompt", "Prompt"),
    "states": ("Steps", "Pasos", "Passos"),
    "nodes": ("Steps", "Pasos", "Passos"),
    "model_choice": ("Language model", "Modelo de lenguaje", "Modelo de linguagem"),
    "llm": ("Language model", "Modelo de lenguaje", "Modelo de linguagem"),
    "model": ("Language model", "Modelo de lenguaje", "Modelo de linguagem"),
    "model_temperature": ("Creativity", "Creatividad", "Criatividade"),
    "temperature": ("Creativity", "Creatividad", "Criatividade"),
    "webhook_url": ("Address of the webhook", "Dirección del webhook", "Endereço do webhook"),
    "llm_websocket_url": (
        "Address of our brain",
        "Dirección de nuestro cerebro",
        "Endereço do nosso cérebro",
    ),
    "ambient_sound": ("Background sound", "Sonido de fondo", "Som de fundo"),
    "interruption_sensitivity": (
        "Sensitivity to interruptions",
        "Sensibilidad a interrupciones",
        "Sensibilidade a interrupções",
    ),
    "responsiveness": ("Speed of answering", "Rapidez de respuesta", "Rapidez de resposta"),
}


def label_of(path: str, language: str) -> str:
    """A field's name for people: ours where we have one, else the platform's own, readable."""
    last = path.rpartition(".")[2]
    words = _WORDS.get(last)
    if words is not None:
        return words[READING.index(reading_language(language))]
    return re.sub(r"[_\s]+", " ", last).strip().capitalize() or path
