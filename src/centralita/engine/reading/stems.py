"""What a text speaks of: its meaningful words, cut so that forms of one word meet."""

from __future__ import annotations

import re
from functools import lru_cache

from centralita.engine.reading.wording import words

_COMMON_WORDS = (
    # es
    "a al algo ahi ante asi aun cada como con cual cuales cuando de del desde donde el ella ellas ellos en entre era es "
    "esa ese eso esta estan estas este esto estos fue ha hacen hace hacer han hasta hay la las le les lo los mas me mi "
    "mis mucho muy nada ni no nos o os para pero por porque puede pueden puedo que quien quiero quisiera saber se ser si "
    "sin sobre son su sus tambien te tener tengo teneis tiene tienen tienes todo todos tu un una unas uno unos usted "
    "ustedes y ya yo hola gracias favor decir dice decirme dime "
    # en
    "about am an and any are as at be been but by can could did do does for from get had has have hello hi how i if in is "
    "it its just me much my of on or our please she so some tell than that the their them then there these they this to "
    "too us was we were what when where which who why will with would you your thanks know "
    # pt
    "ao aos aquela aquele as com da das dele dela do dos e ela ele em essa esse eu foi isso isto mais mas meu minha na "
    "nas nao no nos num numa o os ou para pela pelo por qual quando quem sao se sem seu sua tem um uma voce voces"
)
_COMMON = frozenset(_COMMON_WORDS.split())
# Things asked for in many words and answered in few: a question about the price is answered by "55 €".
_CONCEPTS = {
    "#price": ("cuest", "cobr", "costar", "costo", "cost", "preci", "tarif", "price", "custa", "preco", "charge"),
    "#hours": ("abre", "abrim", "abrir", "abris", "abiert", "apert", "cierr", "cerrad", "horari", "hora", "open", "clos", "hours", "fecha", "funciona"),
    "#phone": ("telefon", "llamar", "phone", "movil", "ligar"),
    "#mail": ("correo", "email", "mail"),
    "#parking": ("parking", "aparca", "estaciona"),
    "#paying": ("pagar", "pago", "tarjeta", "efectivo", "bizum", "payment", "card", "cash", "cartao", "pagamento"),
    "#children": ("nino", "nina", "hijo", "hija", "bebe", "child", "kid", "crianca"),
    "#place": ("donde", "direccion", "ubica", "address", "where", "located", "location", "onde", "endereco", "fica"),
}  # fmt: skip
_HOW_MUCH = re.compile(
    r"\bhow much\b|\bcu[aá]nto (?:es|sale|salen|vale|valen)\b|\bquanto (?:é|sai|fica)\b", re.IGNORECASE
)


def stems(text: str) -> frozenset[str]:
    """The meaningful words of `text`, cut so that forms of one word meet (limpieza, limpiezas), and
    the concepts (`#price`) that some of them stand for."""
    found: set[str] = set()
    for word in words(_HOW_MUCH.sub(" price ", text[:8_000])):
        concept = _concept(word)
        if concept is not None:
            found.add(concept)
        elif word not in _COMMON and (len(word) > 1 or word.isdigit()):
            found.add(_stem(word))
    return frozenset(found)


@lru_cache(maxsize=8_192)
def _concept(word: str) -> str | None:
    return next((name for name, starts in _CONCEPTS.items() if word.startswith(starts)), None)


def _stem(word: str) -> str:
    if word.isdigit() or len(word) <= 4:
        return word[:-1] if len(word) == 4 and word.endswith("s") else word
    for ending in ("mente", "ciones", "cion", "ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:7].rstrip("aeo") if len(word) > 4 else word
