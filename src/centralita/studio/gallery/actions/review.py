"""What super admins do: look at what was handed in, let it into the gallery or not, and take it out again.

Both chains tell it, the platform's and the author's own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.gate.authentication import client_address
from centralita.identity.organizations.tasks import tell_member
from centralita.identity.platform.door import PlatformRequest, tell
from centralita.identity.tenancy.scope import acting_for_another_organization
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.agents.domain.search import search_key
from centralita.studio.gallery.actions.rate import score_of
from centralita.studio.gallery.domain.package import read_package
from centralita.studio.gallery.models import (
    GalleryRating,
    GalleryRelease,
    GallerySubmission,
    GalleryTemplate,
    GalleryWaiting,
)


@contextmanager
def waiting(submission_id: UUID, *, lock: bool = False) -> Iterator[tuple[GalleryWaiting, GallerySubmission]]:
    """What waits under this id, inside its author's scope. Raises NotFound for anything else."""
    rows = GalleryWaiting.objects.select_for_update() if lock else GalleryWaiting.objects.all()
    place = rows.filter(submission_id=submission_id).first()
    if place is None:
        raise NotFound(kind="submission")
    with acting_for_another_organization(place.organization_id, back_to=None):
        submissions = (
            GallerySubmission.objects.select_for_update() if lock else GallerySubmission.objects.all()
        )
        yield place, submissions.get(id=submission_id)


def approve(request: PlatformRequest, submission_id: UUID) -> GallerySubmission:
    """Let a version into the gallery."""
    with waiting(submission_id, lock=True) as (place, row):
        row.state, row.decided_at, row.reason = "approved", now(), ""
        row.save(update_fields=["state", "decided_at", "reason"])
        _tell(request, place.organization_id, row, "gallery_approve", {"state": "approved"})
    template = GalleryTemplate.objects.select_for_update().filter(id=row.gallery_id).first()
    if template is None:
        template = GalleryTemplate(
            id=row.gallery_id, organization_id=place.organization_id, score=score_of(0, 0)
        )
    package = read_package(row.holds, row.content)
    template.holds = row.holds
    template.title, template.summary, template.industry = row.title, row.summary, row.industry
    template.kind, template.purpose = package.kind, package.purpose
    template.languages = list(package.languages)
    template.author, template.number = row.public_name, row.number
    template.search_key = search_key(f"{row.title} {row.summary} {row.public_name}")
    template.withdrawn_at, template.updated_at = None, now()
    template.save()
    GalleryRelease.objects.create(
        gallery_id=template.id, number=row.number, note=row.note, content=row.content
    )
    place.delete()
    return row


def refuse(request: PlatformRequest, submission_id: UUID, reason: str) -> GallerySubmission:
    """Send it back with a reason that its author reads."""
    with waiting(submission_id, lock=True) as (place, row):
        row.state, row.decided_at, row.reason = "refused", now(), reason
        row.save(update_fields=["state", "decided_at", "reason"])
        _tell(request, place.organization_id, row, "gallery_refuse", {"state": "refused", "reason": reason})
    place.delete()
    return row


def take_down(request: PlatformRequest, gallery_id: UUID, reason: str) -> None:
    """Take a template out of the gallery with all its versions and ratings; its author is told why."""
    template = GalleryTemplate.objects.select_for_update().filter(id=gallery_id).first()
    if template is None:
        raise NotFound(kind="template")
    with acting_for_another_organization(template.organization_id, back_to=None):
        rows = list(
            GallerySubmission.objects.filter(gallery_id=gallery_id, state="approved").order_by("-number")
        )
        GallerySubmission.objects.filter(gallery_id=gallery_id, state="approved").update(
            state="refused", reason=reason, decided_at=now()
        )
        if rows:
            _tell(request, template.organization_id, rows[0], "gallery_take_down", {"reason": reason})
    tell(
        request,
        "gallery_take_down",
        subject_kind="gallery_template",
        subject_id=to_text("gtp", gallery_id),
        before={"title": template.title},
        after={"reason": reason},
    )
    template.delete()


def remove_comment(request: PlatformRequest, rating_id: UUID) -> None:
    """Take the words of a rating away; its stars stay."""
    rating = GalleryRating.objects.select_for_update().filter(id=rating_id).first()
    if rating is None:
        raise NotFound(kind="rating")
    rating.comment = ""
    rating.save(update_fields=["comment"])
    subject = to_text("gtp", rating.gallery_id)
    tell(request, "gallery_comment_remove", subject_kind="gallery_template", subject_id=subject)


def _tell(
    request: PlatformRequest,
    organization_id: UUID,
    row: GallerySubmission,
    action: str,
    after: dict[str, object],
) -> None:
    """Tell it in both chains, inside the author's scope, and write to whoever handed it in."""
    subject = to_text("gsb", row.id)
    after = {"title": row.title, "version": row.number, **after}
    tell(request, action, subject_kind="gallery_submission", subject_id=subject, after=after)
    actor = Actor(
        organization_id=OrganizationId(organization_id),
        kind="system",
        user_id=request.person.id,
        name="Platform",
        address=client_address(request),
    )
    trail.record(actor, action=action, subject_kind="gallery_submission", subject_id=subject, after=after)
    if row.submitted_by is not None:
        told = {"template": row.title, "version": str(row.number), "reason": str(after.get("reason", ""))}
        tell_member(organization_id, row.submitted_by, action, told, path="/templates")
