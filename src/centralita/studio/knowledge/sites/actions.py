"""Adding sites, changing how they are visited, and visiting them now."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from procrastinate.contrib.django import app

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.clock import now
from centralita.kit.errors import Conflict, NotFound, Stale
from centralita.kit.ids import to_text
from centralita.studio.knowledge.actions.sources import create_source
from centralita.studio.knowledge.models import KnowledgeSite, KnowledgeSource
from centralita.studio.knowledge.sites.addresses import host_of, typed_address
from centralita.studio.knowledge.sites.reading import is_sitemap

MOST_SITES = 20
Scope = Literal["page", "site"]
Refresh = Literal["never", "daily", "weekly"]


class TooManySites(Conflict):
    """The organization has as many sites as it may have; `limit` says how many."""

    code = "too_many_records"


class SiteExists(Conflict):
    """The same address is a source already; `name` says which."""

    code = "site_exists"


@dataclass(frozen=True, slots=True)
class NewSite:
    """An address as somebody typed it. Without a name the host is the name."""

    address: str
    scope: Scope
    refresh: Refresh
    name: str = ""


def add_site(actor: Actor, wish: NewSite) -> KnowledgeSite:
    """A new source that is the pages of a site; the first visit is asked for. Raises AddressMalformed, SiteExists."""
    address = typed_address(wish.address)
    if KnowledgeSite.objects.count() >= MOST_SITES:
        raise TooManySites(limit=MOST_SITES)
    twin = KnowledgeSite.objects.filter(address=address).first()
    if twin is not None:
        raise SiteExists(name=KnowledgeSource.objects.get(id=twin.source_id).name)
    source = create_source(actor, kind="web", name=wish.name or host_of(address)[:120])
    site = KnowledgeSite.objects.create(
        organization_id=actor.organization_id,
        source_id=source.id,
        address=address,
        scope="site" if is_sitemap(address) else wish.scope,
        refresh=wish.refresh,
    )
    _ask_for_visit(site)
    _tell(actor, site, "knowledge_site_create", None, {"address": address, "scope": site.scope})
    return site


def change_site(
    actor: Actor, source_id: UUID, *, scope: Scope | None, refresh: Refresh | None, seen: int | None
) -> KnowledgeSite:
    """Change which pages are read (which visits at once), or how often."""
    site = _locked(source_id)
    if seen is not None and seen != site.revision:
        raise Stale(actual=site.revision, seen=seen)
    wanted: dict[str, object] = {}
    if scope is not None and scope != site.scope and not is_sitemap(site.address):
        wanted["scope"] = site.scope = scope
    if refresh is not None and refresh != site.refresh:
        wanted["refresh"] = site.refresh = refresh
        # The next round looks at it and says when the next visit is.
        site.next_visit_at = now() if refresh != "never" else None
    if not wanted:
        witness.nothing_changed()
        return site
    site.revision += 1
    if "scope" in wanted:
        ask_again(site)
    site.save()
    _tell(actor, site, "knowledge_site_update", None, wanted)
    return site


def visit_now(actor: Actor, source_id: UUID) -> KnowledgeSite:
    """Read the site again. What is known of it stays until each page was read."""
    site = _locked(source_id)
    if site.status == "waiting":
        witness.nothing_changed()
        return site
    ask_again(site)
    site.save()
    _tell(actor, site, "knowledge_site_visit", None, {"attempt": site.attempt})
    return site


def ask_again(site: KnowledgeSite) -> None:
    """Have it visited; the caller saves it."""
    site.attempt += 1
    site.status = "waiting"
    site.next_visit_at = None
    _ask_for_visit(site)


def _locked(source_id: UUID) -> KnowledgeSite:
    site = KnowledgeSite.objects.select_for_update().filter(source_id=source_id).first()
    if site is None:
        raise NotFound(kind="knowledge_source")
    return site


def _ask_for_visit(site: KnowledgeSite) -> None:
    # By its name: the task imports what visits, which asks for visits.
    app.configure_task("knowledge.visit_site", queue="knowledge").defer(
        organization_id=str(site.organization_id), site_id=str(site.id), attempt=site.attempt
    )


def _tell(
    actor: Actor,
    site: KnowledgeSite,
    action: str,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
) -> None:
    trail.record(
        actor,
        action=action,
        subject_kind="knowledge_source",
        subject_id=to_text("kno", site.source_id),
        before=before,
        after=after,
    )
