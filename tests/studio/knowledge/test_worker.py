"""The real worker takes up what an upload asked for."""

import asyncio
from collections.abc import Callable

import pytest
from django.http import HttpResponse

from centralita.config.jobs import run_jobs
from tests.people import Member
from tests.studio.knowledge import files

pytestmark = pytest.mark.database


def test_the_worker_indexes_what_was_uploaded(member: Member, upload: Callable[..., HttpResponse]) -> None:
    made = upload(member, "d.pdf", files.pdf("Limpieza dental 55 euros")).json()

    asyncio.run(run_jobs(concurrency=1, wait=False))
    done = member.api.get(f"/knowledge/documents/{made['id']}").json()
    assert (done["status"], done["passages"]) == ("ready", 1)
