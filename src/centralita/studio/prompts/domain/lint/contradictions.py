"""Orders that cannot both be followed: always against never, two languages, two lengths."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from centralita.studio.prompts.domain.lint.finding import Finding, Sentence

_ALWAYS: Final = re.compile(r"\b(?:always|siempre|sempre)\b")
_NEVER: Final = re.compile(
    r"\b(?:never|nunca|jamas|do not|don'?t|must not|mustn'?t|no debe[sn]?|nao deve[m]?)\b"
    r"|^(?:[-*•\d.)\s]*)(?:no|nao)\b"
)
# What holds sometimes contradicts nothing that holds otherwise.
_SOMETIMES: Final = re.compile(
    r"\b(?:if|when|unless|except|only|until|before|after|without|while|once|si|cuando|salvo|excepto|solo|hasta|antes|"
    r"despues|sin|mientras|se|quando|exceto|ate|depois|sem|enquanto)\b"
)
_WORD: Final = re.compile(r"[a-z]{2,}|\d+")
_COMMON: Final = frozenset(
    [
        "always",
        "never",
        "not",
        "don",
        "do",
        "must",
        "mustn",
        "be",
        "is",
        "are",
        "am",
        "to",
        "the",
        "an",
        "of",
        "in",
        "on",
        "at",
        "for",
        "with",
        "and",
        "or",
        "it",
        "its",
        "this",
        "that",
        "any",
        "your",
        "you",
        "their",
        "them",
        "they",
        "he",
        "she",
        "as",
        "by",
        "from",
        "please",
        "should",
        "will",
        "may",
        "can",
        "siempre",
        "nunca",
        "jamas",
        "no",
        "debe",
        "debes",
        "deben",
        "el",
        "la",
        "los",
        "las",
        "lo",
        "un",
        "una",
        "unos",
        "unas",
        "de",
        "del",
        "en",
        "con",
        "para",
        "por",
        "al",
        "que",
        "su",
        "sus",
        "tu",
        "tus",
        "se",
        "le",
        "les",
        "te",
        "me",
        "mi",
        "es",
        "ser",
        "sea",
        "son",
        "esta",
        "este",
        "estos",
        "estas",
        "por",
        "favor",
        "puede",
        "pueden",
        "sempre",
        "nao",
        "deve",
        "devem",
        "os",
        "um",
        "uma",
        "do",
        "da",
        "dos",
        "das",
        "em",
        "no",
        "na",
        "nos",
        "nas",
        "com",
        "ao",
        "aos",
        "seu",
        "sua",
        "seus",
        "suas",
    ]
)
_LANGUAGES: Final = {
    "es": ("spanish", "espanol", "castellano", "espanhol"),
    "en": ("english", "ingles"),
    "pt": ("portuguese", "portugues"),
    "fr": ("french", "frances"),
    "de": ("german", "aleman", "alemao"),
    "it": ("italian", "italiano"),
    "ca": ("catalan", "catala"),
}
_SPEAK: Final = re.compile(
    r"\b(?:answer|respond|reply|speak|write|talk|responde|responda|responder|contesta|conteste|contestar|habla|hable|hablar|"
    r"escribe|escriba|escribir|fale|falar|responda|escreva)\b[^.;\n]{0,40}?\b(?:in|en|em)\s+"
    r"(?:the\s+)?([a-z]+)"
)
_UNITS: Final = {
    "sentences": ("sentence", "sentences", "frase", "frases", "oracion", "oraciones"),
    "words": ("word", "words", "palabra", "palabras", "palavra", "palavras"),
    "lines": ("line", "lines", "linea", "lineas", "linha", "linhas"),
    "characters": ("character", "characters", "caracter", "caracteres"),
    "paragraphs": ("paragraph", "paragraphs", "parrafo", "parrafos", "paragrafo", "paragrafos"),
}
_NUMBERS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
    "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "diez": 10,
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "quatro": 4, "dez": 10,
}  # fmt: skip
_AMOUNT: Final = r"(\d{1,4}|" + "|".join(_NUMBERS) + r")"
_UNIT: Final = "|".join(word for words in _UNITS.values() for word in words)
_MOST: Final = re.compile(
    r"\b(?:at most|no more than|not more than|maximum(?: of)?|max|up to|como mucho|como maximo|maximo(?: de)?|no mas de|"
    r"hasta|no maximo|ate)\s+" + _AMOUNT + r"\s+(" + _UNIT + r")\b"
)
_LEAST: Final = re.compile(
    r"\b(?:at least|no less than|no fewer than|minimum(?: of)?|como minimo|minimo(?: de)?|al menos|por lo menos|pelo menos)\s+"
    + _AMOUNT
    + r"\s+("
    + _UNIT
    + r")\b"
)
_BRIEF: Final = re.compile(
    r"\b(?:be|keep it|answer|seja|se|sea|responde|responda)\b[^.;\n]{0,20}?\b(?:brief|briefly|short|concise|breve|brevemente|corto|"
    r"conciso|concisa)\b"
)
_LONG: Final = re.compile(
    r"\b(?:be|answer|explain|responde|responda|explica|explique|sea|se|seja)\b[^.;\n]{0,30}?\b(?:long|detailed|at length|in "
    r"(?:great )?detail|exhaustive|extenso|extensa|detallado|detallada|con (?:todo )?detalle|detalhado|detalhada)\b"
)


def contradictions(sentences: list[Sentence]) -> Iterator[Finding]:
    """Two orders of one text that exclude each other; told at the later one, with the words of the earlier."""
    yield from _always_never(sentences)
    yield from _two_languages(sentences)
    yield from _two_lengths(sentences)


@dataclass(frozen=True, slots=True)
class _Order:
    about: frozenset[str]
    sentence: Sentence


def _always_never(sentences: list[Sentence]) -> Iterator[Finding]:
    always: list[_Order] = []
    never: list[_Order] = []
    for sentence in sentences:
        if _SOMETIMES.search(sentence.plain):
            continue
        forbids = _NEVER.search(sentence.plain) is not None
        if not forbids and not _ALWAYS.search(sentence.plain):
            continue
        about = frozenset(
            stem(word) for word in _WORD.findall(sentence.plain) if word not in _COMMON and len(word) > 1
        )
        if about:
            (never if forbids else always).append(_Order(about, sentence))
    for order in always:
        for other in never:
            if _same(order.about, other.about):
                first, second = sorted((order.sentence, other.sentence), key=lambda each: each.start)
                yield _against("always_never", first, second)
                break


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two orders are about the same: alike, or the shorter one of two words or more within the longer."""
    small, large = sorted((one, other), key=len)
    return small == large or (len(small) >= 2 and small <= large)


