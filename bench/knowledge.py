"""Knowledge: how often the answer is among what is found, how fast a book is read, how fast much is searched.

The questions and the documents under `knowledge_set` were written for this. A question counts as answered when the
section that answers it is among the first five passages, with every document of the set in one organization. Every
second question was never looked at while the ranking was worked on: its share is told apart.

    python -m bench.knowledge [missed]
"""

import random
import statistics
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import meaning
from bench.stage import stage
from bench.table import Figure, show
from centralita.kit.ids import OrganizationId

SET = Path(__file__).parent / "knowledge_set"
RECALL = 0.9
PAGES, INDEX_SECONDS = 1_000, 60.0
CHUNKS, SEARCH_MS = 100_000, 50.0
_PASSAGES_EACH = 500


@dataclass(frozen=True)
class Question:
    """A question with the section of a document that answers it; `unseen` ones measure what tuning is worth."""

    text: str
    document: str
    heading: str
    unseen: bool

    @property
    def language(self) -> str:
        """As its document."""
        return self.document[:2]


def questions() -> list[Question]:
    """All of them, in their order."""
    lines = (SET / "questions.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [
        Question(text, document, heading, unseen=number % 2 == 1)
        for number, (document, heading, text) in enumerate(rows)
    ]


def make_organization() -> OrganizationId:
    """A new, empty organization."""
    from django.db import transaction

    from centralita.identity.accounts.models import User
    from centralita.identity.organizations.actions import create_organization

    user = User.objects.create_user(f"{uuid.uuid4().hex}@example.test", None, name="Marta")
    with transaction.atomic():
        organization = create_organization(
            user.id,
            user.name,
            name="Clínica Sol",
            language="es",
            time_zone="Europe/Madrid",
            currency="EUR",
        )
    return OrganizationId(organization.id)


def add(organization: OrganizationId, name: str, content: bytes) -> float:
    """Upload a file and index it as the worker does; the seconds that the indexing took."""
    from centralita.identity.access.actor import Actor
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.actions.documents import upload_document
    from centralita.studio.knowledge.indexing import index
    from centralita.studio.knowledge.queries import get_document

    actor = Actor(organization_id=organization, kind="user", user_id=uuid.uuid4(), name="Marta")
    with tenant_scope(organization):
        document = upload_document(actor, file_name=name, chunks=[content], source_id=None, language="")
    began = time.perf_counter()
    index(organization, document.id, attempt=1)
    took = time.perf_counter() - began
    with tenant_scope(organization):
        status = get_document(document.id).status
    if status != "ready":
        raise RuntimeError(f"{name}: {status}")
    return took


