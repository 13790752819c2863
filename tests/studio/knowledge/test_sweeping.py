"""What an upload left that never came to be is removed after a day, and nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from centralita.config.jobs import sweep_files
from centralita.identity.access.actor import system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.studio.knowledge import sweeping
from centralita.studio.knowledge.actions.documents import upload_document
from tests.people import Member

pytestmark = pytest.mark.database

Upload = Callable[..., HttpResponse]


def keys(member: Member) -> set[str]:
    return {file.key for file in settings.STORAGE.files_in(f"knowledge/{member.organization_id}")}


def lose(member: Member, *names: str) -> set[str]:
    """Upload in transactions that do not come to be; the keys of what they wrote."""
    before = keys(member)
    actor = system_actor(member.organization_id, "test")
    for name in names:
        with tenant_scope(member.organization_id):
            content = name.encode()
            upload_document(actor, file_name=name, chunks=[content], source_id=None, language="es")
            transaction.set_rollback(True)
    return keys(member) - before


def a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "now", lambda: now() + timedelta(days=1, seconds=1))


def test_a_file_without_a_row_goes_after_a_day(
    member: Member, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert upload(member, "normas.txt", b"No se puede fumar.").status_code == 201
    kept = keys(member)
    lost = lose(member, "a.txt", "b.txt")
    assert len(lost) == 2
    assert sweeping.sweep(member.organization_id) == 0
    a_day_later(monkeypatch)
    assert sweep_files() >= 2  # other tests' files may lie there too
    assert keys(member) == kept
    assert sweeping.sweep(member.organization_id) == 0


def test_so_many_go_at_once(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    lose(member, "a.txt", "b.txt", "c.txt")
    a_day_later(monkeypatch)
    monkeypatch.setattr(sweeping, "MOST_SWEPT", 2)
    assert [sweeping.sweep(member.organization_id) for _ in range(3)] == [2, 1, 0]
