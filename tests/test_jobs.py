"""Jobs outlive the worker that was killed while it did them."""

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from centralita.config.jobs import rescue_jobs, run_jobs
from centralita.identity.organizations.tasks import forget_files
from centralita.kit.errors import NotFound

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


@pytest.fixture
def key() -> Iterator[str]:
    name = f"organizations/{uuid4()}"
    settings.STORAGE.put(name, [b"x"])
    yield name
    settings.STORAGE.delete(name)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args @> %s", [json.dumps({"keys": [name]})])
        cursor.execute("DELETE FROM procrastinate_workers")


def taken_up(key: str, *, silent: str, attempts: int = 0) -> int:
    """A job that a worker began, which was last heard of so long ago."""
    identifier: int = forget_files.defer(keys=[key])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
            [silent],
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s, worker_id = %s WHERE id = %s",
            [attempts, cursor.fetchone()[0], identifier],
        )
    return identifier


def status_of(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        row = cursor.fetchone()
    return row[0] if row else "done"


def test_a_killed_workers_job_is_done_by_another(key: str) -> None:
    job = taken_up(key, silent="2 minutes")
    assert asyncio.run(rescue_jobs()) == 1
    assert status_of(job) == "todo"
    asyncio.run(run_jobs(concurrency=1, wait=False))
    assert status_of(job) == "done"
    with pytest.raises(NotFound):
        settings.STORAGE.stat(key)


def test_a_living_workers_job_is_left_to_it(key: str) -> None:
    job = taken_up(key, silent="5 seconds")
    assert asyncio.run(rescue_jobs()) == 0
    assert status_of(job) == "doing"


def test_a_job_that_kills_every_worker_is_given_up(key: str) -> None:
    job = taken_up(key, silent="2 minutes", attempts=5)
    asyncio.run(rescue_jobs())
    assert status_of(job) == "failed"


def test_a_worker_knows_every_job() -> None:
    """A worker that has imported nothing else finds the jobs of every slice."""
    source = Path(__file__).parents[1] / "src" / "centralita"
    written = {
        name
        for file in source.rglob("tasks.py")
        for name in re.findall(r"@app\.task\(\s*name=\"([^\"]+)\"", file.read_text("utf-8"))
    }
    assert len(written) > 10
    script = (
        "import django; django.setup()\n"
        "from procrastinate.contrib.django import app\n"
        "app.perform_import_paths(); print(*app.tasks)"
    )
    known = subprocess.run(
        [sys.executable, "-c", script], env=os.environ, capture_output=True, text=True, check=True
    ).stdout.split()
    assert written <= set(known)
