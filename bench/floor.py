"""What a floor under the search would do: how often the answer is still found, and how much of what nobody asked for is
left out.

The questions of `knowledge_set` have an answer there. Those of `near.tsv` are of the same kinds of business and have
none; those of `unrelated.tsv` are about other things. A floor takes away passages that have less than a share of what
is asked, or less than a part of the best one's share.

With the address of whatever speaks like OpenAI and the name of its model, the same is asked by meaning too, and floors
stand under the cosine of question and passage: at a number; at a part of the best one's; at so many standard deviations
over the middle of questions that no business answers, which is what the product does (`meaning.floors`); and under the
score of both rankings together. With `each`, every business of the set is an organization of its own.

    python -m bench.floor [http://127.0.0.1:11434/v1 all-minilm [each]]
"""

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import httpx

from bench.knowledge import SET, add, make_organization, questions
from bench.stage import stage
from centralita.kit.ids import OrganizationId

if TYPE_CHECKING:
    from centralita.studio.knowledge.search import Found

GIVEN, JUDGED = 6, 5
LANGUAGES, KINDS = ("es", "en"), ("answered", "near", "unrelated")
_AT_ONCE = 64


@dataclass(frozen=True)
class Asked:
    """What words and what meaning found for a question, best first; and where its answer stands, none where there is none."""

    kind: str
    language: str
    answer: tuple[str, str] | None
    words: Sequence["Found"]
    meaning: Sequence["Found"] = ()


Floor = Callable[[Asked], Sequence["Found"]]
# Whether a passage stays, by what it has and what the best one has.
Keep = Callable[[float, float], bool]


