"""What visitors sent to an agent goes with it."""

import asyncio

import pytest
from django.conf import settings

from centralita.config.jobs import run_jobs
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text
from centralita.operations.conversations.models import Attachment, Conversation
from centralita.studio.agents.models import AgentVersion
from tests.people import Member

pytestmark = pytest.mark.database


def published(member: Member) -> str:
    agent = str(member.api.post("/agents", {"name": "Recepción", "languages": ["es"]}).json()["id"])
    assert member.api.post(f"/agents/{agent}/publish", {"note": "v1"}).status_code == 201
    return agent


def sent_to(member: Member, agent: str) -> str:
    """The key of a file that a visitor sent to the agent."""
    with tenant_scope(member.organization_id):
        version = AgentVersion.objects.get(agent_id=from_text("agt", agent))
        conversation = Conversation.objects.create(
            organization_id=member.organization_id,
            agent_id=version.agent_id,
            blueprint_id=version.blueprint_id,
            channel="widget",
            language="es",
            state=b"",
            started_at=now(),
            last_at=now(),
        )
        key = f"attachments/{member.organization_id.hex}/{conversation.id.hex}"
        settings.STORAGE.put(key, [b"x"])
        Attachment.objects.create(
            organization_id=member.organization_id,
            conversation_id=conversation.id,
            name="a.txt",
            type="text/plain",
            size=1,
            storage_key=key,
        )
    return key


def test_the_files_of_a_deleted_agent_are_removed_and_no_others(member: Member) -> None:
    gone, kept = published(member), published(member)
    files = [sent_to(member, gone), sent_to(member, kept)]
    assert member.api.post(f"/agents/{gone}/archive").status_code == 200
    assert member.api.delete(f"/agents/{gone}").status_code == 204
    asyncio.run(run_jobs(concurrency=1, wait=False))
    with pytest.raises(NotFound):
        settings.STORAGE.stat(files[0])
    assert settings.STORAGE.stat(files[1]).size == 1
