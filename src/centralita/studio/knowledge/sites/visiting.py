"""A visit to a site: each page becomes a document, unchanged ones are left alone, those that are gone go.

As with documents, every step opens its own tenant scope, and none is open while a page is fetched. A visit that
was overtaken by a newer one stops at the next page. Killed at any moment, it begins again.
"""

import hashlib
import re
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.organizations.tasks import forget_later
from centralita.identity.plans.catalogue import Resource
from centralita.identity.plans.room import require_room
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, new_id
from centralita.kit.logs import get_logger
from centralita.kit.storage import Storage
from centralita.studio.knowledge.indexing import index
from centralita.studio.knowledge.models import KnowledgeDocument, KnowledgeSite
from centralita.studio.knowledge.parsing.errors import DocumentError
from centralita.studio.knowledge.parsing.formats import format_of
from centralita.studio.knowledge.room import MOST_DOCUMENTS, TooManyDocuments
from centralita.studio.knowledge.sites.actions import ask_again
from centralita.studio.knowledge.sites.addresses import followed
from centralita.studio.knowledge.sites.reading import (
    PAUSE,
    Known,
    PageLost,
    PageRead,
    SiteReader,
)
from centralita.studio.outbound import outbound

MOST_PROBLEMS = 100
MOST_LINKS = 300
BETWEEN = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}

log = get_logger(__name__)


class _Overtaken(Exception):
    """The site is gone, or a newer visit was asked for."""


def visit(
    organization_id: OrganizationId, site_id: UUID, *, attempt: int, pause: float | None = None
) -> None:
    """Read the site. Does nothing when it is gone or a newer visit was asked for. `pause` between pages in seconds."""
    with tenant_scope(organization_id):
        site = KnowledgeSite.objects.select_for_update().filter(id=site_id, attempt=attempt).first()
        if site is None or site.status in {"ready", "failed"}:
            return
        site.status = "visiting"
        site.pages_read = site.pages_changed = 0
        site.save()
        known = {row.address: row for row in KnowledgeDocument.objects.filter(source_id=site.source_id)}
        reader = SiteReader(
            outbound(),
            site.address,
            site.scope == "site",
            {
                address: Known(row.etag, row.modified)
                for address, row in known.items()
                if row.status == "ready"
            },
            frozenset(site.skipped),
            pause=PAUSE if pause is None else pause,
        )
    problems: list[dict[str, object]] = []
    try:
        for page in reader.pages():
            trouble = _take(organization_id, site, reader, page)
            if trouble is not None and len(problems) < MOST_PROBLEMS:
                problems.append({"address": trouble.address, "code": trouble.code, "status": trouble.status})
    except _Overtaken:
        return
    except AppError as error:
        # Unreachable, forbidden, or no room for more: what was read stays.
        _end(organization_id, site, problems, reader, error)
        return
    _end(organization_id, site, problems, reader, None)


def _take(
    organization_id: OrganizationId, site: KnowledgeSite, reader: SiteReader, page: PageRead | PageLost
) -> PageLost | None:
    """Keep what came of a page; what is wrong with it."""
    if isinstance(page, PageLost):
        with tenant_scope(organization_id):
            _still(site)
            if page.gone:
                _forget(site, page.address)
        return page
    if page.body is None:
        with tenant_scope(organization_id):
            _still(site, read=1)
            row = _row(site, page.address)
            if row is not None:
                row.read_at = now()
                row.save(update_fields=["read_at"])
        # It still leads where it led when it was read.
        reader.links(page.address, row.links if row is not None else [])
        return None
    try:
        kind = format_of(page.body)
    except DocumentError as error:
        return PageLost(page.address, error.code)
    document = _kept(organization_id, site, page, page.body, kind)
    if document.status == "ready":
        reader.links(page.address, document.links)
        return None
    reading = index(organization_id, document.id, attempt=document.attempt)
    if reading is None:
        with tenant_scope(organization_id):
            code = (
                KnowledgeDocument.objects.filter(id=document.id).values_list("error_code", flat=True).first()
            )
        return PageLost(page.address, code) if code else None
    links = list(dict.fromkeys(filter(None, (followed(page.address, link) for link in reading.links))))
    with tenant_scope(organization_id):
        KnowledgeDocument.objects.filter(id=document.id).update(links=links[:MOST_LINKS])
    reader.links(page.address, links[:MOST_LINKS])
    return None


