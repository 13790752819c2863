"""Orders that cannot both be followed: to do against not to, two languages, two lengths, two manners of address."""

import re
from collections.abc import Iterator
from typing import Final

from centralita.studio.prompts.domain.lint.finding import Finding, Sentence
from centralita.studio.prompts.domain.lint.orders import NEVER, SOMETIMES, exclude, orders_of, unconditional

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
    r"|\b(?:short|brief|concise) (?:answers|replies|responses)\b|\b(?:answers|replies|responses) (?:short|brief|concise)\b"
    r"|\b(?:respuestas|respostas) (?:cortas|breves|curtas|concisas)\b"
)
_LONG: Final = re.compile(
    r"\b(?:be|answer|explain|responde|responda|explica|explique|sea|se|seja)\b[^.;\n]{0,30}?\b(?:long|detailed|at length|in "
    r"(?:great )?detail|exhaustive|extenso|extensa|detallado|detallada|con (?:todo )?detalle|detalhado|detalhada)\b"
    r"|\b(?:long|detailed|exhaustive) (?:answers|replies|responses)\b|\b(?:answers|replies|responses) (?:long|detailed)\b"
    r"|\b(?:respuestas|respostas) (?:largas|detalladas|extensas|longas|detalhadas)\b"
)
# Usted, o senhor and a formal tone against tú, você and an informal one.
_FORMAL: Final = re.compile(
    r"\b(?:trat|habl|dirij|us)\w*\b[^.;\n]{0,20}\busted\b|\btrat\w+ por (?:o |a )?senhora?\b"
    r"|\b(?:be|stay|sound|speak|address|use|tone|tono|tom|sea|se|seja|habl\w+|fale)\b[^.;\n]{0,20}\bformal(?:ly|mente)?\b"
)
_INFORMAL: Final = re.compile(
    r"\btute[aeo]\w*\b|\b(?:trat|habl)\w*\b[^.;\n]{0,15}\bde tu\s*(?=[.,;!]|$)|\btrat\w+ por voce\b"
    r"|\b(?:be|stay|sound|speak|use|tone|tono|tom|sea|se|seja|habl\w+|fale)\b[^.;\n]{0,20}\b(?:informal(?:ly|mente)?|casual(?:ly)?|"
    r"coloquial(?:mente)?)\b"
)


def contradictions(sentences: list[Sentence]) -> Iterator[Finding]:
    """Two orders of one text that exclude each other; told at the later one, with the words of the earlier."""
    yield from _do_and_do_not(sentences)
    yield from _two_languages(sentences)
    yield from _two_lengths(sentences)
    yield from _two_manners(sentences)


def _do_and_do_not(sentences: list[Sentence]) -> Iterator[Finding]:
    orders = list(orders_of(sentences))
    bans = [each for each in orders if each.force == "never"]
    for order in orders:
        if order.force == "never":
            continue
        ban = next((each for each in bans if exclude(order, each)), None)
        if ban:
            yield from _against("always_never", *_in_order(order.sentence, ban.sentence))


def _two_manners(sentences: list[Sentence]) -> Iterator[Finding]:
    """Formal and informal, usted and tú: whoever is told not to be one is told to be the other."""
    formal: Sentence | None = None
    informal: Sentence | None = None
    for sentence, denied in unconditional(sentences):
        says = _FORMAL.search(sentence.plain) is not None, _INFORMAL.search(sentence.plain) is not None
        if says[0] == says[1]:
            continue
        if says[0] != (denied or NEVER.search(sentence.plain) is not None):
            formal = formal or sentence
        else:
            informal = informal or sentence
    if formal and informal:
        yield from _against("two_manners", *_in_order(formal, informal))


def _in_order(one: Sentence, other: Sentence) -> tuple[Sentence, Sentence]:
    return (one, other) if one.start <= other.start else (other, one)


def _two_languages(sentences: list[Sentence]) -> Iterator[Finding]:
    first: tuple[str, Sentence] | None = None
    for sentence in sentences:
        if SOMETIMES.search(sentence.plain) or NEVER.search(sentence.plain):
            continue
        match = _SPEAK.search(sentence.plain)
        language = _language(match[1]) if match else None
        if language is None:
            continue
        if first is None:
            first = language, sentence
        elif language != first[0]:
            yield from _against("two_languages", first[1], sentence)
            return


def _language(word: str) -> str | None:
    return next((code for code, words in _LANGUAGES.items() if word in words), None)


def _two_lengths(sentences: list[Sentence]) -> Iterator[Finding]:
    most: dict[str, tuple[int, Sentence]] = {}
    least: dict[str, tuple[int, Sentence]] = {}
    ordered = [each for each in sentences if not NEVER.search(each.plain)]
    brief = next((each for each in ordered if _BRIEF.search(each.plain)), None)
    long = next((each for each in ordered if _LONG.search(each.plain)), None)
    if brief and long and brief is not long and not _sometimes(brief, long):
        yield from _against("two_lengths", *_in_order(brief, long))
    for sentence in sentences:
        if SOMETIMES.search(_SPAN.sub(" ", sentence.plain)):
            continue
        for bound, known, others in ((_MOST, most, least), (_LEAST, least, most)):
            for match in bound.finditer(sentence.plain):
                unit, amount = _unit(match[2]), _amount(match[1])
                earlier = known.setdefault(unit, (amount, sentence))
                if earlier[0] != amount:
                    yield from _against("two_lengths", earlier[1], sentence)
                other = others.get(unit)
                if other and (amount < other[0] if bound is _MOST else amount > other[0]):
                    yield from _against("two_lengths", other[1], sentence)


# "Hasta" and "até" bound a length here, and elsewhere a time.
_SPAN: Final = re.compile(r"\b(?:hasta|ate)\s+" + _AMOUNT + r"\s+(?:" + _UNIT + r")\b")


def _sometimes(*sentences: Sentence) -> bool:
    return any(SOMETIMES.search(each.plain.removeprefix("se ")) for each in sentences)


def _unit(word: str) -> str:
    return next(unit for unit, words in _UNITS.items() if word in words)


def _amount(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _against(code: str, first: Sentence, second: Sentence) -> Iterator[Finding]:
    """Told at the later one. What an included text says twice within itself is told in that text."""
    if not first.origin and not second.origin:
        yield Finding(code, "warning", second.start, second.end, {"other": first.text[:160]})
    elif first.origin != second.origin:
        told = {"text": second.text[:160], "other": first.text[:160]}
        names = ", ".join(f"{{{{> {name}}}}}" for name in (first.origin, second.origin) if name)
        yield Finding("included_contradicts", "warning", second.start, second.end, {**told, "include": names})
