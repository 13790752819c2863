"""How this installation is: versions, the database, the queue."""

import platform

import django
from django.db import connection

from centralita import __version__
from centralita.identity.platform.schemas import DatabaseHealth, HealthOut, QueueHealth, Versions


def health() -> HealthOut:
    """Asked of the database itself, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), pg_database_size(current_database()),"
            " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),"
            " current_setting('max_connections')::int, (SELECT count(*) FROM django_migrations)"
        )
        version, size, connections, maximum, migrations = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'),"
            " count(*) FILTER (WHERE status = 'failed'),"
            " extract(epoch FROM now() - (SELECT min(e.at) FROM procrastinate_events e"
            "   JOIN procrastinate_jobs j ON j.id = e.job_id"
            "   WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())))"
            " FROM procrastinate_jobs"
        )
        waiting, running, failed, oldest = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FILTER (WHERE last_heartbeat > now() - interval '1 minute'), max(last_heartbeat)"
            " FROM procrastinate_workers"
        )
        workers, last_heard = cursor.fetchone()
    return HealthOut(
        versions=Versions(
            centralita=__version__,
            python=platform.python_version(),
            django=django.get_version(),
            postgresql=version.split(" ", maxsplit=1)[0],
        ),
        database=DatabaseHealth(
            size_bytes=size, connections=connections, maximum_connections=maximum, migrations=migrations
        ),
        queue=QueueHealth(
            waiting=waiting,
            running=running,
            failed=failed,
            oldest_waiting_seconds=None if oldest is None else float(oldest),
            workers=workers,
            last_heard=last_heard,
        ),
    )