def ranks(
    organization: OrganizationId, asked: Sequence[Question], *, by_meaning: bool = False
) -> dict[Question, int]:
    """At which place, from 1, each question's section was found; 0 where it was not among the first five."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.meaning.questions import meant
    from centralita.studio.knowledge.queries import search

    found: dict[Question, int] = {}
    for question in asked:
        understood = meant(organization, question.text) if by_meaning else None
        with tenant_scope(organization):
            passages = search(
                organization, question.text, language=question.language, limit=5, meant=understood
            )
            wanted = (question.document, question.heading)
            places = [(one.title, one.text.partition("\n")[0]) for one in passages]
            found[question] = places.index(wanted) + 1 if wanted in places else 0
    return found


def recall(found: dict[Question, int], among: Sequence[Question], first: int = 5) -> float:
    """The share of these questions whose section is among the `first` passages."""
    return sum(1 <= found[question] <= first for question in among) / len(among)


def book(pages: int) -> bytes:
    """A PDF of so many pages, each of some 40 lines of the set's sentences."""
    from tests.studio.knowledge.files import pdf

    chance = random.Random(5)
    sentences = [
        line
        for path in sorted((SET / "documents").glob("*.md"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line and not line.startswith("#")
    ]
    return pdf(
        *(
            "\n".join(
                line[:90].encode("cp1252", "replace").decode("cp1252")
                for line in chance.sample(sentences, 40)
            )
            for _ in range(pages)
        )
    )


def chunks(count: int) -> Iterator[str]:
    """Passages of some 90 words, common and rare as in any language, with words that the questions use."""
    chance = random.Random(9)
    known = sorted(
        {
            word
            for path in (SET / "documents").glob("*.md")
            for word in path.read_text(encoding="utf-8").lower().split()
            if word.isalpha()
        }
    )
    chance.shuffle(known)
    words = known + [f"{chance.choice(known)}{number}" for number in range(30_000)]
    pool = chance.choices(words, [1 / (place + 10) for place in range(len(words))], k=2_000_000)
    for _ in range(count):
        begin = chance.randrange(len(pool) - 90)
        yield " ".join(pool[begin : begin + 90])


def fill(organization: OrganizationId, count: int) -> None:
    """Write so many passages, as the indexing does, in documents of 500."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgeSource
    from centralita.studio.knowledge.passages import NewPassage, replace_passages

    texts = chunks(count)
    with tenant_scope(organization):
        source = KnowledgeSource.objects.create(organization_id=organization, kind="upload", name="Todo")
    for number in range(count // _PASSAGES_EACH):
        with tenant_scope(organization):
            document = KnowledgeDocument.objects.create(
                organization_id=organization,
                source_id=source.id,
                title=f"Manual {number}",
                format="md",
                storage_key="-",
                status="ready",
                passages=_PASSAGES_EACH,
            )
            replace_passages(
                organization,
                document,
                [NewPassage(next(texts), language="es") for _ in range(_PASSAGES_EACH)],
            )


def times(organization: OrganizationId, asked: Sequence[Question]) -> list[float]:
    """Milliseconds of each search, once all was asked before: the database has read then what it keeps in memory."""
    from centralita.identity.tenancy.scope import tenant_scope
    from centralita.studio.knowledge.queries import search

    took: list[float] = []
    with tenant_scope(organization):
        for question in (*asked, *asked):
            began = time.perf_counter()
            search(organization, question.text, language=question.language, limit=5)
            took.append((time.perf_counter() - began) * 1000)
    return took[len(asked) :]


def measure(*, told: bool = False) -> list[Figure]:
    """Ask every question, read a book, search much. `told` prints what was missed among the seen ones."""
    with stage() as prepared:
        import django

        django.setup()
        from django.conf import settings
        from django.db import connections

        from centralita.kit.logs import set_up

        set_up(production=True, level="ERROR")
        asked = questions()
        organization = make_organization()
        for path in sorted((SET / "documents").glob("*.md")):
            add(organization, path.name, path.read_bytes())
        found = ranks(organization, asked)
        folder = settings.ENVIRONMENT.embedding_model
        meant = None
        if folder is not None:
            print(f"vectors of {folder.name} in {meaning.understood(organization, folder):.1f} s", flush=True)
            meant = ranks(organization, asked, by_meaning=True)
        if told:
            for question in asked:
                if not found[question] and not question.unseen:
                    print(f"missed: {question.text} → {question.document} / {question.heading}", flush=True)
        read = add(make_organization(), "libro.pdf", book(PAGES))
        print(f"{PAGES:,} pages of PDF indexed in {read:.1f} s", flush=True)
        large = make_organization()
        fill(large, CHUNKS)
        with psycopg.connect(prepared.owner_dsn, autocommit=True) as owner:
            owner.execute("VACUUM ANALYZE")  # what the server does by itself within minutes
        took = times(large, asked)
        cut, vectors = meaning.fill(prepared.owner_dsn, large)
        print(f"{CHUNKS:,} vectors cut into cells in {cut:.0f} s", flush=True)
        together, share = meaning.times(large, [one.text for one in asked], vectors)
        connections.close_all()
    figures = _figures(asked, found, read, took)
    if folder is not None and meant is not None:
        figures.append(_recall(f"Knowledge: recall@5 by meaning too ({folder.name})", asked, meant))
    return [*figures, _together(together, share)]


def _recall(name: str, asked: Sequence[Question], found: dict[Question, int]) -> Figure:
    parts = {
        "Spanish": [one for one in asked if one.language == "es"],
        "English": [one for one in asked if one.language == "en"],
        "never tuned on": [one for one in asked if one.unseen],
    }
    shares = ", ".join(f"{part} {recall(found, among):.1%}" for part, among in parts.items())
    whole = recall(found, asked)
    print(
        f"first of all {recall(found, asked, 1):.1%}, among three {recall(found, asked, 3):.1%}", flush=True
    )
    return Figure(name, f"{whole:.1%} ({shares})", f">= {RECALL:.0%}", whole >= RECALL)


def _search(name: str, took: Sequence[float]) -> Figure:
    p95 = statistics.quantiles(took, n=20)[-1]
    return Figure(
        name,
        f"p50 {statistics.median(took):.0f} ms, p95 {p95:.0f} ms",
        f"p95 < {SEARCH_MS:.0f} ms",
        p95 < SEARCH_MS,
    )


def _together(took: Sequence[float], share: float) -> Figure:
    print(f"{share:.0%} of the ten nearest are found in the cells that are looked into", flush=True)
    return _search(f"Knowledge: words and meaning over {CHUNKS:,} passages", took)


def _figures(
    asked: Sequence[Question], found: dict[Question, int], read: float, took: Sequence[float]
) -> list[Figure]:
    return [
        _recall(f"Knowledge: recall@5, {len(asked)} questions", asked, found),
        Figure(
            f"Knowledge: {PAGES:,} pages indexed",
            f"{read:.1f} s",
            f"< {INDEX_SECONDS:.0f} s",
            read < INDEX_SECONDS,
        ),
        _search(f"Knowledge: search over {CHUNKS:,} passages", took),
    ]


def main() -> None:
    """Measure and print."""
    show(measure(told="missed" in sys.argv[1:]))


if __name__ == "__main__":
    main()
