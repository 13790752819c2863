"""Sites over HTTP."""

from django.db.models import Count

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text, to_text
from centralita.studio.knowledge import presentation
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgeSite, KnowledgeSource
from centralita.studio.knowledge.sites.actions import NewSite, add_site, change_site, visit_now
from centralita.studio.knowledge.sites.schemas import SiteChange, SiteIn, SiteList, SiteOut

READ, WRITE = Permission.KNOWLEDGE_READ, Permission.KNOWLEDGE_UPDATE


def _shown(actor: Actor, rows: list[KnowledgeSite]) -> list[SiteOut]:
    ids = [row.source_id for row in rows]
    names = dict(KnowledgeSource.objects.filter(id__in=ids).values_list("id", "name"))
    pages = dict(
        KnowledgeDocument.objects.filter(source_id__in=ids, status="ready")
        .values_list("source_id")
        .annotate(count=Count("id"))
    )
    return [_site(actor, row, names[row.source_id], pages.get(row.source_id, 0)) for row in rows]


def _site(actor: Actor, row: KnowledgeSite, name: str, pages: int) -> SiteOut:
    reason = row.error_data.get("reason") if row.error_code == "site_unreachable" else None
    problems = [
        {"address": each["address"], **presentation.problem(each["code"], actor.language)}
        for each in row.problems
    ]
    return SiteOut.model_validate(
        {
            "id": to_text("kno", row.source_id),
            "name": name,
            "address": row.address,
            "scope": row.scope,
            "refresh": row.refresh,
            "status": row.status,
            "error": presentation.problem(str(reason or row.error_code), actor.language)
            if row.status == "failed"
            else None,
            "problems": problems,
            "pages": pages,
            "pages_read": row.pages_read,
            "pages_changed": row.pages_changed,
            "limited": row.limited,
            "visited_at": row.visited_at,
            "next_visit_at": row.next_visit_at,
            "revision": row.revision,
            "can": presentation.allowed(actor),
        }
    )


def list_sites(request: TenantRequest) -> SiteList:
    """Every site with what came of its last visit."""
    return SiteList(items=_shown(request.actor, list(KnowledgeSite.objects.order_by("id"))))


def create(request: TenantRequest, payload: SiteIn) -> SiteOut:
    """Add the pages of a site as a source. They are read in the background, as the site's robots.txt allows."""
    wish = NewSite(payload.address, payload.scope, payload.refresh, payload.name)
    return _one(request, add_site(request.actor, wish))


def update(request: TenantRequest, source_id: str, payload: SiteChange) -> SiteOut:
    """Change which pages are read, or how often."""
    row = change_site(
        request.actor,
        from_text("kno", source_id),
        scope=payload.scope,
        refresh=payload.refresh,
        seen=expected_revision(request),
    )
    return _one(request, row)


def visit(request: TenantRequest, source_id: str) -> SiteOut:
    """Read the site now. Pages that did not change are not indexed anew."""
    return _one(request, visit_now(request.actor, from_text("kno", source_id)))


def _one(request: TenantRequest, row: KnowledgeSite) -> SiteOut:
    with_etag(request, row.revision)
    return _shown(request.actor, [row])[0]


def mount_sites(router: TenantRouter) -> None:
    """Declare the routes."""
    router.get("/knowledge/sites", permission=READ, operation="knowledge_site_list", response=SiteList)(
        list_sites
    )
    router.post(
        "/knowledge/sites", permission=WRITE, operation="knowledge_site_create", response=SiteOut, status=201
    )(create)
    router.patch(
        "/knowledge/sites/{source_id}", permission=WRITE, operation="knowledge_site_update", response=SiteOut
    )(update)
    router.post(
        "/knowledge/sites/{source_id}/visit",
        permission=WRITE,
        operation="knowledge_site_visit",
        response=SiteOut,
    )(visit)
