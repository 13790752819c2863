"""What a text says of where the business is, how it is written to and how it is paid, against its profile."""

import re
from collections.abc import Iterator
from typing import Final

from centralita.engine.promises import METHODS, other_payments
from centralita.studio.business.public import BusinessRecords, payments_text
from centralita.studio.prompts.domain.lint.finding import Finding, Sentence, plain

# Other addresses than the business's own are nobody's mistake: a sentence must say that it speaks of "us".
_OURS: Final = re.compile(
    r"\b(?:our|us|nuestr[oa]s?|nosotros|escribanos|escribenos|noss[oa]s?|escreva-nos|(?:business|office|contact|clinic|shop)(?:'s)?"
    r" (?:e-?mail|address|website)|(?:correo|email|direccion|web|pagina)(?: \w+)? (?:de contacto|del negocio|de la (?:clinica|"
    r"empresa|tienda))|(?:email|endereco|site) (?:de contato|do negocio|da empresa))\b"
)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE: Final = re.compile(
    r"(?<![@\w.])(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[/\s.,;:!?)]|$)"
)
_SITE_WORD: Final = re.compile(
    r"\b(?:website|web|site|page|online|pagina|sitio|on the internet|en internet)\b"
)
_EXAMPLES: Final = re.compile(r"(?:^|[.@])example\.|\.(?:test|invalid|example)$")
_AT: Final = re.compile(
    r"\b(?:we are (?:at|on|located)|we'?re (?:at|on)|our address|located (?:at|on)|find us (?:at|on)|estamos (?:en|situados|ubicados)|"
    r"nuestra direccion|nos encontramos en|ficamos (?:em|na|no)|estamos na|nosso endereco)\b"
)
_STREET: Final = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|square|lane|drive|calle|c/|avda|avenida|plaza|paseo|carretera|ronda|rua|praca|travessa|"
    r"alameda|largo)\b"
)
_HOUSE: Final = re.compile(r"(?<![\d:.,€$£+-])\d{1,4}(?![\d:€$£%]|[.,]\d|\s?(?:h\b|am\b|pm\b|min|€|euros?))")
_PLACE_WORD: Final = re.compile(r"[a-z]{4,}")


def contacts(sentence: Sentence, business: BusinessRecords) -> Iterator[Finding]:
    """Claims about addresses and payment that the profile contradicts."""
    yield from _emails(sentence, business)
    yield from _sites(sentence, business)
    yield from _addresses(sentence, business)
    yield from _payment(sentence, business)


def _emails(sentence: Sentence, business: BusinessRecords) -> Iterator[Finding]:
    if not business.email or not _OURS.search(sentence.plain):
        return
    for match in _EMAIL.finditer(sentence.text):
        said = match[0].rstrip(".").casefold()
        if said != business.email.casefold() and not _EXAMPLES.search(said):
            yield _finding("email_contradicts", sentence, match.start(), match.end(), business.email)


def _sites(sentence: Sentence, business: BusinessRecords) -> Iterator[Finding]:
    own = _host(business.website)
    if not own or not _OURS.search(sentence.plain) or not _SITE_WORD.search(sentence.plain):
        return
    for match in _SITE.finditer(sentence.plain):
        host = match[1].removeprefix("www.")
        if host != own and not host.endswith(f".{own}") and not _EXAMPLES.search(host):
            yield _finding("website_contradicts", sentence, match.start(), match.end(), business.website)


def _host(address: str) -> str:
    match = re.match(r"(?:https?://)?(?:www\.)?([^/?#:\s]+)", address.strip().casefold())
    return match[1] if match else ""


def _addresses(sentence: Sentence, business: BusinessRecords) -> Iterator[Finding]:
    known = [
        plain(each) for each in (business.address, *(place.address for place in business.places)) if each
    ]
    said = _AT.search(sentence.plain)
    if not known or said is None or not _STREET.search(sentence.plain, said.start()):
        return
    where = sentence.plain[said.end() :]
    house = _HOUSE.search(where)
    words = set(_PLACE_WORD.findall(_STREET.sub(" ", where)))
    if house is None or not words:
        return
    if not any(_same_place(each, house[0], words) for each in known):
        told = business.address or next(place.address for place in business.places if place.address)
        yield _finding("address_contradicts", sentence, 0, len(sentence.text), told)


def _same_place(known: str, house: str, words: set[str]) -> bool:
    return house in re.findall(r"\d+", known) and bool(words & set(_PLACE_WORD.findall(known)))


def _payment(sentence: Sentence, business: BusinessRecords) -> Iterator[Finding]:
    taken = frozenset(business.payment_methods)
    # A way to pay of the business's own words may be any of them.
    if not taken <= {*METHODS, "mobile", "insurance", "gift_card"}:
        return
    told = payments_text(business.payment_methods, business.language)
    for said in other_payments(sentence.plain, taken):
        yield _finding("payment_contradicts", sentence, said.at, said.end, told)


def _finding(code: str, sentence: Sentence, start: int, end: int, told: str) -> Finding:
    return Finding(code, "warning", sentence.start + start, sentence.start + end, {"told": told[:200]})
