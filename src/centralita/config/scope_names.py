"""Who knows the names of what budgets are for."""

from collections.abc import Collection, Mapping
from uuid import UUID

from centralita.ledger.usage.domain.scopes import ScopeKind
from centralita.ledger.usage.naming import NAMES
from centralita.operations.campaigns.public import campaign_names
from centralita.studio.agents.public import agent_facts
from centralita.studio.voice_accounts.models import VoiceAccount


def _agents(ids: Collection[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.name for each in agent_facts(ids).values()}


def _accounts(ids: Collection[UUID]) -> Mapping[UUID, str]:
    return dict(VoiceAccount.objects.filter(id__in=ids).values_list("id", "label"))


def install() -> None:
    """Let the ledger ask."""
    NAMES[ScopeKind.AGENT] = _agents
    NAMES[ScopeKind.ACCOUNT] = _accounts
    NAMES[ScopeKind.CAMPAIGN] = campaign_names