def stem(word: str) -> str:
    """Singular and plural, and most forms of a verb, meet in their first letters."""
    return word[:-1] if len(word) in (4, 5) and word.endswith("s") else word[:5]


def _two_languages(sentences: list[Sentence]) -> Iterator[Finding]:
    first: tuple[str, Sentence] | None = None
    for sentence in sentences:
        if _SOMETIMES.search(sentence.plain) or _NEVER.search(sentence.plain):
            continue
        match = _SPEAK.search(sentence.plain)
        language = _language(match[1]) if match else None
        if language is None:
            continue
        if first is None:
            first = language, sentence
        elif language != first[0]:
            yield _against("two_languages", first[1], sentence)
            return


def _language(word: str) -> str | None:
    return next((code for code, words in _LANGUAGES.items() if word in words), None)


def _two_lengths(sentences: list[Sentence]) -> Iterator[Finding]:
    most: dict[str, tuple[int, Sentence]] = {}
    least: dict[str, tuple[int, Sentence]] = {}
    brief = next((each for each in sentences if _BRIEF.search(each.plain)), None)
    long = next((each for each in sentences if _LONG.search(each.plain)), None)
    if brief and long and brief is not long and not _sometimes(brief, long):
        yield _against("two_lengths", *sorted((brief, long), key=lambda each: each.start))
    for sentence in sentences:
        if _SOMETIMES.search(_SPAN.sub(" ", sentence.plain)):
            continue
        for bound, known, others in ((_MOST, most, least), (_LEAST, least, most)):
            for match in bound.finditer(sentence.plain):
                unit, amount = _unit(match[2]), _amount(match[1])
                earlier = known.setdefault(unit, (amount, sentence))
                if earlier[0] != amount:
                    yield _against("two_lengths", earlier[1], sentence)
                other = others.get(unit)
                if other and (amount < other[0] if bound is _MOST else amount > other[0]):
                    yield _against("two_lengths", other[1], sentence)


# "Hasta" and "até" bound a length here, and elsewhere a time.
_SPAN: Final = re.compile(r"\b(?:hasta|ate)\s+" + _AMOUNT + r"\s+(?:" + _UNIT + r")\b")


def _sometimes(*sentences: Sentence) -> bool:
    return any(_SOMETIMES.search(each.plain.removeprefix("se ")) for each in sentences)


def _unit(word: str) -> str:
    return next(unit for unit, words in _UNITS.items() if word in words)


def _amount(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _against(code: str, first: Sentence, second: Sentence) -> Finding:
    return Finding(code, "warning", second.start, second.end, {"other": first.text[:160]})
