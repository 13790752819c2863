"""The door to deployments for other slices. Inside the organization's scope, but for the token's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from centralita.engine import Blueprint
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import NotFound
from centralita.kit.ids import OrganizationId
from centralita.kit.languages import READING, Reading
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.agents.public import agent_facts
from centralita.studio.deployments.compile.disclosure import with_disclosure
from centralita.studio.deployments.compile.losses import Loss
from centralita.studio.deployments.compile.wording import variable_name
from centralita.studio.deployments.domain.target import Mode, Voice
from centralita.studio.deployments.domain.token import organization_of_token
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.sources import compile_for_file
from centralita.studio.voice_accounts.public import account_facts

__all__ = [
    "DeploymentFacts",
    "FlowLoss",
    "as_retell_flow",
    "deployment_by_token",
    "deployment_of_agent",
    "live_deployments",
    "variable_name",
    "with_disclosure",
]


@dataclass(frozen=True, slots=True)
class DeploymentFacts:
    """A deployment that a platform knows. `version_id` is the version that is there, not the one that is on its way."""

    id: UUID
    agent_id: UUID
    account_id: UUID
    platform: VoicePlatform
    mode: Mode
    version_id: UUID | None
    provider_agent_id: str
    provider_version: str
    voice_id: str
    voice_name: str
    state: str
    max_minutes: int


@dataclass(frozen=True, slots=True)
class FlowLoss:
    """What Retell's conversation flow does otherwise or not at all. `blocking`: a safety item would be lost."""

    how: Literal["changed", "lost"]
    blocking: bool
    flow_id: str
    node: str
    sentences: Mapping[str, str]


# What callers may wish for at any moment, as the page of an agent calls it.
_WISHES: Final[Mapping[str, Mapping[str, str]]] = {
    "interrupt.person": {"en": "Asking for a person", "es": "Pedir una persona", "pt": "Pedir uma pessoa"},
    "interrupt.restart": {"en": "Starting over", "es": "Empezar de nuevo", "pt": "Recomeçar"},
    "interrupt.language": {"en": "Changing the language", "es": "Cambiar de idioma", "pt": "Mudar o idioma"},
}


def _said(loss: Loss, language: Reading) -> str:
    """A loss in a sentence that says what it is about, where no step does."""
    wish = _WISHES.get(loss.feature)
    return f"{wish[language]}: {loss.sentence(language)}" if wish else loss.sentence(language)


def as_retell_flow(
    organization_id: OrganizationId, agent_id: UUID, blueprint: Blueprint
) -> tuple[dict[str, Any], tuple[FlowLoss, ...]]:
    """A content as Retell's agent with its conversation flow, and what that does not say of ours."""
    compiled = compile_for_file(organization_id, agent_id, blueprint)
    losses = tuple(
        FlowLoss(
            loss.how,
            loss.blocking,
            loss.flow_id or "",
            loss.node_name or loss.node_id or "",
            {language: _said(loss, language) for language in READING},
        )
        for loss in compiled.losses
    )
    return compiled.config, losses


def live_deployments(agent_ids: Iterable[UUID] | None = None) -> tuple[DeploymentFacts, ...]:
    """Those that can take a call now: there, wanted there, of an active agent. Also while a newer version is pushed."""
    rows = Deployment.objects.filter(goal="live", pushed__isnull=False, agent_id__isnull=False)
    rows = rows.exclude(provider_agent_id="").exclude(error__in=_UNUSABLE)
    if agent_ids is not None:
        rows = rows.filter(agent_id__in=set(agent_ids))
    found = _facts(rows.order_by("id"))
    agents = agent_facts(each.agent_id for each in found)
    return tuple(
        each for each in found if each.agent_id in agents and agents[each.agent_id].status == "active"
    )


def deployment_of_agent(account_id: UUID, provider_agent_id: str) -> DeploymentFacts | None:
    """The deployment behind a platform's agent, whatever its state: for inbound calls and webhooks."""
    rows = Deployment.objects.filter(
        account_id=account_id, provider_agent_id=provider_agent_id, agent_id__isnull=False
    )
    return next(iter(_facts(rows.exclude(provider_agent_id="")[:1])), None)


def deployment_by_token(token: str) -> DeploymentFacts | None:
    """The deployment that a brain's address was made for. Opens its own scope; None for any token that is not one."""
    try:
        organization_id = organization_of_token(token)
    except NotFound:
        return None
    with tenant_scope(organization_id):
        rows = Deployment.objects.filter(brain_token=token, agent_id__isnull=False)
        return next(iter(_facts(rows)), None)


# With these the platform refuses the account or the agent: nothing can be called.
_UNUSABLE = ("voice_key_refused", "voice_unpaid", "voice_thing_missing")


def _facts(rows: Iterable[Deployment]) -> list[DeploymentFacts]:
    stored = list(rows)
    accounts = account_facts(row.account_id for row in stored)
    found = []
    for row in stored:
        account = accounts.get(row.account_id)
        if account is None or row.agent_id is None:
            continue
        voice = Voice.model_validate(row.voice)
        found.append(
            DeploymentFacts(
                row.id,
                row.agent_id,
                row.account_id,
                account.platform,
                Mode(row.mode),
                row.live_version_id,
                row.provider_agent_id,
                row.provider_version,
                voice.id,
                voice.name,
                row.state,
                row.max_minutes,
            )
        )
    return found
