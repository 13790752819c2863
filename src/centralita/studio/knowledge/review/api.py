"""The review over HTTP."""

from typing import Annotated
from uuid import UUID

from ninja import Query

from centralita.engine.promises import Contradiction
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.ids import from_text, to_text
from centralita.studio.knowledge.review.aside import put_aside, take_back
from centralita.studio.knowledge.review.queries import review
from centralita.studio.knowledge.review.schemas import (
    AsideIn,
    AsideOut,
    BackIn,
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


def read_review(
    request: TenantRequest, months: Annotated[int, Query(ge=1, le=120)] = 12, aside: bool = False
) -> ReviewOut:
    """Documents that are old, passages that contradict the business profile, and documents that disagree.

    With `aside` also those that were put aside.
    """
    found = review(request.actor.organization_id, months=months, with_aside=aside)

    def put(key: str, document_id: UUID) -> AsideOut | None:
        one = found.aside.get((key, document_id))
        return (
            None
            if one is None
            else AsideOut.model_validate({"reason": one.reason, "by": one.by, "at": one.at})
        )

    return ReviewOut(
        stale=[
            StaleOut(
                key=key,
                aside=put(key, row.id),
                document_id=to_text("doc", row.id),
                title=row.title,
                since=since,
            )
            for row, since, key in found.stale
        ],
        contradictions=[
            PassageAgainstOut(
                key=each.key,
                aside=put(each.key, each.document_id),
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
                key=key,
                aside=put(key, each.sayings[0].document_id),
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
            for each, key in found.differences
        ],
        aside=len(found.aside),
        looked_at=found.looked_at,
        passages=found.of,
    )


def put_finding_aside(request: TenantRequest, payload: AsideIn) -> None:
    """Say why a finding needs nothing. It comes back when the text or the profile it is about changes."""
    put_aside(request.actor, from_text("doc", payload.document_id), payload.key, payload.reason)


def show_finding_again(request: TenantRequest, payload: BackIn) -> None:
    """Take a finding back that was put aside."""
    take_back(request.actor, from_text("doc", payload.document_id), payload.key)


def mount_review(router: TenantRouter) -> None:
    """Declare the routes."""
    for path, operation, doing in (
        ("aside", "knowledge_review_aside", put_finding_aside),
        ("back", "knowledge_review_back", show_finding_again),
    ):
        router.post(
            f"/knowledge/review/{path}",
            permission=Permission.KNOWLEDGE_UPDATE,
            operation=operation,
            response=None,
        )(doing)
    router.get(
        "/knowledge/review",
        permission=Permission.KNOWLEDGE_READ,
        operation="knowledge_review",
        response=ReviewOut,
    )(read_review)
