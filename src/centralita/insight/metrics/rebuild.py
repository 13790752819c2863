"""Making roll-ups anew from the conversations: after a change of the time zone, or of what is counted."""

from datetime import date, timedelta

from django.db import connection

from centralita.identity.tenancy.scope import tenant_scope
from centralita.insight.metrics import rollup
from centralita.insight.metrics.domain.period import Period
from centralita.insight.metrics.domain.tally import Tallies
from centralita.insight.metrics.listeners import CONSUMER
from centralita.insight.metrics.reading import read_talks, zone_of
from centralita.kit.ids import OrganizationId

_CHUNK = 2_000


def rebuild(organization_id: OrganizationId, first: date, last: date) -> None:
    """Count the conversations of these days again, in one transaction that the consumer waits for.

    Right when the consumer has caught up: facts that it reads later would be counted twice.
    """
    with tenant_scope(organization_id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM ledger_cursor WHERE consumer = %s FOR UPDATE", [CONSUMER])
        zone = zone_of(organization_id)
        period = Period(last, (last - first).days + 1, str(zone))
        rollup.clear(period.dates())
        tallies = Tallies(zone)
        start, end = period.start_of(first), period.start_of(last + timedelta(days=1))
        after = None
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT id, status FROM conversation WHERE started_at >= %s AND started_at < %s AND NOT test"
                    " AND (%s::uuid IS NULL OR id > %s) ORDER BY id LIMIT %s",
                    [start, end, after, after, _CHUNK],
                )
                rows = cursor.fetchall()
            if not rows:
                break
            after = rows[-1][0]
            talks = read_talks([row[0] for row in rows])
            for identifier, status in rows:
                tallies.begin(talks[identifier])
                if status == "ended":
                    tallies.end(talks[identifier])
        rollup.add(organization_id, tallies)
