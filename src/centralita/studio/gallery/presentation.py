"""The shape of the gallery on the wire."""

from typing import cast

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.studio.agents.domain.life import Purpose
from centralita.studio.gallery.actions.update import Newer
from centralita.studio.gallery.domain.package import read_package
from centralita.studio.gallery.domain.taking_out import Finding
from centralita.studio.gallery.inside_schemas import GalleryFinding
from centralita.studio.gallery.kinds import KINDS
from centralita.studio.gallery.models import (
    GalleryCopy,
    GalleryRating,
    GalleryRelease,
    GallerySubmission,
    GalleryTemplate,
)
from centralita.studio.gallery.queries import (
    Along,
    along_with,
    copies_of,
    own_rating,
    ratings,
    releases,
    use_of,
)
from centralita.studio.gallery.schemas import (
    GalleryCopyBrief,
    GalleryCopyOut,
    GalleryRatingOut,
    GalleryReleaseOut,
    GalleryState,
    GalleryStep,
    GallerySubmissionOut,
    GalleryTemplateDetail,
    GalleryTemplateOut,
    GalleryUpdateOut,
)
from centralita.studio.gallery.showing import inside
from centralita.studio.saved_templates.public import Holds


def findings(found: tuple[Finding, ...]) -> list[GalleryFinding]:
    """What is taken out, for its author."""
    return [
        GalleryFinding(
            kind=one.kind, place=one.place, shown=one.shown, instead=one.instead, written=one.written
        )
        for one in found
    ]


def submissions(rows: list[GallerySubmission]) -> list[GallerySubmissionOut]:
    """What was handed in, for its author."""
    along = along_with(rows)
    return [_submission(row, along[row.id]) for row in rows]


def submission(row: GallerySubmission) -> GallerySubmissionOut:
    """A version that was handed in, for its author."""
    return submissions([row])[0]


def _submission(row: GallerySubmission, along: Along) -> GallerySubmissionOut:
    return GallerySubmissionOut(
        id=to_text("gsb", row.id),
        saved_template=to_text("tpl", row.saved_template_id) if row.saved_template_id else None,
        holds=cast("Holds", row.holds),
        title=row.title,
        summary=row.summary,
        industry=row.industry,
        public_name=row.public_name,
        version=row.number,
        note=row.note,
        state=cast("GalleryState", row.state),
        reason=row.reason,
        taken_out=len(row.findings),
        documents=list(along.documents),
        questions=along.questions,
        purpose=cast("Purpose", along.purpose),
        submitted_by=row.submitted_by_name,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
    )


def template(actor: Actor | None, row: GalleryTemplate) -> GalleryTemplateOut:
    """A template of the gallery; whose it is, only its author learns."""
    return GalleryTemplateOut(
        id=to_text("gtp", row.id),
        holds=cast("Holds", row.holds),
        title=row.title,
        summary=row.summary,
        industry=row.industry,
        kind=row.kind,
        purpose=row.purpose,
        languages=row.languages,
        author=row.author,
        version=row.number,
        installs=row.installs,
        rating=round(row.stars / row.ratings, 2) if row.ratings else None,
        ratings=row.ratings,
        updated_at=row.updated_at,
        mine=actor is not None and row.organization_id == actor.organization_id,
    )


def detail(actor: Actor, row: GalleryTemplate, release: GalleryRelease) -> GalleryTemplateDetail:
    """All that can be seen of a template."""
    use = use_of(row.id)
    own = own_rating(use)
    return GalleryTemplateDetail(
        **template(actor, row).model_dump(),
        inside=inside(read_package(row.holds, release.content), actor.language),
        releases=[
            GalleryReleaseOut(version=one.number, note=one.note, created_at=one.created_at)
            for one in releases(row.id)
        ],
        comments=[rating(one) for one in ratings(row.id)],
        copies=[
            GalleryCopyBrief(
                id=to_text(KINDS[cast("Holds", row.holds)].prefix, made), name=name, version=copy.number
            )
            for made, name, copy in copies_of(actor, row)
        ],
        installed=use is not None,
        own_rating=rating(own) if own else None,
    )


def rating(row: GalleryRating) -> GalleryRatingOut:
    """A rating without who gave it."""
    return GalleryRatingOut(
        id=to_text("grt", row.id),
        stars=row.stars,
        comment=row.comment,
        version=row.number,
        rated_at=row.rated_at,
    )


def copy_out(row: GalleryCopy, newest: GalleryRelease | None) -> GalleryCopyOut:
    """What something was made of."""
    number = newest.number if newest else row.number
    return GalleryCopyOut(
        gallery_id=to_text("gtp", row.gallery_id),
        title=row.title,
        version=row.number,
        newest=number,
        note=newest.note if newest else "",
        waiting=number > row.number and number != row.skipped,
        gone=newest is None,
    )


def update_out(found: Newer) -> GalleryUpdateOut:
    """What a newer version would change."""
    return GalleryUpdateOut(
        version=found.release.number,
        note=found.release.note,
        steps=[
            GalleryStep(
                key=step.key,
                area=step.area,
                how=step.how,
                name=step.name,
                where=step.where,
                kind=step.kind,
                before=step.base,
                after=step.theirs,
                own=step.ours,
                conflict=step.conflict,
                wanted=step.offered and not step.conflict,
            )
            for step in found.steps
        ],
    )
