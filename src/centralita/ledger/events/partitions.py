"""Monthly partitions of the log, made ahead by the owner when it migrates.

Each carries its own row-level security: a policy on the parent does not guard a partition read directly. What
falls outside of them goes to the default partition and is never lost.
"""

import itertools
from datetime import date

from django.db import connection

from centralita.identity.tenancy.operations import protect_statements

MONTHS_AHEAD = 18


def month_starts(first: date, count: int) -> list[date]:
    """The first days of `count` months from the one of `first`."""
    months = first.year * 12 + first.month - 1
    return [date((months + offset) // 12, (months + offset) % 12 + 1, 1) for offset in range(count)]


def _partitions(today: date, months: int) -> list[tuple[str, date, date]]:
    starts = month_starts(today, months + 1)
    return [(f"ledger_event_{start:%Y_%m}", start, end) for start, end in itertools.pairwise(starts)]


def has_partitions(today: date, *, months: int = MONTHS_AHEAD) -> bool:
    """Whether all months ahead have theirs."""
    names = [name for name, _start, _end in _partitions(today, months)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(to_regclass(name)) FROM unnest(%s::text[]) AS name", [names])
        return bool(cursor.fetchone() == (len(names),))


def ensure_partitions(today: date, *, months: int = MONTHS_AHEAD) -> list[str]:
    """Make the missing partitions from this month on; the names of those made. Needs the owner's role."""
    made: list[str] = []
    with connection.cursor() as cursor:
        for name, start, end in _partitions(today, months):
            cursor.execute("SELECT to_regclass(%s)", [name])
            if cursor.fetchone()[0] is not None:
                continue
            cursor.execute(
                f"CREATE TABLE {name} PARTITION OF ledger_event FOR VALUES FROM ('{start}') TO ('{end}')"
            )
            for statement in protect_statements(name):
                cursor.execute(statement)
            made.append(name)
    return made
