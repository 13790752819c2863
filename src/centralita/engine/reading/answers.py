"""Short answers: yes and no, one of several options, an e-mail address, a phone number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers

from centralita.engine.reading.negation import without_refused
from centralita.engine.reading.numbers import SMALL_NUMBERS
from centralita.engine.reading.refusals import NO, puzzled, refuses, without_puzzlement
from centralita.engine.reading.wording import plain, words

_YES = frozenset(
    [
        "si",
        "s",
        "sip",
        "yes",
        "y",
        "yeah",
        "yep",
        "yup",
        "sure",
        "ok",
        "okay",
        "okey",
        "vale",
        "claro",
        "correcto",
        "exacto",
        "right",
        "correct",
        "afirmativo",
        "dale",
        "perfecto",
        "sim",
        "claro",
        "certo",
        "isso",
        "true",
        "oui",
        "ouais",
        "ja",
        "jawohl",
        "genau",
        "certo",
        "esatto",
        "correcte",
        "exacte",
        "daccord",
    ]
)
_YES_PHRASES = frozenset(
    ("de acuerdo", "por supuesto", "of course", "asi es", "eso es", "esta bien", "go ahead", "thats right", "com certeza",
     "pode ser", "sounds good", "me parece bien", "d accord", "bien sur", "va bene", "certamente", "in ordnung", "gern", "dacord",
     "d acord", "i tant", "es clar")
)  # fmt: skip
_PLEASE = re.compile(r"\b(?:si us plau|s['’ ]il vous pla[iî]t)\b", re.IGNORECASE)
_NO_PHRASES = frozenset(
    ("para nada", "de ninguna manera", "not really", "en absoluto", "de jeito nenhum", "no way")
)
_EMAIL = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63})(?![\w-])"
)
_FILLERS = frozenset(
    ("el", "la", "los", "las", "lo", "un", "una", "o", "a", "an", "the", "um", "uma", "de", "of", "por", "favor", "please", "gracias",
     "thanks", "quiero", "quisiera", "prefiero", "opcion", "option", "opcao", "numero", "number", "i", "want", "would", "like", "id",
     "to", "para", "es", "esa", "ese", "that", "me", "gustaria", "quero", "pues", "creo", "que")
)  # fmt: skip
_ORDINALS = {
    "primera": 1, "primero": 1, "first": 1, "primeira": 1, "primeiro": 1, "segunda": 2, "segundo": 2,
    "second": 2, "tercera": 3, "tercero": 3, "third": 3, "terceira": 3, "cuarta": 4, "cuarto": 4,
    "fourth": 4, "quarta": 4, "quinta": 5, "quinto": 5, "fifth": 5,
}  # fmt: skip
_PHONE_NOISE = re.compile(r"[^\d+]")


def read_yes_no(text: str) -> bool | None:
    """True, False, or None when it is neither or both, or when somebody says that they do not know."""
    # "Please", where it begins as a yes does.
    text = _PLEASE.sub(" ", text)
    said = plain(text)
    if said in _YES_PHRASES:
        return True
    if said in _NO_PHRASES:
        return False
    tokens = words(text)
    if not tokens or len(tokens) > 12 or puzzled(text):
        return None
    if tokens[0] in NO:
        return False
    if tokens[0] in _YES:
        return None if any(token in NO for token in tokens[1:3]) else True
    yes, no = any(token in _YES for token in tokens), any(token in NO for token in tokens)
    return yes if yes != no and len(tokens) <= 4 else None


@dataclass(frozen=True, slots=True)
class Option:
    """One of several: its id, what it is called, and other words for it."""

    id: str
    label: str
    synonyms: tuple[str, ...] = ()


def read_choices(
    text: str, options: Sequence[Option], *, multiple: bool = False, language: str = ""
) -> tuple[str, ...]:
    """The ids of the options that `text` names: by label, synonym, number ("2") or unmistakable words.

    Without `multiple`, exactly one or none. What it turns down it does not name: "no puedo el martes".
    """
    names = [name for option in options for name in (option.label, *option.synonyms)]
    if plain(text) not in map(plain, names):
        text = without_refused(text, names, language=language)
    if multiple:
        parts = [part for part in re.split(r"[,;\n/]|\b(?:y|e|and)\b", text) if part.strip()]
        found = [_one(part, options) for part in parts] or [_one(text, options)]
        whole = _one(text, options)
        if all(found):
            return tuple(dict.fromkeys(option for option in found if option))
        return (whole,) if whole else ()
    one = _one(text, options)
    return (one,) if one else ()


def _one(text: str, options: Sequence[Option]) -> str | None:
    said = plain(text)
    if not said:
        stripped = text.strip()
        return next((option.id for option in options if option.label.strip() == stripped and stripped), None)
    names = [(option.id, plain(name)) for option in options for name in (option.label, *option.synonyms)]
    for identifier, name in names:
        if name and name == said:
            return identifier
    # "No entiendo" is no option that is called "no"; neither is what merely begins with it.
    said = without_puzzlement(said, (name for _, name in names))
    refused = refuses(text)
    if not refused:
        names = [(identifier, name) for identifier, name in names if name not in NO]
    named = _named(said, names)
    if named:
        return named.pop() if len(named) == 1 else None
    content = [word for word in said.split() if word not in _FILLERS]
    position = _position(content)
    if position is not None:
        return options[position - 1].id if 1 <= position <= len(options) else None
    if not refused and NO.issuperset(content):
        return None
    within = {identifier for identifier, name in names if content and set(content) <= set(name.split())}
    return within.pop() if len(within) == 1 else None


def _named(said: str, names: Sequence[tuple[str, str]]) -> set[str]:
    """Whose names stand in what was said. Not what is part of a longer one: "plan básico" of "plan básico plus"."""
    spaced = _spaced(said)
    found = {(identifier, _spaced(name)) for identifier, name in names if name and _spaced(name) in spaced}
    named: set[str] = set()
    for identifier, name in found:
        rest = spaced
        for _, longer in found:
            if longer != name and name in longer:
                rest = rest.replace(longer, "|")
        if name in rest:
            named.add(identifier)
    return named


def _spaced(said: str) -> str:
    """Each word with its own spaces, so that one name can be found right after another."""
    return "".join(f" {word} " for word in said.split())


def _position(content: list[str]) -> int | None:
    """The number in "2", "la segunda" or "option two", when nothing else is said."""
    if len(content) != 1:
        return None
    word = content[0]
    if word.isdecimal() and len(word) <= 3:
        return int(word)
    return _ORDINALS.get(word) or SMALL_NUMBERS.get(word)


def read_email(text: str) -> str | None:
    """The one e-mail address in `text`, its domain in lower case; None for none or several."""
    if len(text) > 1_000 or text.count("@") != 1:
        return None
    found = _EMAIL.findall(text)
    if len(found) != 1 or len(found[0]) > 254:
        return None
    local, _, domain = found[0].rpartition("@")
    return f"{local}@{domain.lower()}" if len(local) <= 64 else None


def read_phone(text: str, region: str) -> str | None:
    """The phone number in `text` as E.164, read as dialled in `region`; None when none is valid."""
    if len(text) > 250:
        return None
    for match in phonenumbers.PhoneNumberMatcher(text, region, max_tries=20):
        return _e164(match.number)
    compact = _PHONE_NOISE.sub("", text)
    if not 6 <= len(compact) <= 18:
        return None
    try:
        return _e164(phonenumbers.parse(compact, region))
    except phonenumbers.NumberParseException:
        return None


def phone_example(region: str) -> str:
    """A number of `region` as it is written there, for a hint."""
    example = phonenumbers.example_number(region)
    if example is None:
        return ""
    return phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)


def _e164(number: phonenumbers.PhoneNumber) -> str | None:
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
