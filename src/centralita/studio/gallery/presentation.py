"""The shape of the gallery on the wire."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.studio.agents.domain.naming import with_names
from centralita.studio.gallery.actions.update import Newer
from centralita.studio.gallery.domain.package import Package, prompts_of
from centralita.studio.gallery.domain.taking_out import Finding
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
    GalleryFinding,
    GalleryInside,
    GalleryPair,
    GalleryPrompt,
    GalleryRatingOut,
    GalleryReleaseOut,
    GalleryState,
    GalleryStep,
    GallerySubmissionOut,
    GalleryTemplateDetail,
    GalleryTemplateOut,
    GalleryText,
    GalleryToolOut,
    GalleryTried,
    GalleryUpdateOut,
)

_HOST = re.compile(r"(?:https?|wss?)://([^\s/?#\"'<>{}\])]{1,253})", re.IGNORECASE)
_MOST_HOSTS = 200


def inside(package: Package, language: str) -> GalleryInside:
    """What a template takes along, its steps named in `language`."""
    titles = engine.node_titles(language)
    blueprint = with_names(package.blueprint.model_dump(mode="json"), titles)
    whole = package.model_dump(mode="json")
    return GalleryInside(
        kind=package.kind,
        purpose=package.purpose,
        languages=list(package.blueprint.languages),
        steps=[flow.name or flow.id for flow in package.blueprint.flows],
        blueprint=blueprint,
        kinds=titles,
        prompts=[GalleryPrompt(step=step, text=text) for step, text in prompts_of(blueprint)],
        tools=[
            GalleryToolOut(
                name=tool.name,
                label=tool.label,
                description=tool.definition.description,
                method="MCP" if tool.definition.request.kind == "mcp" else tool.definition.request.method,
                address=tool.definition.request.address,
                arguments=list(tool.definition.arguments),
            )
            for tool in package.tools
        ],
        scenarios=[
            GalleryTried(name=one.name, says=[step.told for step in one.script.steps if step.told])
            for one in package.scenarios
        ],
        questions=[GalleryPair(question=one.question, answer=one.answer) for one in package.questions],
        documents=[GalleryText(title=one.title, text=one.text) for one in package.documents],
        addresses=sorted({host.lower() for text in _texts(whole) for host in _HOST.findall(text)})[
            :_MOST_HOSTS
        ],
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def findings(found: tuple[Finding, ...]) -> list[GalleryFinding]:
    """What is taken out, for its author."""
    return [
        GalleryFinding(kind=one.kind, place=one.place, shown=one.shown, instead=one.instead) for one in found
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
        submitted_by=row.submitted_by_name,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
    )


def template(actor: Actor | None, row: GalleryTemplate) -> GalleryTemplateOut:
    """A template of the gallery; whose it is, only its author learns."""
    return GalleryTemplateOut(
        id=to_text("gtp", row.id),
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
        inside=inside(Package.model_validate(release.content), actor.language),
        releases=[
            GalleryReleaseOut(version=one.number, note=one.note, created_at=one.created_at)
            for one in releases(row.id)
        ],
        comments=[rating(one) for one in ratings(row.id)],
        copies=[
            GalleryCopyBrief(agent_id=to_text("agt", copy.agent_id), name=name, version=copy.number)
            for copy, name in copies_of(actor, row.id)
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
    """What an agent was made of."""
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
