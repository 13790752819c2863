"""The sentences of the passages found that answer a question best: an answer without a model."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from centralita.engine.effects import Citation
from centralita.engine.events import Passage
from centralita.engine.reading.wording import words

MAX_QUOTE = 420
MAX_SENTENCES = 200

_BREAK = re.compile(r"(?<=[.!?…])[\"»”)]*\s+(?=[\"«“(¿¡]?[A-ZÁÉÍÓÚÑÜÇ0-9])|\s*[\r\n]+\s*|\s+[•·▪]\s+")
_MARKS = re.compile(r"^(?:[#>*•·\-–]+\s*|\d{1,2}[.)]\s+)+")
_ANSWER_LABEL = re.compile(r"^(?:A|R|Respuesta|Answer|Resposta)\s*[:.]\s*", re.IGNORECASE)
_QUESTION_LABEL = re.compile(r"^(?:Q|P|Pregunta|Question|Pergunta)\s*[:.]\s*", re.IGNORECASE)
_COMMON = frozenset(
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
    "nas nao no nos num numa o os ou para pela pelo por qual quando quem sao se sem seu sua tem um uma voce voces".split()
)
# What is asked for without being said: "how much" is about a price, "when" about hours.
_IMPLIED = (
    (re.compile(r"\b(?:cuanto|cuesta|cuestan|vale|precio|precios|how much|cost|costs|price|prices|quanto|custa|preco)\b"), re.compile(r"\d[\d.,]*\s*(?:€|eur|euros?|\$|usd|£|r\$|mxn|pesos)|(?:€|\$|£)\s*\d", re.IGNORECASE)),
    (re.compile(r"\b(?:horario|horarios|hora|horas|abren|abris|abierto|abre|cierran|cerrais|cierra|hours|open|opening|close|closing|abrem|fecham)\b"), re.compile(r"\b\d{1,2}(?::\d\d|\s?h\b|\s?[ap]m\b)", re.IGNORECASE)),
    (re.compile(r"\b(?:telefono|llamar|phone|telefone|call)\b"), re.compile(r"\+?\d[\d ]{7,}")),
    (re.compile(r"\b(?:correo|email|e mail|mail)\b"), re.compile(r"\S@\S")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """The words to quote and where they stand. `score` is from 0 to about 1.5."""

    text: str
    citation: Citation
    score: float


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    stems: frozenset[str]
    passage: Passage
    position: int


def best_quote(question: str, passages: Sequence[Passage], *, least: float = 0.45) -> Quote | None:
    """The sentence, with what completes it, that answers `question`; None when none is close enough.

    Scored by the share of the question's rare words that it has, by the kind of thing asked for (a
    price, a time) and by how well its passage was found.
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
        score = _score(question, asked, sentence, weights, best_found)
        if top is None or score > top[0]:
            top = (score, sentence)
    if top is None or top[0] < least:
        return None
    score, sentence = top
    text = _completed(sentence, next(group for group in by_passage if sentence in group))
    return Quote(text, cite(sentence.passage), round(score, 3))


def cite(passage: Passage) -> Citation:
    """The citation of a passage."""
    return Citation(passage.title, passage.place, passage.document_id)


def supports(reply: str, passage: Passage) -> float:
    """The share of the reply's meaningful words that the passage has, from 0 to 1."""
    said = stems(reply)
    return len(said & stems(passage.text)) / len(said) if said else 0.0


def stems(text: str) -> frozenset[str]:
    """The meaningful words of `text`, cut so that forms of one word meet (limpieza, limpiezas)."""
    return frozenset(_stem(word) for word in words(text[:8_000]) if word not in _COMMON and (len(word) > 1 or word.isdigit()))


def _stem(word: str) -> str:
    if word.isdigit() or len(word) <= 4:
        return word[:-1] if len(word) == 4 and word.endswith("s") else word
    for ending in ("mente", "ciones", "cion", "ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:7].rstrip("aeo") if len(word) > 4 else word


def _sentences(passage: Passage) -> list[_Sentence]:
    title = stems(passage.title)
    found: list[_Sentence] = []
    heading = title
    for part in _BREAK.split(passage.text[:8_000]):
        text = _MARKS.sub("", part).strip().strip("|").strip()
        if len(text) < 3:
            continue
        own = stems(text)
        found.append(_Sentence(text, own | heading if len(own) else own, passage, len(found)))
        if _is_heading(text):
            heading = title | own
    return found


def _is_heading(text: str) -> bool:
    return len(text) < 60 and text[-1] not in ".!…;,"


def _weights(asked: frozenset[str], sentences: Sequence[_Sentence]) -> dict[str, float]:
    total = len(sentences)
    return {
        stem: math.log(1 + total / (1 + sum(stem in sentence.stems for sentence in sentences))) for stem in asked
    }


def _score(
    question: str, asked: frozenset[str], sentence: _Sentence, weights: dict[str, float], best_found: float
) -> float:
    shared = asked & sentence.stems
    if not shared:
        return 0.0
    share = sum(weights[stem] for stem in shared) / (sum(weights.values()) or 1.0)
    score = share + 0.1 * (sentence.passage.score / best_found if best_found > 0 else 0.0)
    folded_question = " ".join(words(question))
    for wanted, sign in _IMPLIED:
        if wanted.search(folded_question) and sign.search(sentence.text):
            score += 0.35
            break
    if _is_heading(sentence.text) and not any(char.isdigit() for char in sentence.text):
        score -= 0.05
    return score


def _completed(sentence: _Sentence, group: Sequence[_Sentence]) -> str:
    """A question or a heading is answered by what follows it; a short statement may take one more."""
    following = group[sentence.position + 1 :]
    text = _QUESTION_LABEL.sub("", sentence.text)
    if text.endswith("?") or (_is_heading(text) and not any(char.isdigit() for char in text)):
        rest = ""
        for after in following[:4]:
            if after.text.endswith("?") or len(rest) + len(after.text) > MAX_QUOTE:
                break
            rest = f"{rest} {_ANSWER_LABEL.sub('', after.text)}".strip()
        text = rest or text
    return _cut(_ANSWER_LABEL.sub("", text))


def _cut(text: str) -> str:
    if len(text) <= MAX_QUOTE:
        return text
    return text[:MAX_QUOTE].rsplit(" ", 1)[0].rstrip(",;:") + " …"
