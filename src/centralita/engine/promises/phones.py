"""The numbers at which a text says that the business is called."""

from __future__ import annotations

import re

from centralita.engine.reading.wording import folded

PHONE = re.compile(r"\+?\d(?:[\s.\-]?\d){8,14}(?!\d)")
_OUR_PHONE = re.compile(
    r"\b(?:llam(?:e|a|en|ar|ando)(?:nos)?\b|nuestro (?:tel|num|movil|whats)|telefono\s*(?::|es\b|de la|de nuestr)|"
    r"whats ?app|call us|ring us|our (?:phone|number|telephone)|phone(?: number)?\s*(?::|is\b)|"
    r"lig(?:ue|uem|a|ar)(?:-nos)?\b|nosso (?:tel|num|celular|fixo)|telefone\s*(?::|e\b|da (?:nossa|clinica|loja|empresa))|"
    r"(?:fale|entre em contato) (?:conosco|connosco))"
)
_THEIR_PHONE = re.compile(
    r"\b(?:le|te|les) (?:llamar|llamam)|\b(?:su|tu|your|his|her|seu|teu) (?:tel|num|phone|number|movil|celular)|"
    r"\b(?:call|ring) you\b|\b(?:lhe|te|vos) lig|\bligar?(?:emos|mos)? para (?:voce|si|o senhor|a senhora)\b|"
    r"\blig(?:aremos|amos)\b|112|emergenc"
)


def own_phones(sentence: str) -> list[str]:
    """The numbers at which a sentence says that the business is called, as it says them."""
    plain = folded(sentence)
    if not _OUR_PHONE.search(plain) or _THEIR_PHONE.search(plain):
        return []
    return [match[0].strip() for match in PHONE.finditer(sentence)]


def same_number(number: str) -> str:
    """What is the same for every way to write a number."""
    return re.sub(r"\D", "", number)[-9:]
