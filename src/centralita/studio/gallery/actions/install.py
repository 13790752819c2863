"""Making an agent of a template of the gallery."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import AppError, Category
from centralita.kit.ids import to_text
from centralita.studio.agents.public import NewAgent, import_agent
from centralita.studio.gallery.actions.samples import bring
from centralita.studio.gallery.actions.tools import grant
from centralita.studio.gallery.domain.package import Package
from centralita.studio.gallery.models import GalleryCopy, GalleryTemplate, GalleryUse
from centralita.studio.gallery.queries import get_template, newest_release
from centralita.studio.scenarios.public import add_scenario, with_tools_renamed
from centralita.studio.tools.public import with_grants

MOST_AN_HOUR = 60
HOUR = timedelta(hours=1)


class TooManyInstalls(AppError):
    """The organization installed as much as it may in an hour. Data: `limit`."""

    code = "gallery_too_many_installs"
    category = Category.LIMITED


def install(actor: Actor, gallery_id: UUID, *, name: str, samples: bool) -> UUID:
    """A new agent whose draft is the template's newest version. Raises NotFound, PlanLimit and TooManyInstalls."""
    template = get_template(gallery_id, lock=True)
    if GalleryCopy.objects.filter(made_at__gt=now() - HOUR).count() >= MOST_AN_HOUR:
        raise TooManyInstalls(limit=MOST_AN_HOUR)
    release = newest_release(template)
    package = Package.model_validate(release.content)
    granted = grant(actor, template.id, package.tools)
    base = with_grants(package.blueprint.model_dump(mode="json"), granted)
    blueprint = engine.Blueprint.model_validate({**base, "name": name})
    agent_id = import_agent(
        actor,
        NewAgent(
            name=name,
            kind=package.kind,
            purpose=package.purpose,
            blueprint=blueprint,
            description=template.summary,
            template=to_text("gtp", template.id),
        ),
    )
    names = {wished: str(one["name"]) for wished, one in granted.items()}
    for one in package.scenarios:
        add_scenario(actor, agent_id, name=one.name, script=with_tools_renamed(one.script, names))
    if samples:
        bring(actor, package)
    GalleryCopy.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent_id,
        gallery_id=template.id,
        title=template.title,
        number=release.number,
        package=release.content,
        base=blueprint.model_dump(mode="json"),
        names=names,
        made_at=now(),
        updated_at=now(),
    )
    _count(actor, template)
    trail.record(
        actor,
        action="gallery_install",
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        after={"template": to_text("gtp", template.id), "title": template.title, "version": release.number},
    )
    return agent_id


def _count(actor: Actor, template: GalleryTemplate) -> None:
    """Count organizations, not agents, and nobody's own."""
    _, first = GalleryUse.objects.get_or_create(
        organization_id=actor.organization_id, gallery_id=template.id, defaults={"first_at": now()}
    )
    if first and template.organization_id != actor.organization_id:
        GalleryTemplate.objects.filter(id=template.id).update(installs=F("installs") + 1)