def _kept(
    organization_id: OrganizationId, site: KnowledgeSite, page: PageRead, body: bytes, kind: str
) -> KnowledgeDocument:
    """The page's document, waiting to be indexed; ready when the page says what it said before."""
    storage: Storage = settings.STORAGE
    digest = hashlib.sha256(body).hexdigest()
    with tenant_scope(organization_id):
        row = _row(site, page.address)
        if row is not None and row.sha256 == digest and row.status == "ready":
            _still(site, read=1)
            row.read_at, row.etag, row.modified = now(), page.etag, page.modified
            row.save(update_fields=["read_at", "etag", "modified", "updated_at"])
            return row
    key = f"knowledge/{organization_id}/{new_id()}"
    storage.put(key, [body], limit=len(body))
    try:
        with tenant_scope(organization_id):
            _still(site, read=1, changed=1)
            row = _row(site, page.address) or _new(_visitor(organization_id), site, page.address, len(body))
            if row.storage_key:
                forget_later([row.storage_key])
                row.attempt += 1
            row.format, row.storage_key, row.sha256, row.size = kind, key, digest, len(body)
            row.etag, row.modified, row.read_at = page.etag, page.modified, now()
            row.status, row.error_code, row.error_data = "waiting", "", {}
            row.pages_done = row.pages_total = 0
            row.save()
            return row
    except BaseException:
        storage.delete(key)
        raise


def _row(site: KnowledgeSite, address: str) -> KnowledgeDocument | None:
    return KnowledgeDocument.objects.filter(source_id=site.source_id, address=address).first()


def _new(actor: Actor, site: KnowledgeSite, address: str, size: int) -> KnowledgeDocument:
    if KnowledgeDocument.objects.count() >= MOST_DOCUMENTS:
        raise TooManyDocuments(limit=MOST_DOCUMENTS)
    require_room(actor, Resource.KNOWLEDGE_DOCUMENTS)
    require_room(actor, Resource.KNOWLEDGE_BYTES, more=size)
    shown = address.partition("://")[2].rstrip("/")
    return KnowledgeDocument(
        organization_id=actor.organization_id,
        source_id=site.source_id,
        address=address,
        title=shown[:200],
        file_name=f"{re.sub(r'[^A-Za-z0-9.-]+', '-', shown)[:200]}.html",
    )


def _forget(site: KnowledgeSite, address: str) -> None:
    """The site has the page no more, so that agents do not go on saying what it said."""
    row = _row(site, address)
    if row is not None:
        row.delete()
        forget_later([row.storage_key])


def _still(site: KnowledgeSite, *, read: int = 0, changed: int = 0) -> None:
    """Count a page; raises _Overtaken when this visit is not the one that is wanted."""
    going_on = KnowledgeSite.objects.filter(id=site.id, attempt=site.attempt).update(
        pages_read=F("pages_read") + read, pages_changed=F("pages_changed") + changed
    )
    if not going_on:
        raise _Overtaken


def _end(
    organization_id: OrganizationId,
    site: KnowledgeSite,
    problems: list[dict[str, object]],
    reader: SiteReader,
    error: AppError | None,
) -> None:
    if error is not None:
        log.info("site_failed", site=str(site.id), code=error.code)
    with tenant_scope(organization_id):
        row = KnowledgeSite.objects.select_for_update().filter(id=site.id, attempt=site.attempt).first()
        if row is None:
            return
        row.status = "ready" if error is None else "failed"
        row.error_code = error.code if error is not None else ""
        row.error_data = {
            name: value
            for name, value in (error.data if error is not None else {}).items()
            if isinstance(value, str | int | float)
        }
        row.problems, row.limited = problems, reader.limited
        row.visited_at = now()
        row.next_visit_at = now() + BETWEEN[row.refresh] if row.refresh in BETWEEN else None
        row.save()


def visit_due(organization_id: OrganizationId) -> int:
    """Have the sites visited whose time has come; how many."""
    with tenant_scope(organization_id):
        due = list(
            KnowledgeSite.objects.select_for_update(skip_locked=True).filter(
                next_visit_at__lte=now(), status__in=["ready", "failed"]
            )
        )
        for site in due:
            ask_again(site)
            site.save()
    return len(due)


def _visitor(organization_id: OrganizationId) -> Actor:
    return system_actor(organization_id, "visitor")
