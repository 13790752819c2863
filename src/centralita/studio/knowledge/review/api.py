"""The review over HTTP."""

from typing import Annotated

from ninja import Query

from centralita.engine.promises import Contradiction
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import to_text
from centralita.studio.knowledge.review.queries import review
from centralita.studio.knowledge.review.schemas import (
    ContradictionOut,
    DifferenceOut,
    PassageAgainstOut,
    ReviewOut,
    SayingOut,
    StaleOut,
)


def contradiction(found: Contradiction) -> ContradictionOut:
    """A contradiction as it is shown."""
    return ContradictionOut(
        kind=found.kind, subject=found.subject, said=found.said, known=found.known, sentence=found.sentence
    )


def read_review(request: TenantRequest, months: Annotated[int, Query(ge=1, le=120)] = 12) -> ReviewOut:
    """Documents that are old, passages that contradict the business profile, and documents that disagree."""
    found = review(request.actor.organization_id, months=months)
    return ReviewOut(
        stale=[
            StaleOut(document_id=to_text("doc", row.id), title=row.title, since=since)
            for row, since in found.stale
        ],
        contradictions=[
            PassageAgainstOut(
                passage_id=to_text("pas", each.passage_id),
                document_id=to_text("doc", each.document_id),
                title=found.titles[each.document_id],
                place=each.place,
                contradiction=contradiction(each.found),
            )
            for each in found.against
        ],
        differences=[
            DifferenceOut(
                kind=each.kind,
                subject=each.subject,
                sayings=[
                    SayingOut(
                        passage_id=to_text("pas", saying.passage_id),
                        document_id=to_text("doc", saying.document_id),
                        title=found.titles[saying.document_id],
                        said=saying.said,
                        line=saying.line,
                    )
                    for saying in each.sayings
                ],
            )
            for each in found.differences
        ],
        looked_at=found.looked_at,
        passages=found.of,
    )


def mount_review(router: TenantRouter) -> None:
    """Declare the route."""
    router.get(
        "/knowledge/review",
        permission=Permission.KNOWLEDGE_READ,
        operation="knowledge_review",
        response=ReviewOut,
    )(read_review)
