"""Handing a template in, and taking it back."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Max

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import AppError, Category, Conflict
from centralita.kit.ids import new_id, to_text
from centralita.studio.gallery.domain.taking_out import clean_text
from centralita.studio.gallery.errors import SecretsWritten
from centralita.studio.gallery.models import GallerySubmission, GalleryTemplate, GalleryWaiting
from centralita.studio.gallery.packing import Packed, own_of, pack
from centralita.studio.gallery.queries import get_submission
from centralita.studio.gallery.schemas import GalleryPackIn, GallerySubmissionIn
from centralita.studio.saved_templates.public import Saved, take_saved
from centralita.studio.templates.public import is_industry

MOST_A_DAY = 20
DAY = timedelta(days=1)
_MOST_PLACES = 10


class AlreadyWaiting(Conflict):
    """A version of this template waits to be looked at already."""

    code = "gallery_already_waiting"


class IndustryUnknown(AppError):
    """There is no such line of business."""

    code = "industry_unknown"
    category = Category.INVALID


class TooManySubmissions(AppError):
    """The organization handed in as much as it may in a day. Data: `limit`."""

    code = "gallery_too_many_submissions"
    category = Category.LIMITED


class SubmissionOver(Conflict):
    """It was refused or taken back already."""

    code = "gallery_submission_over"


def packed(actor: Actor, template_id: UUID, told: GalleryPackIn) -> tuple[Saved, Packed]:
    """What would be handed in. Raises NotFound, TooLarge and TemplateUnfit."""
    saved = take_saved(template_id)
    return saved, pack(actor, saved, told)


def submit(actor: Actor, template_id: UUID, told: GallerySubmissionIn) -> GallerySubmission:
    """Hand a version in, for somebody of the platform to look at. Raises as `packed` does, SecretsWritten, and Conflicts."""
    saved, found = packed(actor, template_id, told)
    _require_no_secrets(found)
    if told.industry and not is_industry(told.industry):
        raise IndustryUnknown(field="industry")
    mine = GallerySubmission.objects.filter(saved_template_id=saved.id)
    if mine.filter(state="submitted").exists():
        raise AlreadyWaiting
    if GallerySubmission.objects.filter(submitted_at__gt=now() - DAY).count() >= MOST_A_DAY:
        raise TooManySubmissions(limit=MOST_A_DAY)
    first = mine.order_by("submitted_at").first()
    gallery_id = first.gallery_id if first else new_id()
    approved = GallerySubmission.objects.filter(gallery_id=gallery_id, decided_at__isnull=False)
    last = approved.exclude(state="refused").aggregate(last=Max("number"))["last"]
    own = own_of(actor)
    row = GallerySubmission.objects.create(
        organization_id=actor.organization_id,
        holds=saved.holds,
        gallery_id=gallery_id,
        saved_template_id=saved.id,
        number=(last or 0) + 1,
        note=clean_text(told.note, own)[:500],
        title=clean_text(told.title, own)[:120],
        summary=clean_text(told.summary, own)[:500],
        industry=told.industry,
        public_name=told.public_name,
        content=found.stored,
        # What was taken out is for the author's eyes; that it was, stays.
        findings=[{"kind": one.kind, "place": one.place} for one in found.findings],
        submitted_by=actor.user_id,
        submitted_by_name=actor.name,
        submitted_at=now(),
    )
    GalleryWaiting.objects.create(
        submission_id=row.id, organization_id=actor.organization_id, submitted_at=row.submitted_at
    )
    _record(actor, "gallery_submit", row, None)
    return row


def _require_no_secrets(found: Packed) -> None:
    """Whoever wrote a secret into a text takes it out there: here it would only leave a gap that nobody understands."""
    places = list(dict.fromkeys(one.place for one in found.findings if one.written))
    if places:
        raise SecretsWritten(count=len(places), places="; ".join(places[:_MOST_PLACES]))


def withdraw(actor: Actor, submission_id: UUID) -> GallerySubmission:
    """Take back what waits, or the whole template out of the gallery. Agents made of it stay as they are."""
    row = get_submission(submission_id, lock=True)
    if row.state not in {"submitted", "approved"}:
        raise SubmissionOver
    before = row.state
    GalleryWaiting.objects.filter(submission_id=row.id).delete()
    if before == "approved":
        GalleryTemplate.objects.filter(id=row.gallery_id).update(withdrawn_at=now())
        released = GallerySubmission.objects.filter(gallery_id=row.gallery_id, state="approved")
        released.update(state="withdrawn", reason="")
    else:
        row.decided_at = None
        GallerySubmission.objects.filter(id=row.id).update(state="withdrawn")
    row.refresh_from_db()
    _record(actor, "gallery_withdraw", row, before)
    return row


def _record(actor: Actor, action: str, row: GallerySubmission, before: str | None) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="gallery_submission",
        subject_id=to_text("gsb", row.id),
        before={"state": before} if before else None,
        after={"state": row.state, "title": row.title, "version": row.number, "public_name": row.public_name},
    )
