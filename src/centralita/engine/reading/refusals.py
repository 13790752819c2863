"""What begins with "no": a no, or somebody who has not understood, who does not know, or who says something else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from centralita.engine.reading.wording import plain, words

NO = frozenset(
    ["non", "nein", "mai", "jamais", "nie", "no", "n", "nop", "nope", "nah", "nunca", "negativo", "never", "nao", "false"]
)  # fmt: skip
# What stands beside a no and leaves it one: "pues no, muchas gracias", "no, not now", "não precisa".
_BESIDE = (
    "not gracias muchas muy amable thanks thank you very much obrigado obrigada muito por favor please pues bueno well oh eh mm "
    "entonces then claro que of course pero but mas ahora agora now right momento de em este por lo hoy hoje today todavia "
    "aun ainda yet hace falta es e necesario necessario needed necesito preciso precisa need quiero quisiera quero queria "
    "want do i dont nada nothing eso isso that it tampoco mejor senor senora sir maam merci danke grazie gracies"
)
_BESIDE_NO = frozenset(_BESIDE.split())
_CLAUSES = re.compile(r"[,.;:!?¡¿…–—\n]+")
_BETWEEN = (
    "me|te|le|lo|la|los|las|les|os|se|he|ha|estoy|tengo|tenho|estou|faco|lhe|o|a|ni|muy|muito|bem|bien|del|todo|nada|isso|esto|eso|"
    "que|de|im|i|really|quite|even|so|very|too"
)
# On words without case and accents. The repeats are bounded, and what may repeat cannot begin what follows.
_PUZZLED = re.compile(
    r"\b(?:"
    rf"n(?:o|ao) (?:(?:{_BETWEEN}) ){{0,3}}"
    r"(?:entiendo|entendi|entendido|entendo|entendemos|comprendo|comprendi|comprendido|compreendo|compreendi|percebo|percebi"
    r"|sabria|saberia|sei|se(?=$| (?:si|que|cual|cuales|como|donde|cuando|bien|exactamente|todavia|aun|muy|la verdad)\b)"
    r"|enterado|entero|sigo|acuerdo|recuerdo|lembro|idea|ideia|segur[oa]s?|certeza|seguridad|claro|oigo|oido|ouvi|ouvindo|ouco|escucho)"
    r"|ni idea|sei la|a que se refiere"
    r"|(?:do not|dont|did not|didnt|cant|can not|cannot|not|no|couldnt)(?: (?:really|quite|even|entirely|so|too|very)){0,2}"
    r" (?:understand(?:ing)?|understood|get (?:it|that|you)|got (?:it|that)|follow(?:ing)?|know|sure|certain|idea|clue|catch (?:it|that)|remember"
    r"|hear (?:it|that|you))"
    r"|dunno"
    r"|(?:ne )?(?:comprends|sais|suis) pas(?: sur)?|pas compris|aucune idee"
    r"|verstehe (?:ich )?(?:das |sie )?nicht|nicht verstanden|weiss (?:ich |es |das )?nicht|keine ahnung|nicht sicher"
    r"|non (?:ho |la |lo |ti |ne )?(?:capisco|capito|so|saprei|idea|sono sicur[oa])"
    r"|no (?:ho |l |li |et |he |els )?(?:entenc|entes|n estic segura?)"
    r")\b"
)
_SLIGHT = (
    "todavia aun ainda yet bien bem todo nada exactamente exactly la el lo the a o pregunta question pergunta que what it that "
    "esto eso isso this verdad si i yo eu im am"
)
_HEDGES = frozenset(_SLIGHT.split())


def puzzled(text: str) -> bool:
    """Whether somebody says that they have not understood, or do not know: "no entiendo", "I'm not sure", "não sei"."""
    return _PUZZLED.search(plain(text[:2_000])) is not None


def without_puzzlement(said: str, names: Iterable[str]) -> str:
    """Words in which somebody says so, with that left out; as they are when one of `names` says the same.

    Both are plain words. An option that is called "no lo sé" is meant by "no sé"; "no se aplica" is not.
    """
    if any(_says_so(name) for name in names):
        return said
    return " ".join(_PUZZLED.sub(" ", said).split())


def _says_so(name: str) -> bool:
    found = _PUZZLED.search(name)
    return found is not None and set(f"{name[: found.start()]} {name[found.end() :]}".split()) <= _HEDGES


def refuses(text: str) -> bool:
    """Whether a text is a no: "no", "pues no, gracias", "no, ya la he cambiado"; not "no puedo el martes"."""
    if puzzled(text):
        return False
    clauses = [found for part in _CLAUSES.split(text[:2_000]) if (found := words(part))]
    whole = [word for clause in clauses for word in clause]
    return any(_is_no(found) for found in (*clauses[:1], whole))


def _is_no(said: list[str]) -> bool:
    return any(word in NO for word in said) and all(word in NO or word in _BESIDE_NO for word in said)
