"""The hours of phone numbers, for the live plane: asked of the control plane's code, in a thread of its own."""

import asyncio
from uuid import UUID

from django.db import connection

from centralita.identity.organizations.models import Organization
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.live.brain.answering import Closed
from centralita.operations.numbers.public import answering


class StoredAnswering:
    """Answering by what stands in the database."""

    async def closed(self, organization_id: OrganizationId, account_id: UUID, number: str) -> Closed | None:
        """None while the number is answered, and for one that we do not know."""
        return await asyncio.to_thread(_closed, organization_id, account_id, number) if number else None


def _closed(organization_id: OrganizationId, account_id: UUID, number: str) -> Closed | None:
    try:
        with tenant_scope(organization_id):
            found = answering(account_id, number, now())
            if found is None or not found.closed:
                return None
            language = (
                Organization.objects.filter(id=organization_id).values_list("language", flat=True).first()
            )
            return Closed(found.fallback, language or "en")
    finally:
        # This thread is the pool's: nobody else would close it.
        connection.close()
