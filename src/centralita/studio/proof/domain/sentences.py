"""What stands against publishing, said to people."""

from typing import Final

_TEXTS: Final[dict[str, dict[str, str]]] = {
    "scenarios_missing": {
        "en": "The rule asks for scenarios that pass, and none is written yet.",
        "es": "La regla pide escenarios que se cumplan y aún no hay ninguno escrito.",
        "pt": "A regra pede cenários que passem, e ainda não há nenhum escrito.",
    },
    "scenarios_untried": {
        "en": "{untried} of {total} scenarios have not been tried with this draft.",
        "es": "{untried} de {total} escenarios no se han probado con este borrador.",
        "pt": "{untried} de {total} cenários não foram testados com este rascunho.",
    },
    "scenarios_failed": {
        "en": "{failed} of {total} scenarios fail with this draft.",
        "es": "{failed} de {total} escenarios fallan con este borrador.",
        "pt": "{failed} de {total} cenários falham com este rascunho.",
    },
    "replay_missing": {
        "en": "Real conversations have not been replayed with this draft.",
        "es": "No se han repetido conversaciones reales con este borrador.",
        "pt": "Conversas reais não foram reproduzidas com este rascunho.",
    },
    "replay_worse": {
        "en": "{worse} of {decided} real conversations would end worse: up to {high} % with {confidence} % confidence."
        " The rule allows {most} %.",
        "es": "{worse} de {decided} conversaciones reales acabarían peor: hasta un {high} % con un {confidence} % de"
        " confianza. La regla permite un {most} %.",
        "pt": "{worse} de {decided} conversas reais terminariam pior: até {high}% com {confidence}% de confiança. A regra permite {most}%.",
    },
    "languages_missing": {
        "en": "The rule asks for the same behaviour in every language, and no scenario is written in the main one.",
        "es": "La regla pide el mismo comportamiento en cada idioma y no hay ningún escenario escrito en el principal.",
        "pt": "A regra pede o mesmo comportamento em cada idioma, e não há nenhum cenário escrito no principal.",
    },
    "languages_untried": {
        "en": "{count} of {total} comparisons between languages are still to be made with this draft ({languages}).",
        "es": "Faltan {count} de {total} comparaciones entre idiomas con este borrador ({languages}).",
        "pt": "Faltam {count} de {total} comparações entre idiomas com este rascunho ({languages}).",
    },
    "languages_different": {
        "en": "In {count} of {total} comparisons between languages the draft does not do what it does in the main one"
        " ({languages}).",
        "es": "En {count} de {total} comparaciones entre idiomas el borrador no hace lo mismo que en el principal"
        " ({languages}).",
        "pt": "Em {count} de {total} comparações entre idiomas o rascunho não faz o mesmo que no principal"
        " ({languages}).",
    },
}


def sentence(code: str, language: str, **data: object) -> str:
    """The sentence of an obstacle in a language; English when there is none in it."""
    texts = _TEXTS[code]
    return texts.get(language.split("-", maxsplit=1)[0], texts["en"]).format(**data)
