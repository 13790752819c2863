"""Uploading numbers as the dashboard does, and the worker's part of the work."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centralita.kit.ids import from_text
from centralita.operations.compliance.reading import read
from tests.people import Member


@pytest.fixture
def take_in() -> Callable[..., dict[str, Any]]:
    """`take_in(member, content, kind=…)` uploads numbers and reads them; the import afterwards."""

    def send(member: Member, content: bytes, *, work: bool = True, **fields: Any) -> dict[str, Any]:
        answer = member.api.client.post(
            "/api/v1/register-imports",
            {"file": SimpleUploadedFile("numbers.csv", content), **fields},
            headers=member.api.headers,
        )
        assert answer.status_code == 201, answer.content
        made = answer.json()
        if work:
            read(member.organization_id, from_text("rgi", made["id"]))
            made = member.api.get(f"/register-imports/{made['id']}").json()
        return made

    return send
