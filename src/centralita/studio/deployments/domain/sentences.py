"""What went wrong at a deployment and what to do about it, in words."""

from collections.abc import Mapping
from typing import Final

from centralita.kit.languages import READING, reading_language
from centralita.providers.voice.platforms import CATALOG, VoicePlatform

_SENTENCES: Final[Mapping[str, tuple[str, str, str]]] = {
    "voice_key_refused": (
        "{platform} no longer accepts the key. Enter a valid one in Settings, Providers.",
        "{platform} ya no acepta la clave. Introduzca una válida en Ajustes, Proveedores.",
        "{platform} não aceita mais a chave. Informe uma válida em Configurações, Modelos e voz.",
    ),
    "voice_unpaid": (
        "{platform} waits for a payment. Settle it there, then try again.",
        "{platform} espera un pago. Regularícelo allí y vuelva a intentarlo.",
        "{platform} espera um pagamento. Regularize lá e tente de novo.",
    ),
    "voice_busy": (
        "{platform} asks for patience. We try again by ourselves.",
        "{platform} pide paciencia. Lo volvemos a intentar solos.",
        "{platform} pede paciência. Tentamos de novo automaticamente.",
    ),
    "voice_unavailable": (
        "{platform} does not answer. We try again by ourselves.",
        "{platform} no responde. Lo volvemos a intentar solos.",
        "{platform} não responde. Tentamos de novo automaticamente.",
    ),
    "voice_answer_strange": (
        "What answers is not {platform}: check the account's address.",
        "Lo que responde no es {platform}: revise la dirección de la cuenta.",
        "O que responde não é {platform}: confira o endereço da conta.",
    ),
    "voice_refused": (
        "{platform} does not take the agent as it is. Check the voice and the language, then try again.",
        "{platform} no acepta el agente como está. Revise la voz y el idioma y vuelva a intentarlo.",
        "{platform} não aceita o agente como está. Confira a voz e o idioma e tente de novo.",
    ),
    "voice_thing_missing": (
        "Something is no longer at {platform}: the agent or its voice. Try again to make the agent anew.",
        "Algo ya no está en {platform}: el agente o su voz. Reintente para crear el agente de nuevo.",
        "Algo não está mais em {platform}: o agente ou a voz dele. Tente de novo para criar o agente outra vez.",
    ),
    "voice_unsupported": (
        "{platform} cannot be reached from this installation.",
        "No se puede llegar a {platform} desde esta instalación.",
        "Não é possível acessar {platform} desta instalação.",
    ),
    "agent_not_published": (
        "Nothing is published yet. Publish the agent first.",
        "Aún no hay nada publicado. Publique antes el agente.",
        "Nada foi publicado ainda. Publique o agente antes.",
    ),
    "deployment_blocked": (
        "Something would be lost that must not be.",
        "Se perdería algo que no se puede perder.",
        "Algo que não pode se perder seria perdido.",
    ),
}
_OTHER: Final = (
    "Something went wrong with {platform}. Try again.",
    "Algo ha ido mal con {platform}. Vuelva a intentarlo.",
    "Algo deu errado com {platform}. Tente de novo.",
)


def error_sentence(code: str, platform: VoicePlatform, language: str) -> str:
    """The sentence for a code."""
    text = _SENTENCES.get(code, _OTHER)[READING.index(reading_language(language))]
    return text.format(platform=CATALOG[platform].label)
