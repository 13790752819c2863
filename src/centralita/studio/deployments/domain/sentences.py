"""What went wrong at a deployment and what to do about it, in words."""

from collections.abc import Mapping
from typing import Final

from centralita.providers.voice.platforms import CATALOG, VoicePlatform

_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "voice_key_refused": (
        "{platform} no longer accepts the key. Enter a valid one in Settings, Providers.",
        "{platform} ya no acepta la clave. Introduzca una válida en Ajustes, Proveedores.",
    ),
    "voice_unpaid": (
        "{platform} waits for a payment. Settle it there, then try again.",
        "{platform} espera un pago. Regularícelo allí y vuelva a intentarlo.",
    ),
    "voice_busy": (
        "{platform} asks for patience. We try again by ourselves.",
        "{platform} pide paciencia. Lo volvemos a intentar solos.",
    ),
    "voice_unavailable": (
        "{platform} does not answer. We try again by ourselves.",
        "{platform} no responde. Lo volvemos a intentar solos.",
    ),
    "voice_answer_strange": (
        "What answers is not {platform}: check the account's address.",
        "Lo que responde no es {platform}: revise la dirección de la cuenta.",
    ),
    "voice_refused": (
        "{platform} does not take the agent as it is. Check the voice and the language, then try again.",
        "{platform} no acepta el agente como está. Revise la voz y el idioma y vuelva a intentarlo.",
    ),
    "voice_thing_missing": (
        "Something is no longer at {platform}: the agent or its voice. Try again to make the agent anew.",
        "Algo ya no está en {platform}: el agente o su voz. Reintente para crear el agente de nuevo.",
    ),
    "voice_unsupported": (
        "{platform} cannot be reached from this installation.",
        "No se puede llegar a {platform} desde esta instalación.",
    ),
    "agent_not_published": (
        "Nothing is published yet. Publish the agent first.",
        "Aún no hay nada publicado. Publique antes el agente.",
    ),
    "deployment_blocked": (
        "Something would be lost that must not be.",
        "Se perdería algo que no se puede perder.",
    ),
}
_OTHER: Final = (
    "Something went wrong with {platform}. Try again.",
    "Algo ha ido mal con {platform}. Vuelva a intentarlo.",
)


def error_sentence(code: str, platform: VoicePlatform, language: str) -> str:
    """The sentence for a code."""
    english, spanish = _SENTENCES.get(code, _OTHER)
    text = spanish if language.partition("-")[0] == "es" else english
    return text.format(platform=CATALOG[platform].label)
