"""The words by which somebody says that the person whose voice is cloned agreed. Kept with every clone."""

from typing import Final

_WORDINGS: Final = {
    "es": "Declaro que la persona a quien pertenece la voz de estas grabaciones sabe que se va a clonar para que un"
    " programa hable con ella en nombre de esta organización, que ha dado su permiso por escrito y que puede retirarlo"
    " en cualquier momento.",
    "en": "I declare that the person whose voice is on these recordings knows that it will be cloned so that a program"
    " speaks with it for this organization, that they gave their permission in writing, and that they can withdraw it"
    " at any time.",
    "pt": "Declaro que a pessoa a quem pertence a voz destas gravações sabe que ela será clonada para que um programa"
    " fale com ela em nome desta organização, que deu sua permissão por escrito e que pode retirá-la a qualquer momento.",
}


def wording(language: str) -> tuple[str, str]:
    """The language that there is and the sentence in it; English where there is no translation."""
    known = language if language in _WORDINGS else "en"
    return known, _WORDINGS[known]
