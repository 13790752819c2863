"""Taking people out of a conversation: names, phones, e-mail addresses and numbers of papers become samples.

What is recognised: whatever was kept in a variable that is about a person, what people say after "my name is", and
whatever has the shape of an address, a phone number, a card, an account or an identity card. Everything else stays.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from centralita.engine import Value
from centralita.studio.scenarios.public import plain

_NAMES: Final = {
    "es": ("Marta Ruiz", "Luis Prado", "Sara Vera", "Pablo Gil"),
    "en": ("Mary Stone", "Luke Hill", "Sarah Wood", "Paul Reed"),
    "pt": ("Maria Rocha", "Lucas Prado", "Sara Veiga", "Paulo Reis"),
}
# Words in the names of variables that hold what belongs to one person.
_PERSONAL: Final = frozenset(
    (
        *("name", "nombre", "nome", "surname", "apellido", "apellidos", "apelido", "sobrenome", "firstname"),
        *("lastname", "fullname", "cliente", "customer", "paciente", "patient", "contacto", "contact"),
    )
)
_ADDRESS: Final = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_ACCOUNT: Final = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}\b")
_PAPERS: Final = re.compile(r"\b(?:\d{8}[ -]?[A-Za-z]|[XYZxyz][ -]?\d{7}[ -]?[A-Za-z])\b")
_NUMBER: Final = re.compile(r"(?<![\w.,])\+?\(?\d(?:[ ().-]{0,2}\d){6,18}(?![\w])")
_CAPITAL: Final = r"[A-ZÁÉÍÓÚÑÇÂÊÔÃÕÜ]"
_INTRODUCED: Final = re.compile(
    r"\b(?i:me llamo|mi nombre es|soy|my name is|i am|i'm|this is|me chamo|meu nome é|sou)\s+"
    rf"({_CAPITAL}[\w'-]+(?:\s+(?:(?:de|del|la|da|do|dos)\s+)*{_CAPITAL}[\w'-]+){{0,3}})"
)
# Speech comes without capitals; after these words there is nothing but a name.
_SPOKEN: Final = re.compile(
    r"\b(?:me llamo|mi nombre es|my name is|me chamo|meu nome é)\s+([^\W\d_][\w'-]+)", re.IGNORECASE
)
_KEPT_DIGITS: Final = 3


class Mask:
    """One sample for each person and number, the same wherever it is said."""

    def __init__(self, language: str) -> None:
        self._names = _NAMES.get(language, _NAMES["en"])
        self._known: dict[str, str] = {}
        self._people = 0
        self._numbers = 0

    def learn(self, texts: Iterable[str], kept: Mapping[str, Value]) -> None:
        """Find out who is spoken of: in what was kept, and in how people introduce themselves."""
        for variable, value in kept.items():
            if isinstance(value, str) and value.strip() and _is_personal(variable):
                self._name(value.strip())
        for text in texts:
            for found in (*_INTRODUCED.finditer(text), *_SPOKEN.finditer(text)):
                self._name(found.group(1))

    def text(self, text: str) -> str:
        """The text without them."""
        text = _ADDRESS.sub(lambda found: self._sample(found.group(), self._address), text)
        text = _ACCOUNT.sub(lambda found: self._sample(found.group(), self._same_shape), text)
        text = _PAPERS.sub(lambda found: self._sample(found.group(), self._same_shape), text)
        text = _NUMBER.sub(lambda found: self._sample(found.group(), self._same_shape), text)
        names = sorted((each for each in self._known if _is_word(each)), key=len, reverse=True)
        if not names:
            return text
        # All at once: a sample is never taken for somebody else.
        pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"
        lowered = {name.casefold(): self._known[name] for name in names}
        return re.sub(
            pattern,
            lambda found: lowered.get(found.group().casefold(), self._names[0]),
            text,
            flags=re.IGNORECASE,
        )

    def value(self, value: Value, depth: int = 0) -> Value:
        """The same in whatever a tool takes or gives."""
        if isinstance(value, str):
            return self.text(value)
        if depth > 20:
            return None
        if isinstance(value, list | tuple):
            return [self.value(each, depth + 1) for each in value]
        if isinstance(value, Mapping):
            return {name: self.value(each, depth + 1) for name, each in value.items()}
        return value

    def _name(self, name: str) -> None:
        if name in self._known or _ADDRESS.search(name) or not any(letter.isalpha() for letter in name):
            return
        sample = self._names[self._people % len(self._names)]
        self._people += 1
        first, _, rest = sample.partition(" ")
        own = name.split()
        self._known[name] = sample if len(own) > 1 else first
        for word, instead in ((own[0], first), (own[-1], rest)):
            if len(own) > 1 and len(word) > 2:
                self._known.setdefault(word, instead)

    def _sample(self, found: str, make: Callable[[str, int], str]) -> str:
        key = found if "@" in found else re.sub(r"\W", "", found)
        if key not in self._known:
            self._numbers += 1
            self._known[key] = make(found, self._numbers)
        known = self._known[key]
        return known if "@" in found else _in_shape(found, known)

    @staticmethod
    def _address(_found: str, number: int) -> str:
        return f"cliente{number}@example.com"

    @staticmethod
    def _same_shape(found: str, number: int) -> str:
        """As many digits, the first ones kept: a country and a kind of number are no person."""
        letters = re.sub(r"\W", "", found)
        fill = str(number).rjust(len(letters), "0")
        made, digits = [], 0
        for place, letter in enumerate(letters):
            digits += letter.isdigit()
            keeps = letter.isalpha() or (digits <= _KEPT_DIGITS + 2 * found.startswith("+"))
            made.append(letter if keeps else fill[place])
        return "".join(made)


def _in_shape(found: str, letters: str) -> str:
    """These letters and digits with the spaces and signs that were there."""
    left = iter(letters)
    return "".join(next(left, "0") if each.isalnum() else each for each in found)


def _is_personal(variable: str) -> bool:
    words = re.split(r"[^a-z]+", plain(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", variable)))
    return any(word in _PERSONAL for word in words)


def _is_word(known: str) -> bool:
    return "@" not in known and not any(letter.isdigit() for letter in known)
