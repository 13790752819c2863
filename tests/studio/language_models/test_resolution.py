"""What the live plane reads: the default account and who stands in, over asyncpg."""

import asyncio

import asyncpg
import pytest
from django.conf import settings

from centralita.identity.tenancy.scope import organization_statement, tenant_scope
from centralita.kit.outbound import Outbound
from centralita.kit.postgres.testing import TestDatabase
from centralita.providers.llm.fallback import FallbackModel
from centralita.studio.language_models.public import has_model, model_in_use
from centralita.studio.language_models.resolution import CONNECTED, DEFAULT, open_model, read_row
from tests.studio.language_models.test_api import connect

pytestmark = pytest.mark.database


def ask(database: TestDatabase, organization_id, statement):
    async def run():
        link = await asyncpg.connect(database.app_dsn)
        try:
            async with link.transaction():
                await link.execute(organization_statement(organization_id))
                return await link.fetchrow(statement, organization_id)
        finally:
            await link.close()

    return asyncio.run(run())


def test_with_nothing_connected_there_is_nothing(database, member, make) -> None:
    connect(make())
    assert ask(database, member.organization_id, CONNECTED)["connected"] is False
    assert ask(database, member.organization_id, DEFAULT) is None


def test_the_default_account_opens_with_its_own_model_or_the_agents(database, member) -> None:
    connect(member, default_model="gpt-5.4-mini", first_token_timeout=3)
    assert ask(database, member.organization_id, CONNECTED)["connected"] is True
    found = read_row(ask(database, member.organization_id, DEFAULT))
    assert found.account.timeouts.first_token == 3
    assert found.fallback is None
    opened = [
        open_model(found, settings.CIPHER, Outbound(), model=name).name for name in ("", "gpt-4.1-mini")
    ]
    assert opened == ["gpt-5.4-mini", "gpt-4.1-mini"]


def test_another_account_stands_in(database, member) -> None:
    other = connect(
        member, label="Reserva", kind="mistral", is_default=False, default_model="mistral-small-latest"
    )
    connect(member, fallback_account_id=other["id"], is_default=True)
    found = read_row(ask(database, member.organization_id, DEFAULT))
    assert (found.fallback.kind, found.fallback_model) == ("mistral", "mistral-small-latest")
    assert isinstance(open_model(found, settings.CIPHER, Outbound()), FallbackModel)


def test_another_model_of_the_same_account_stands_in(database, member) -> None:
    connect(member, default_model="gpt-5.4-mini", fallback_model="gpt-4.1-mini")
    found = read_row(ask(database, member.organization_id, DEFAULT))
    assert (found.fallback, found.fallback_model) == (found.account, "gpt-4.1-mini")
    assert isinstance(open_model(found, settings.CIPHER, Outbound()), FallbackModel)
    alone = open_model(found, settings.CIPHER, Outbound(), model="gpt-4.1-mini")
    assert not isinstance(alone, FallbackModel)


def test_the_key_for_a_cache_changes_with_the_account(database, member) -> None:
    made = connect(member)
    before = read_row(ask(database, member.organization_id, DEFAULT)).key("m")
    member.api.patch(f"/model-accounts/{made['id']}", {"label": "x"})
    after = read_row(ask(database, member.organization_id, DEFAULT)).key("m")
    assert before != after


def test_other_slices_are_given_the_same_model(member) -> None:
    with tenant_scope(member.organization_id):
        assert not has_model(member.organization_id)
        assert model_in_use(member.organization_id) is None
    connect(member, default_model="gpt-5.4-mini")
    with tenant_scope(member.organization_id):
        assert has_model(member.organization_id)
        model = model_in_use(member.organization_id)
    assert model is not None
    assert (model.name, model.open(settings.CIPHER).name) == ("gpt-5.4-mini", "gpt-5.4-mini")
