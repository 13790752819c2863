"""Which of the things that somebody names are turned down: "el martes no puedo, mejor el jueves" leaves "el jueves".

Told by the words alone, clause by clause. Where both readings are possible ("el martes no el jueves", without a comma),
neither thing is left, and the question is asked again: better than an appointment on the wrong day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from centralita.engine.reading.wording import words

# Longer is no answer, and what is read word by word stays bounded.
MAX_TEXT = 1_000


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_CLAUSES = re.compile(r"([,.;:!?¡¿…–—\n]+|\s-+\s)")
# Whoever stops after "I can't" says with the next words what they cannot do, unless the sentence had ended.
_PAUSES = frozenset(",–—")

# Turn down what stands before and behind them in their clause.
_AGAINST = _set(
    "no not nunca jamas tampoco ni ningun ninguno ninguna imposible never cannot none neither nor impossible unable "
    "dont doesnt didnt cant wont isnt arent wasnt couldnt wouldnt shouldnt hasnt havent "
    "nao nem jamais tampouco nenhum nenhuma impossivel "
    "pas aucun aucune non nessun nessuno nessuna impossibile nicht kein keine keinen keinem keiner nie unmoglich "
    "mai cap tampoc"
)
_AGAINST_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "viene mal",
        "va mal",
        "queda mal",
        "cae mal",
        "viene fatal",
        "va fatal",
        "fica mal",
        "va malament",
    )
)
# Only what stands behind them.
_WITHOUT = _set(
    "sin without sem sans ohne senza sense olvide olvida descarte descarta quita forget skip esqueca esquece"
)
_EXCEPT = tuple(
    tuple(phrase.split())
    for phrase in (
        "menos", "salvo", "excepto", "except", "exceto", "menys", "tret de", "sauf", "ausser", "tranne", "eccetto",
        "mas que", "aparte de", "fuera de", "other than", "apart from", "but not", "any day but", "anything but",
        "instead of", "rather than", "en vez de", "en vez del", "en lugar de", "en lugar del", "em vez de", "em vez da",
        "em vez do", "everything but", "any but", "all but", "any time but", "anyone but", "every day but",
    )
)  # fmt: skip
# Hold a word from above and turn nothing down.
_HARMLESS = tuple(
    tuple(phrase.split())
    for phrase in (
        "por que no", "como no", "no problem", "no problema", "no hay problema", "no tengo problema", "no hay inconveniente",
        "no tengo inconveniente", "no me importa", "no importa", "no se preocupe", "no te preocupes", "no hay prisa",
        "no tengo prisa", "no solo", "no me viene mal", "no me va mal", "no esta mal", "sin problema", "sin problemas",
        "sin duda", "sin falta", "al menos", "por lo menos", "mas o menos", "nada menos que",
        "why not", "no worries", "no doubt", "without doubt", "not only", "not just", "not bad", "dont mind", "do not mind",
        "dont worry", "do not worry", "not a problem", "no rush", "no hurry", "if not",
        "por que nao", "nao tem problema", "nao ha problema", "nao me importo", "nao se preocupe", "nao faz mal", "nao so",
        "sem problema", "sem problemas", "sem duvida", "sem falta", "ao menos", "pelo menos", "mais ou menos",
        "pourquoi pas", "pas de probleme", "pas de souci", "sans probleme", "sans doute", "kein problem", "ohne problem",
        "warum nicht", "perche no", "nessun problema", "senza problemi", "per que no", "cap problema", "sense problema",
    )
)  # fmt: skip
# What follows them stands by itself: another wish, or why.
_TURNS = _set(
    "pero sino mejor aunque porque prefiero entonces but rather instead better although though because then "
    "mas porem melhor embora prefiro senao entao mais plutot mieux alors sondern aber lieber besser stattdessen weil "
    "invece meglio piuttosto preferisco perche millor prefereixo encara prefer"
)
_WISHES = _set("prefiero prefer prefiro preferisco prefereixo")
# They do where something was named before them and nothing turned down: "el martes, que no trabajo".
_IF = _set("si if cuando when quando wenn quan unless")
_AND = _set("y and e et und i")
_WHICH = _set("que as")
# Alone between two names they take back the first: "el martes... no, perdón, el jueves".
_CORRECTS = _set(
    "no nao non nein nope not perdon perdone perdona sorry wait espere espera digo desculpe desculpa pardon"
)
_OR = _set("o u or ou oder")
_UNABLE = _set(
    "no puedo podre podria podemos yo nosotros no i we cant cannot can not couldnt am unable im sorry nao posso "
    "poderei consigo eu lo siento imposible impossible impossivel es its it is pues la verdad non posso peux je ne pas "
    "ich kann nicht puc"
)
_STAND_ALONE = _set(
    "puedo podre podria podemos cant cannot can couldnt unable posso poderei consigo peux kann puc"
)
# "Posso no sábado" turns nothing down, "im Mai" neither, and "it makes sense" does without nothing.
_MEANT_ONLY_IN = {
    "mai": {"it", "ca"},
    "sense": {"ca"},
    "e": {"pt", "it", "gl"},
    "i": {"ca"},
    "cap": {"ca"},
    "mas": {"pt", "gl"},
    "mais": {"fr"},
}
_NEVER_IN = {"no": {"pt", "gl"}}


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end

    def within(self, other: _Mention) -> bool:
        return self != other and other.start <= self.start and self.end <= other.end


def without_refused(text: str, names: Iterable[str], *, language: str = "") -> str:
    """`text` without those of `names` that it turns down, and as it is when it turns down none.

    `language` is the conversation's ("pt", "pt-BR"): in Portuguese, "no" is "on the". A name that holds a negation
    itself ("Sin gluten", "No lo sé") is not turned down by its own words.
    """
    if len(text) > MAX_TEXT:
        return text
    known = {tuple(found) for name in names if (found := words(name)) and not _AGAINST.issuperset(found)}
    tongue = language.partition("-")[0].lower()
    clauses: list[tuple[list[str], list[_Mention], set[_Mention]]] = []
    carried = False
    for clause, turned, pause in _clauses(text, known, tongue):
        mentions = _mentions(clause, known)
        refused = _refused(clause, mentions, tongue)
        if carried and mentions and not turned:
            refused = set(mentions)
        # "No puedo, el martes": said in two breaths.
        carried = pause and not mentions and _only_unable(clause)
        if set(mentions) - refused and clause[0] not in _OR:
            _take_back(clauses)
        if clause:
            clauses.append((clause, mentions, refused))
    if not any(refused for _, _, refused in clauses):
        return text
    left = [" ".join(_rest(clause, mentions, refused, tongue)) for clause, mentions, refused in clauses]
    return ", ".join(part for part in left if part)


def _take_back(said: list[tuple[list[str], list[_Mention], set[_Mention]]]) -> None:
    """Turn down what was named right before a "no" that stands alone."""
    at = len(said)
    while at and _CORRECTS.issuperset(said[at - 1][0]):
        at -= 1
    corrected = {word for clause, _, _ in said[at:] for word in clause} & _AGAINST
    if at and corrected:
        _, mentions, refused = said[at - 1]
        refused.update(mentions)


def _clauses(text: str, known: set[tuple[str, ...]], tongue: str) -> Iterable[tuple[list[str], bool, bool]]:
    """The words of each clause, whether it turns to something else, and whether only a pause follows it."""
    parts = [*_CLAUSES.split(text), ""]
    for part, mark in zip(parts[::2], parts[1::2], strict=False):
        said = words(part)
        turns = _turns(said, known, tongue)
        pause = bool(mark) and set(mark) <= _PAUSES
        places = [0, *(at for at in turns if at), len(said)]
        for start, end in pairwise(places):
            yield said[start:end], bool(turns), pause and end == len(said)


def _turns(said: list[str], known: set[tuple[str, ...]], tongue: str) -> list[int]:
    """Where another clause begins although nothing is between."""
    mentions = _mentions(said, known)
    kept = {at for phrase in (*_EXCEPT, *_HARMLESS) for at in _places(said, phrase)}
    against = _against(said, tongue)
    found: list[int] = []
    for at, word in enumerate(said):
        if at in kept or any(mention.holds(at) for mention in mentions) or not _meant(word, tongue):
            continue
        if word in _TURNS:
            opens = not (word in _WISHES and at - 1 in against)
        elif word in _IF or (word in _AND | _WHICH and at + 1 in against):
            since = found[-1] if found else 0
            # "El martes que no trabajo" is wanted, "el martes es el que no puedo" is not.
            nearest = at if word in _WHICH else since
            opens = any(nearest <= one.end <= at for one in mentions) and not any(
                since <= one < at for one in against
            )
        else:
            opens = False
        if opens:
            found.append(at)
    return found


def _mentions(said: Sequence[str], known: set[tuple[str, ...]]) -> list[_Mention]:
    return [
        _Mention(at, at + len(name))
        for name in known
        for at in range(len(said) - len(name) + 1)
        if tuple(said[at : at + len(name)]) == name
    ]


def _refused(said: list[str], mentions: list[_Mention], tongue: str) -> set[_Mention]:
    if not mentions:
        return set()
    harmless = _harmless(said)
    against = _against(said, tongue)
    excepting = {at for phrase in _EXCEPT for at in _places(said, phrase)} - harmless
    without = {at for at, word in enumerate(said) if word in _WITHOUT and _meant(word, tongue)} - harmless
    owners = {at: [one for one in mentions if one.holds(at)] for at in against | excepting | without}
    refused: set[_Mention] = set()
    for mention in mentions:
        # A word that belongs to a name is no word about another, except about what is part of that name.
        about = {
            at
            for at, names in owners.items()
            if not mention.holds(at) and all(mention.within(name) for name in names)
        }
        before = {at for at in about & excepting if at < mention.start}
        denied = {at for at in about & against if _reaches(said, at, mention, mentions)}
        if before:
            # "Ningún día menos el martes" wants the Tuesday.
            refuses = not any(at < min(before) for at in denied)
        else:
            refuses = bool(denied) or any(at < mention.start for at in about & without)
        if refuses:
            refused.add(mention)
    return refused


def _reaches(said: list[str], at: int, mention: _Mention, mentions: list[_Mention]) -> bool:
    """Whether a negation is about a mention: in "Tuesday not Thursday", the "not" is not about the Tuesday."""
    if mention.start > at or said[at] != "not":
        return True
    return not any(at < one.start <= at + 3 for one in mentions)


def _against(said: list[str], tongue: str) -> set[int]:
    single = {at for at, word in enumerate(said) if word in _AGAINST and _meant(word, tongue)}
    phrases = {at for phrase in _AGAINST_PHRASES for at in _places(said, phrase)}
    return (single | phrases) - _harmless(said)


def _harmless(said: list[str]) -> set[int]:
    return {at for phrase in _HARMLESS for at in _places(said, phrase)}


def _places(said: list[str], phrase: tuple[str, ...]) -> Iterable[int]:
    """The places of the words of a phrase wherever it is said."""
    size = len(phrase)
    for start in range(len(said) - size + 1):
        if tuple(said[start : start + size]) == phrase:
            yield from range(start, start + size)


def _meant(word: str, tongue: str) -> bool:
    return tongue in _MEANT_ONLY_IN.get(word, {tongue}) and tongue not in _NEVER_IN.get(word, ())


def _only_unable(said: list[str]) -> bool:
    return _UNABLE.issuperset(said) and not _STAND_ALONE.isdisjoint(said)


def _rest(said: list[str], mentions: list[_Mention], refused: set[_Mention], tongue: str) -> list[str]:
    kept = [mention for mention in mentions if mention not in refused]
    if refused and not kept:
        return []
    gone = {at for one in refused for at in range(one.start, one.end)}
    gone |= _against(said, tongue) if refused else set()
    return [
        word for at, word in enumerate(said) if at not in gone or any(mention.holds(at) for mention in kept)
    ]
