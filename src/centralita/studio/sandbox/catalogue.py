"""What every sandbox account has: numbers that belong to nobody, and voices that espeak-ng speaks."""

from typing import Final

from centralita.kit.money import Money
from centralita.providers.voice.catalogue import RemoteNumber, RemoteVoice
from centralita.providers.voice.platforms import SANDBOX_LINES

# Ranges that the regulators keep for films and examples: nobody can be called from them by mistake.
NUMBERS: Final = {
    "+12025550142": "Washington",
    "+12065550187": "Seattle",
    "+442079460123": "London",
    "+442079460188": "London 2",
}
LINES: Final = SANDBOX_LINES
PER_MINUTE: Final = Money(50_000, "USD")

_VOICES: Final = (
    ("es_clara", "Clara", "es-ES", "es+f2", "female", "peninsular"),
    ("es_hugo", "Hugo", "es-ES", "es+m3", "male", "peninsular"),
    ("es_luz", "Luz", "es-MX", "es-419+f3", "female", "latinoamericano"),
    ("es_mateo", "Mateo", "es-MX", "es-419+m1", "male", "latinoamericano"),
    ("en_grace", "Grace", "en-US", "en-us+f2", "female", "american"),
    ("en_jack", "Jack", "en-US", "en-us+m3", "male", "american"),
    ("en_olivia", "Olivia", "en-GB", "en-gb+f4", "female", "british"),
    ("en_harry", "Harry", "en-GB", "en-gb+m2", "male", "british"),
)
# Voice id → what espeak-ng calls it.
SPOKEN_BY: Final = {identifier: engine for identifier, _, _, engine, _, _ in _VOICES}
VOICES: Final = tuple(
    RemoteVoice(
        id=identifier,
        name=name,
        maker="espeak-ng",
        languages=(language,),
        accent=accent,
        gender="female" if gender == "female" else "male",
        age="adult",
        description="Synthetic, for trying things out",
        tier="sandbox",
    )
    for identifier, name, language, _, gender, accent in _VOICES
)


def number(identifier: str, inbound_agent: str = "") -> RemoteNumber:
    """A number of the account; its id is itself."""
    return RemoteNumber(identifier, identifier, NUMBERS[identifier], inbound_agent)


def default_voice(language: str) -> str:
    """A voice for a language: the first that speaks it, else the first English one."""
    short = language.partition("-")[0]
    return next((voice.id for voice in VOICES if voice.languages[0].startswith(short)), "en_grace")
