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
from centralita.studio.knowledge.review.aside import (
    key_of_age,
    key_of_contradiction,
    key_of_difference,
)
from centralita.studio.knowledge.review.differences import Difference, Told, differences
from centralita.studio.knowledge.review.facts import known_facts
from centralita.studio.knowledge.review.reasons import Reason

MOST_PASSAGES = 5_000
MOST_FOUND = 100
MOST_READ = 1_000
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
    key: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What somebody decided about a finding."""

    reason: Reason
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Review:
    """What was found, and of how many passages with figures how many were looked at.

    `aside` tells of those of it that were put aside, by their keys and the first of the documents that they are
    about: two that say the same are looked at one by one. They are among the rest where that was asked for, and only
    counted else.
    """

    stale: Sequence[tuple[KnowledgeDocument, datetime, str]]
    against: Sequence[Against]
    differences: Sequence[tuple[Difference, str]]
    aside: dict[tuple[str, UUID], Aside]
    titles: dict[UUID, str]
    looked_at: int
    of: int


def review(organization_id: OrganizationId, *, months: int, with_aside: bool = False) -> Review:
    """Documents that nobody renewed for so many months, and passages that contradict. Inside the scope."""
    documents = KnowledgeDocument.objects.filter(status="ready").exclude(format="facts")
    titles = dict(documents.values_list("id", "title"))
    before = now() - timedelta(days=months * DAYS_OF_MONTH)
    old = (
        documents.exclude(format="faq")
        .annotate(since=Coalesce(F("read_at"), F("created_at")))
        .filter(since__lt=before)
        .order_by("since", "id")[:MOST_READ]
    )
    put = {
        (document, one["key"]): Aside(one["reason"], one["by"], one["at"])
        for document, aside in documents.exclude(set_aside=[]).values_list("id", "set_aside")
        for one in aside
    }
    figures = KnowledgePassage.objects.filter(_TELLING, document_id__in=titles).defer("search")
    passages = list(figures.order_by("-document_id", "position")[:MOST_PASSAGES])
    known = known_facts(organization_id)
    against = [
        Against(row.id, row.document_id, row.place, row.heading, found, key_of_contradiction(found))
        for row in passages
        for found in contradictions(_read(row), known)
    ]
    told = [Told(row.id, row.document_id, row.heading, row.text, row.language) for row in passages]
    aside: dict[tuple[str, UUID], Aside] = {}

    def shown(key: str, *about: UUID) -> bool:
        found = next((put[one, key] for one in about if (one, key) in put), None)
        if found is not None:
            aside[key, about[0]] = found
        return found is None or with_aside

    stale = [(row, row.since, key_of_age(row)) for row in old]
    parted = [(found, key_of_difference(found)) for found in differences(told)]
    return Review(
        stale=[one for one in stale if shown(one[2], one[0].id)][:MOST_FOUND],
        against=[one for one in against if shown(one.key, one.document_id)][:MOST_FOUND],
        differences=[one for one in parted if shown(one[1], *(each.document_id for each in one[0].sayings))],
        aside=aside,
        titles=titles,
        looked_at=len(passages),
        of=figures.count() if len(passages) == MOST_PASSAGES else len(passages),
    )


def _read(row: KnowledgePassage) -> str:
    """The text, with its heading where that is needed to know what it speaks of."""
    if not row.heading or "\n" in row.text or len(row.text) >= 120:
        return row.text
    return f"{row.heading}\n{row.text}" if row.heading.endswith("?") else f"{row.heading}: {row.text}"
