"""What to look at again, found when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from centralita.engine.promises import Contradiction, contradictions
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgePassage
from centralita.studio.knowledge.review.differences import Difference, Told, differences
from centralita.studio.knowledge.review.facts import known_facts

MOST_PASSAGES = 5_000
MOST_FOUND = 100
DAYS_OF_MONTH = 30.44
# What can contradict has a figure, or a word of paying in its text or in the question over it.
_PAYING = r"\m(pag|pay|acept|accept|take|admit|aceit)"
_TELLING = Q(text__regex=r"[0-9]") | Q(text__iregex=_PAYING) | Q(heading__iregex=_PAYING)


@dataclass(frozen=True, slots=True)
class Against:
    """A passage that says something else than the business profile."""

    passage_id: UUID
    document_id: UUID
    place: str
    heading: str
    found: Contradiction


@dataclass(frozen=True, slots=True)
class Review:
    """What was found, and of how many passages with figures how many were looked at."""

    stale: Sequence[tuple[KnowledgeDocument, datetime]]
    against: Sequence[Against]
    differences: Sequence[Difference]
    titles: dict[UUID, str]
    looked_at: int
    of: int


def review(organization_id: OrganizationId, *, months: int) -> Review:
    """Documents that nobody renewed for so many months, and passages that contradict. Inside the scope."""
    documents = KnowledgeDocument.objects.filter(status="ready").exclude(format="facts")
    titles = dict(documents.values_list("id", "title"))
    before = now() - timedelta(days=months * DAYS_OF_MONTH)
    old = (
        documents.exclude(format="faq")
        .annotate(since=Coalesce(F("read_at"), F("created_at")))
        .filter(since__lt=before)
        .order_by("since", "id")[:MOST_FOUND]
    )
    figures = KnowledgePassage.objects.filter(_TELLING, document_id__in=titles).defer("search")
    passages = list(figures.order_by("-document_id", "position")[:MOST_PASSAGES])
    known = known_facts(organization_id)
    against = [
        Against(row.id, row.document_id, row.place, row.heading, found)
        for row in passages
        for found in contradictions(_read(row), known)
    ]
    told = [Told(row.id, row.document_id, row.heading, row.text, row.language) for row in passages]
    return Review(
        stale=[(row, row.since) for row in old],
        against=against[:MOST_FOUND],
        differences=differences(told),
        titles=titles,
        looked_at=len(passages),
        of=figures.count() if len(passages) == MOST_PASSAGES else len(passages),
    )


def _read(row: KnowledgePassage) -> str:
    """The text, with its heading where that is needed to know what it speaks of."""
    if not row.heading or "\n" in row.text or len(row.text) >= 120:
        return row.text
    return f"{row.heading}\n{row.text}" if row.heading.endswith("?") else f"{row.heading}: {row.text}"
