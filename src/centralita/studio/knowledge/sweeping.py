"""Files that no document names: what an upload wrote whose transaction did not come to be.

A file is written before the row that names it, so that no row names nothing. One that has lain there for a day without
a row has none coming.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice
from typing import Final

from django.conf import settings

from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.kit.storage import Stat, Storage
from centralita.studio.knowledge.models import KnowledgeDocument

KEPT: Final = timedelta(days=1)
# In one round, of one organization; the rest goes in the next.
MOST_SWEPT: Final = 500
_AT_ONCE: Final = 500

log = get_logger(__name__)


def sweep(organization_id: OrganizationId) -> int:
    """Remove the files of an organization's knowledge that have been nobody's for a day; how many. Opens its own scopes."""
    storage: Storage = settings.STORAGE
    before = now() - KEPT
    old = (file for file in storage.files_in(f"knowledge/{organization_id}") if file.modified_at < before)
    swept: list[Stat] = []
    while len(swept) < MOST_SWEPT and (batch := list(islice(old, _AT_ONCE))):
        for file in _nobodys(organization_id, batch)[: MOST_SWEPT - len(swept)]:
            storage.delete(file.key)
            swept.append(file)
    if swept:
        log.info(
            "files_swept",
            organization=str(organization_id),
            files=len(swept),
            bytes=sum(file.size for file in swept),
        )
    return len(swept)


def _nobodys(organization_id: OrganizationId, files: Sequence[Stat]) -> list[Stat]:
    with tenant_scope(organization_id):
        named = KnowledgeDocument.objects.filter(storage_key__in=[file.key for file in files])
        known = set(named.values_list("storage_key", flat=True))
    return [file for file in files if file.key not in known]
