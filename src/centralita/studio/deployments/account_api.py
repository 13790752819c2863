"""What an account of a voice platform has, over HTTP: its voices, its agents, and bringing one of them in.

Each asks the platform, outside of any transaction.
"""

from typing import Annotated
from uuid import UUID

from ninja import Query

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, to_text
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.deployments.actions.importing import AlreadyOurs, bring_in, owner_of
from centralita.studio.deployments.domain.reading import Read, read_agent
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.schemas import (
    AccountVoiceList,
    AccountVoiceOut,
    ImportIn,
    ImportOut,
    RemoteAgentList,
    RemoteAgentOut,
)
from centralita.studio.voice_accounts.public import AccountFacts, account_facts, provider_of

router = TenantRouter("deployments")
_MOST_VOICES = 2_000


def _open(actor: Actor, account_id: str) -> tuple[AccountFacts, VoiceProvider]:
    identifier = from_text("pac", account_id)
    with tenant_scope(actor.organization_id):
        account = account_facts([identifier]).get(identifier)
        provider = provider_of(identifier)
    if account is None or provider is None:
        raise NotFound(kind="voice_account")
    return account, provider


@router.get(
    "/voice-accounts/{account_id}/voices",
    permission=Permission.VOICE_ACCOUNT_READ,
    operation="voice_account_voices",
    response=AccountVoiceList,
    transaction=False,
)
def voices(request: TenantRequest, account_id: str) -> AccountVoiceList:
    """The voices of an account, by name, asked of the platform now."""
    _, provider = _open(request.actor, account_id)
    found = []
    for voice in provider.list_voices():
        found.append(voice)
        if len(found) >= _MOST_VOICES:
            break
    found.sort(key=lambda voice: (voice.name.casefold(), voice.id))
    return AccountVoiceList(
        items=[
            AccountVoiceOut(
                id=voice.id,
                name=voice.name,
                languages=list(voice.languages),
                accent=voice.accent,
                gender=voice.gender,
                preview_url=voice.preview_url if voice.preview_url.startswith("https://") else "",
            )
            for voice in found
        ]
    )


@router.get(
    "/voice-accounts/{account_id}/agents",
    permission=Permission.AGENT_CREATE,
    operation="remote_agent_list",
    response=RemoteAgentList,
    transaction=False,
)
def remote_agents(
    request: TenantRequest, account_id: str, cursor: Annotated[str, Query(max_length=500)] = ""
) -> RemoteAgentList:
    """The agents at the platform, one of its pages; those that are ours already say whose."""
    account, provider = _open(request.actor, account_id)
    page = provider.list_agents(cursor)
    with tenant_scope(request.actor.organization_id):
        owners: dict[str, UUID | None] = dict(
            Deployment.objects.filter(
                account_id=account.id, provider_agent_id__in=[agent.id for agent in page.agents]
            ).values_list("provider_agent_id", "agent_id")
        )
    items = []
    for agent in page.agents:
        owner = owners.get(agent.id)
        items.append(
            RemoteAgentOut(
                id=agent.id,
                name=agent.name,
                changed_at=agent.changed_at,
                agent_id=to_text("agt", owner) if owner else None,
            )
        )
    return RemoteAgentList(items=items, next_cursor=page.cursor or None)


@router.post(
    "/voice-accounts/{account_id}/agents/look",
    permission=Permission.AGENT_CREATE,
    operation="remote_agent_look",
    response=ImportOut,
    transaction=False,
)
def look(request: TenantRequest, account_id: str, payload: ImportIn) -> ImportOut:
    """What an import would bring and what it would leave behind. Nothing is changed."""
    account, provider = _open(request.actor, account_id)
    remote = provider.read_agent(payload.provider_agent_id)
    witness.nothing_changed()
    return _told(read_agent(account.platform, remote.name, remote.config), None, None)


@router.post(
    "/voice-accounts/{account_id}/agents/import",
    permission=Permission.AGENT_CREATE,
    operation="remote_agent_import",
    response=ImportOut,
    status=201,
    transaction=False,
)
def bring(request: TenantRequest, account_id: str, payload: ImportIn) -> ImportOut:
    """Bring a platform's agent in as a draft. Secrets in its texts stay out; tools are listed, not brought."""
    actor = request.actor
    account, provider = _open(actor, account_id)
    with tenant_scope(actor.organization_id):
        if owner_of(account.id, payload.provider_agent_id) is not None:
            raise AlreadyOurs
    remote = provider.read_agent(payload.provider_agent_id)
    read = read_agent(account.platform, remote.name, remote.config)
    with tenant_scope(actor.organization_id):
        made = bring_in(actor, account, remote, read, adopt=payload.adopt)
    return _told(read, made.agent_id, made.deployment_id)


def _told(read: Read, agent_id: UUID | None, deployment_id: UUID | None) -> ImportOut:
    return ImportOut(
        agent_id=to_text("agt", agent_id) if agent_id else None,
        deployment_id=to_text("dep", deployment_id) if deployment_id else None,
        name=read.name,
        languages=[read.language],
        prompt=read.prompt,
        first_message=read.first_message,
        voice_id=read.voice_id,
        tools=list(read.tools),
        unmapped=list(read.unmapped),
        secrets_removed=read.secrets_removed,
    )
