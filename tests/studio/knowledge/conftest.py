"""Uploading as the dashboard does, and the worker's part of the work."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse

from centralita.kit.ids import OrganizationId
from centralita.studio.knowledge.indexing import index
from tests.people import Member


@pytest.fixture
def upload() -> Callable[..., HttpResponse]:
    """`upload(member, name, content, **fields)` posts a file."""

    def send(member: Member, name: str, content: bytes, **fields: Any) -> HttpResponse:
        return member.api.client.post(
            "/api/v1/knowledge/documents",
            {"file": SimpleUploadedFile(name, content), **fields},
            headers=member.api.headers,
        )

    return send


@pytest.fixture
def work() -> Callable[[], int]:
    """`work()` runs the indexing jobs that are waiting, as the worker would; how many."""

    def run() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, args::text FROM procrastinate_jobs WHERE task_name = 'knowledge.index_document'"
                " AND status = 'todo' ORDER BY id"
            )
            jobs = cursor.fetchall()
        for identifier, text in jobs:
            arguments = json.loads(text)
            index(
                OrganizationId(UUID(arguments["organization_id"])),
                UUID(arguments["document_id"]),
                attempt=arguments["attempt"],
            )
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [identifier])
        return len(jobs)

    return run