@dataclass
class Model:
    """A model at an address. `chance` is, by language, the middle of the cosines of questions that no business answers
    with the passages of one, and their deviation.
    """

    address: str
    name: str
    chance: dict[str, tuple[float, float]] = field(default_factory=dict)

    def vectors(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text, of length 1."""
        found: list[list[float]] = []
        for start in range(0, len(texts), _AT_ONCE):
            body = {"model": self.name, "input": list(texts[start : start + _AT_ONCE])}
            answer = httpx.post(f"{self.address}/embeddings", json=body, timeout=120).raise_for_status()
            rows = sorted(answer.json()["data"], key=lambda row: int(row["index"]))
            found += [_unit(row["embedding"]) for row in rows]
        return found


def _unit(vector: Sequence[float]) -> list[float]:
    length = sum(number * number for number in vector) ** 0.5
    return [number / length for number in vector]


def _asked() -> Iterator[tuple[str, str, str, tuple[str, str] | None]]:
    """Kind, language, question and answer of each."""
    for question in questions():
        yield "answered", question.language, question.text, (question.document, question.heading)
    for kind in ("near", "unrelated"):
        for line in (SET / f"{kind}.tsv").read_text(encoding="utf-8").splitlines():
            language, text = line.split("\t")
            yield kind, language, text, None


def ask(organization: OrganizationId, model: Model | None) -> list[Asked]:
    """What is found for every question."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.meaning.nearest import as_text
    from centralita.studio.knowledge.meaning.questions import Meant
    from centralita.studio.knowledge.models import KnowledgeSpace
    from centralita.studio.knowledge.queries import nearest, search

    rows = list(_asked())
    vectors = model.vectors([text for _, _, text, _ in rows]) if model else []
    found: list[Asked] = []
    with tenant_scope(organization):
        space = KnowledgeSpace.objects.filter(used=True).first()
        for number, (kind, language, text, answer) in enumerate(rows):
            words = search(organization, text, language=language, limit=20)
            alike: list[Found] = []
            if space is not None:
                meant = Meant(space.id, as_text(vectors[number]))
                alike = nearest(organization, meant, language=language, sources=None)
            found.append(Asked(kind, language, answer, words, alike))
    return found


def understand(organization: OrganizationId, model: Model) -> None:
    """Give every passage its vector, and see how near what nobody asks a business comes to them by chance."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.meaning import vectors
    from centralita.studio.knowledge.meaning.floors import strays
    from centralita.studio.knowledge.models import KnowledgePassage, KnowledgeSpace

    with tenant_scope(organization):
        space = KnowledgeSpace(organization_id=organization, kind="account", model=model.name, used=True)
        wordless = vectors.missing(space, UUID(int=0), 10_000)
        made = model.vectors([one.text for one in wordless])
        space.dimensions = len(made[0])
        space.save()
        vectors.write(space, wordless, made)
        languages = dict(KnowledgePassage.objects.values_list("id", "language"))
    for language in LANGUAGES:
        held = [vector for one, vector in zip(wordless, made, strict=True) if languages[one.id] == language]
        asked = model.vectors(strays()[language])
        cosines = [sum(a * b for a, b in zip(one, other, strict=True)) for one in asked for other in held]
        if cosines:
            model.chance[language] = statistics.mean(cosines), statistics.stdev(cosines)


def _by_words(asked: Asked, keep: Keep) -> Sequence["Found"]:
    given = asked.words[:GIVEN]
    best = max((one.share for one in given), default=0.0)
    return [one for one in given if keep(one.share, best)]


def _together(asked: Asked, keep: Keep, score: float = 0.0) -> Sequence["Found"]:
    from centralita.studio.knowledge.meaning.hybrid import together

    best = max((one.similarity or 0.0 for one in asked.meaning), default=0.0)
    near = [one for one in asked.meaning if keep(one.similarity or 0.0, best)]
    return [one for one in together(asked.words, near, GIVEN) if one.score >= score]


def _over_chance(asked: Asked, chance: dict[str, tuple[float, float]], floor: float) -> Sequence["Found"]:
    middle, deviation = chance[asked.language]
    return _together(asked, lambda one, _: one >= middle + floor * deviation)


def told(name: str, asked: Sequence[Asked], left: Sequence[Sequence["Found"]]) -> str:
    """A line of the table: what the floor left of what each question found."""

    def of(kind: str, language: str) -> list[tuple[Asked, Sequence["Found"]]]:
        pairs = zip(asked, left, strict=True)
        return [(one, found) for one, found in pairs if one.kind == kind and one.language in language]

    def recall(language: str) -> float:
        return statistics.mean(
            one.answer in [(each.title, each.text.partition("\n")[0]) for each in found[:JUDGED]]
            for one, found in of("answered", language)
        )

    parts = [f"{name:28}{recall('es en'):9.3f}"]
    for language in LANGUAGES:
        parts.append(f"{recall(language):14.3f}")
        parts += [f"{statistics.mean(len(found) for _, found in of(kind, language)):6.2f}" for kind in KINDS]
        parts += [
            f"{statistics.mean(not found for _, found in of(kind, language)):6.2f}" for kind in KINDS[1:]
        ]
    return "".join(parts)


def _head(language: str) -> str:
    """Of a language: the recall, how many passages each kind of question is given, and which share gets none."""
    counts = "".join(f"{title:>6}" for title in ("answ.", "near", "unrel", "n.none", "u.none"))
    return f"{language:>14}{counts}"


def _at_least(floor: float) -> Keep:
    return lambda one, _: one >= floor


def _of_best(part: float) -> Keep:
    return lambda one, best: one >= part * best


def _floors(model: Model | None) -> Iterator[tuple[str, Floor]]:
    everything = lambda _one, _best: True  # noqa: E731 - one of many alike
    yield "words", partial(_by_words, keep=everything)
    for floor in (0.1, 0.15, 0.2, 0.3, 0.4):
        yield f"words, share of {floor}", partial(_by_words, keep=_at_least(floor))
    for floor in (0.3, 0.4, 0.5, 0.7):
        part = partial(_by_words, keep=_of_best(floor))
        yield f"words, {floor} of the best's", part
    if model is None:
        return
    yield "both", partial(_together, keep=everything)
    for floor in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        yield f"both, cosine of {floor}", partial(_together, keep=_at_least(floor))
    for floor in (0.5, 0.6, 0.7, 0.8, 0.9):
        part = partial(_together, keep=_of_best(floor))
        yield f"both, {floor} of the best's", part
    for floor in (1.0, 1.5, 2.0, 2.5, 3.0, 3.5):
        yield f"both, {floor} deviations over", partial(_over_chance, chance=model.chance, floor=floor)
    for floor in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        yield f"both, score of {floor}", partial(_together, keep=everything, score=floor)


def _tables(documents: str, model: Model | None) -> tuple[list[Asked], dict[str, list[Sequence["Found"]]]]:
    """What each floor leaves of what is found in the documents with this beginning of their names, question by question."""
    organization = make_organization()
    for path in sorted((SET / "documents").glob(f"{documents}*.md")):
        add(organization, path.name, path.read_bytes())
    if model is not None:
        understand(organization, model)
        print(documents, {language: f"{a:.3f} ± {b:.3f}" for language, (a, b) in model.chance.items()})
    asked = [
        one
        for one in ask(organization, model)
        if documents.startswith(one.language) or not documents
        if one.answer is None or one.answer[0].startswith(documents)
    ]
    return asked, {name: [floor(one) for one in asked] for name, floor in _floors(model)}


def main() -> None:
    """Print the table."""
    model = Model(sys.argv[1].rstrip("/"), sys.argv[2]) if len(sys.argv) > 2 else None
    businesses = sorted({one.document.rpartition("-")[0] for one in questions()})
    asked: list[Asked] = []
    left: dict[str, list[Sequence[Found]]] = {}
    with stage():
        import django

        django.setup()
        from centralita.kit.logs import set_up

        set_up(production=True, level="ERROR")
        for documents in businesses if "each" in sys.argv else ("",):
            more, tables = _tables(documents, model)
            asked += more
            for name, table in tables.items():
                left.setdefault(name, []).extend(table)
    print(f"{'floor':28}{'recall@5':>9}" + "".join(_head(language) for language in LANGUAGES))
    for name, table in left.items():
        print(told(name, asked, table))


if __name__ == "__main__":
    main()
