"""Every text of a draft that is written per language: found, addressed so that the address outlives edits, replaced.

A text's key is its path in the draft with the ids of things in place of their numbers, such as
`flows/main/nodes/hello/data/text`. Phrases (words that mean an option) are one text with a line for each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, Literal, get_args

from pydantic import BaseModel

from centralita import engine
from centralita.engine.data import Phrases, Texts
from centralita.engine.phrases import PHRASES
from centralita.engine.settings import FallbackText

Kind = Literal["text", "phrases"]
Path = tuple[str | int, ...]

_TEXTS: Final = get_args(Texts)[0]
_PHRASES: Final = get_args(Phrases)[0]
# What the engine says by itself is worded there for each of its sentences.
_FALLBACKS: Final = "texts"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an agent a text stands. Empty: the agent as a whole."""

    flow_id: str = ""
    flow: str = ""
    node_id: str = ""
    node: str = ""
    node_kind: str = ""


@dataclass(frozen=True, slots=True)
class DraftText:
    """One text with all its languages. `field` is the last name of its path; `standard` is what is said without it."""

    key: str
    path: Path
    field: str
    kind: Kind
    place: Place
    texts: Mapping[str, str]
    standard: Mapping[str, str]

    def source(self, main: str) -> str:
        """What is to be translated: the author's words, else the engine's own."""
        return self.texts.get(main, "") or self.standard.get(main.partition("-")[0], "")

    def in_language(self, language: str) -> str:
        """The author's words in this language; '' when there are none."""
        return self.texts.get(language, "")


_STANDARD: Final[dict[str, dict[str, str]]] = {str(name): words for name, words in PHRASES.items()}


# What the engine says as it is. Each language has examples of its own in it: "Thursday at 10", "14/03 10:00".
_OWN_SENTENCES: Final = frozenset(
    words for phrase in PHRASES.values() for words in phrase.values() if "{{" not in words
)


def is_own_sentence(text: str) -> bool:
    """Whether it is one of the engine's own sentences, which nobody has written for this agent."""
    return text in _OWN_SENTENCES


def texts_of(blueprint: engine.Blueprint) -> list[DraftText]:
    """All texts of a draft in the order in which it has them, the greeting before the flows."""
    found: list[DraftText] = []
    seen: dict[str, int] = {}
    for path, named, kind, place, texts in _walk(blueprint, (), (), Place()):
        key = "/".join(named)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:  # ids that were given twice are the checks' business, not a reason to lose a text
            key = f"{key}~{seen[key]}"
        standard = _STANDARD.get(named[-1], {}) if named[0] == _FALLBACKS else {}
        found.append(DraftText(key, path, named[-1], kind, place, texts, standard))
    spoken = {text.field for text in found if text.path[0] == _FALLBACKS}
    found.extend(
        DraftText(f"{_FALLBACKS}/{name}", (_FALLBACKS, name), name, "text", Place(), {}, PHRASES[name])
        for name in get_args(FallbackText)
        if name not in spoken
    )
    return found


def put(content: dict[str, Any], text: DraftText, language: str, words: str) -> None:
    """Write `words` into the content of a draft, in place; empty words take the language away."""
    at: Any = content
    for part in text.path[:-1]:
        at = at[part] if isinstance(part, int) else at.setdefault(part, {})
    told = dict(at.get(text.path[-1]) or {})
    if words:
        told[language] = lines_of(words) if text.kind == "phrases" else words
    else:
        told.pop(language, None)
    at[text.path[-1]] = told


def lines_of(words: str) -> list[str]:
    """Phrases as they are stored: one to a line, none empty."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def digest(words: str) -> bytes:
    """Eight bytes that tell one wording from another; spaces at the ends do not count."""
    return blake2b(words.strip().encode(), digest_size=8).digest()


Found = tuple[Path, tuple[str, ...], Kind, Place, Mapping[str, str]]


def _walk(value: object, path: Path, named: tuple[str, ...], place: Place) -> Iterator[Found]:
    match value:
        case BaseModel():
            place = _within(value, place)
            for name, field in type(value).model_fields.items():
                inner = getattr(value, name)
                here = ((*path, name), (*named, name))
                if field.annotation == _TEXTS:
                    yield *here, "text", place, inner
                elif field.annotation == _PHRASES:
                    yield *here, "phrases", place, {code: "\n".join(lines) for code, lines in inner.items()}
                else:
                    yield from _walk(inner, *here, place)
        case tuple():
            for index, item in enumerate(value):
                yield from _walk(item, (*path, index), (*named, _name(item, index)), place)
        case dict() if path == (_FALLBACKS,):
            for name, texts in value.items():
                yield (*path, name), (*named, name), "text", place, texts
        case _:
            return


def _name(item: object, index: int) -> str:
    return str(getattr(item, "id", "") or getattr(item, "name", "") or index)


def _within(value: BaseModel, place: Place) -> Place:
    if isinstance(value, engine.Flow):
        return Place(flow_id=value.id, flow=value.name)
    if isinstance(value, engine.Node):
        return Place(place.flow_id, place.flow, value.id, value.name, value.kind)
    return place


def index(texts: Sequence[DraftText]) -> dict[str, DraftText]:
    """Texts by their keys."""
    return {text.key: text for text in texts}
