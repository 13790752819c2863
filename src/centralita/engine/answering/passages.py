"""The sentences of the passages found that answer a question best: an answer without a model."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from centralita.engine.effects import Citation
from centralita.engine.events import Passage
from centralita.engine.reading.stems import stems

MAX_QUOTE = 420
MAX_SENTENCES = 200

_LINE = re.compile(r"\s*[\r\n]+\s*|\s+[•·▪]\s+")
_BREAK = re.compile(r"(?<=[.!?…])[\"»”)]*\s+(?=[\"«“(¿¡]?[A-ZÁÉÍÓÚÑÜÇ0-9])")
_MARKS = re.compile(r"^(?:[#>*•·\-–]+\s*|\d{1,2}[.)]\s+)+")
_ANSWER_LABEL = re.compile(r"^(?:A|R|Respuesta|Answer|Resposta)\s*[:.]\s*", re.IGNORECASE)
_QUESTION_LABEL = re.compile(r"^(?:Q|P|Pregunta|Question|Pergunta)\s*[:.]\s*", re.IGNORECASE)
_SIGNS = {
    "#price": re.compile(r"\d[\d.,]*\s*(?:€|eur|\$|usd|£|mxn|pesos)|(?:€|\$|£)\s*\d|\b(?:gratis|gratuit\w+|free)\b", re.IGNORECASE),
    "#hours": re.compile(r"\b\d{1,2}(?::\d\d|\s?h\b|\s?[ap]\.?m\b)", re.IGNORECASE),
    "#phone": re.compile(r"\+?\d[\d ]{7,}\d"),
    "#mail": re.compile(r"\S@\S"),
    "#place": re.compile(r"\b(?:calle|c/|avda?|avenida|plaza|paseo|street|st\.|avenue|road|rua|praça)(?:\b|\s)", re.IGNORECASE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """The words to quote and where they stand. `score` is from 0 to about 1.5."""

    text: str
    citation: Citation
    score: float


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what it speaks of. `carried` is what the sentence before it, on the same line, did."""

    text: str
    stems: frozenset[str]
    signs: frozenset[str]
    carried: frozenset[str]
    passage: Passage
    position: int

    def credit(self, asked: str) -> float:
        """How much of one thing asked for is here: a concept wants its word and its sign ("55 €")."""
        if asked in self.stems:
            return 1.0 if asked not in _SIGNS or asked in self.signs else 0.7
        if asked in self.signs:
            return 0.7
        return 0.6 if asked in self.carried else 0.0


def best_quote(question: str, passages: Sequence[Passage], *, least: float = 0.5) -> Quote | None:
    """The sentence, with what completes it, that answers `question`; None when none is close enough.

    Scored by the share of what is asked that it has, rare words counting more, and by how well its
    passage was found.
    """
    asked = stems(question)
    if not asked:
        return None
    by_passage = [_sentences(passage) for passage in passages[:10]]
    sentences = [sentence for group in by_passage for sentence in group][:MAX_SENTENCES]
    if not sentences:
        return None
    weights = _weights(asked, sentences)
    best_found = max((passage.score for passage in passages), default=0.0)
    top: tuple[float, _Sentence] | None = None
    for sentence in sentences:
        score = _score(asked, sentence, weights, best_found)
        if top is None or score > top[0]:
            top = (score, sentence)
    if top is None or top[0] < least:
        return None
    score, sentence = top
    text = _completed(sentence, next(group for group in by_passage if sentence in group), asked)
    return Quote(text, cite(sentence.passage), round(score, 3))


def cite(passage: Passage) -> Citation:
    """The citation of a passage."""
    return Citation(passage.title, passage.place, passage.document_id)


def supports(reply: str, passage: Passage) -> float:
    """The share of the reply's meaningful words that the passage has, from 0 to 1."""
    said = stems(reply)
    return len(said & stems(passage.text)) / len(said) if said else 0.0


def _sentences(passage: Passage) -> list[_Sentence]:
    heading = title = stems(passage.title)
    found: list[_Sentence] = []
    for line in _LINE.split(passage.text[:8_000]):
        carried: frozenset[str] = frozenset()
        for part in _BREAK.split(line):
            text = _MARKS.sub("", part).strip().strip("|").strip()
            if len(text) < 3:
                continue
            own = stems(text)
            signs = frozenset(name for name, sign in _SIGNS.items() if sign.search(text))
            known = own | heading if own or signs else own
            found.append(_Sentence(text, known, signs, carried, passage, len(found)))
            carried |= own
            if _is_heading(text):
                heading = title | own
    return found


def _is_heading(text: str) -> bool:
    return len(text) < 60 and text[-1] not in ".!…;,"


def _weights(asked: frozenset[str], sentences: Sequence[_Sentence]) -> dict[str, float]:
    total = len(sentences)
    return {
        stem: math.log(
            1 + total / (1 + sum(stem in sentence.stems or stem in sentence.signs for sentence in sentences))
        )
        for stem in asked
    }


def _score(asked: frozenset[str], sentence: _Sentence, weights: dict[str, float], best_found: float) -> float:
    share = sum(weights[stem] * sentence.credit(stem) for stem in asked) / (sum(weights.values()) or 1.0)
    if share == 0:
        return 0.0
    score = share + 0.1 * (sentence.passage.score / best_found if best_found > 0 else 0.0)
    if _is_heading(sentence.text) and not any(char.isdigit() for char in sentence.text):
        score -= 0.05
    return score


def _completed(sentence: _Sentence, group: Sequence[_Sentence], asked: frozenset[str]) -> str:
    """The sentence with what it cannot be understood without: what it carries on, or what answers it."""
    text = _ANSWER_LABEL.sub("", _QUESTION_LABEL.sub("", sentence.text))
    if text.endswith("?") or (_is_heading(text) and not any(char.isdigit() for char in text)):
        rest = ""
        for after in group[sentence.position + 1 : sentence.position + 5]:
            if after.text.endswith("?") or len(rest) + len(after.text) > MAX_QUOTE:
                break
            rest = f"{rest} {_ANSWER_LABEL.sub('', after.text)}".strip()
        text = rest or text
    elif (asked - sentence.stems - sentence.signs) & sentence.carried:
        before = group[sentence.position - 1].text
        text = f"{before} {text}" if len(before) + len(text) < MAX_QUOTE else text
    return _cut(text)


def _cut(text: str) -> str:
    if len(text) <= MAX_QUOTE:
        return text
    return text[:MAX_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + " …"
