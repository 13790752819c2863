"""What lies beside the database goes with the organization that it was of."""

import asyncio

import pytest
from django.conf import settings

from centralita.config.jobs import run_jobs
from centralita.kit.errors import NotFound
from tests.people import Member

pytestmark = pytest.mark.database


def there(key: str) -> bool:
    try:
        return bool(settings.STORAGE.stat(key))
    except NotFound:
        return False


def keys_of(member: Member) -> list[str]:
    """One file as each room names it."""
    identifier = member.organization_id
    return [
        f"organizations/{identifier}/logo-1",
        f"knowledge/{identifier}/2",
        f"attachments/{identifier.hex}/3",
    ]


def test_a_deleted_organization_leaves_no_file_and_takes_nobody_elses(member: Member, make) -> None:
    neighbour = make()
    for key in keys_of(member) + keys_of(neighbour):
        settings.STORAGE.put(key, [b"x"])
    assert member.api.post("/organization/delete", {"name": "Clínica Sol"}).status_code == 204
    asyncio.run(run_jobs(concurrency=1, wait=False))
    assert [there(key) for key in keys_of(member)] == [False] * 3
    assert [there(key) for key in keys_of(neighbour)] == [True] * 3


def test_a_deletion_that_is_refused_takes_no_file(member: Member) -> None:
    for key in keys_of(member):
        settings.STORAGE.put(key, [b"x"])
    assert member.api.post("/organization/delete", {"name": "Otra"}).status_code == 422
    asyncio.run(run_jobs(concurrency=1, wait=False))
    assert all(there(key) for key in keys_of(member))
