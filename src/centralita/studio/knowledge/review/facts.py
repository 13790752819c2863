"""What the business profile says now, to hold passages against."""

import json

from django.db import connection

from centralita.engine.promises import Known, known_in
from centralita.kit.ids import OrganizationId

# Plain SQL: the profile writes its facts into knowledge, so that knowledge cannot import it.
_SNAPSHOT = (
    "SELECT snapshot.content::text FROM business_profile AS profile JOIN business_snapshot AS snapshot"
    " ON snapshot.organization_id = profile.organization_id AND snapshot.id = profile.snapshot_id"
    " WHERE profile.organization_id = %s"
)


def known_facts(organization_id: OrganizationId) -> Known:
    """What the business says of itself, to be held against; nothing before anything was written. Inside the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT, [organization_id])
        row = cursor.fetchone()
    if row is None:
        return Known()
    content = row[0]
    return known_in(content if isinstance(content, str) else json.dumps(content))
