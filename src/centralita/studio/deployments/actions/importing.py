"""Bringing in an agent that lives at a platform: as a draft of ours, and, where adopted, as the same agent there."""

from dataclasses import dataclass
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.providers.voice.catalogue import RemoteAgent
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.agents.public import NewAgent, import_agent
from centralita.studio.deployments.domain.reading import Read
from centralita.studio.deployments.domain.target import Voice
from centralita.studio.deployments.domain.token import make_token
from centralita.studio.deployments.models import Deployment
from centralita.studio.voice_accounts.public import AccountFacts


class AlreadyOurs(Conflict):
    """The agent at the platform belongs to one of ours already."""

    code = "remote_agent_already_ours"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was made."""

    agent_id: UUID
    deployment_id: UUID | None


def owner_of(account_id: UUID, provider_agent_id: str) -> UUID | None:
    """The agent of ours that a platform's agent belongs to."""
    rows = Deployment.objects.filter(account_id=account_id, provider_agent_id=provider_agent_id)
    return rows.values_list("agent_id", flat=True).first()


def bring_in(
    actor: Actor, account: AccountFacts, remote: RemoteAgent, read: Read, *, adopt: bool
) -> Imported:
    """A new agent of one step that does what the platform's prompt says. Raises AlreadyOurs and PlanLimit."""
    if owner_of(account.id, remote.id) is not None:
        raise AlreadyOurs
    agent_id = import_agent(
        actor,
        NewAgent(name=read.name, kind="voice", purpose="inbound", blueprint=_blueprint(read)),
    )
    deployment = _adopt(actor, agent_id, account, remote, read) if adopt else None
    trail.record(
        actor,
        action="agent_import",
        subject_kind="agent",
        subject_id=to_text("agt", agent_id),
        after={"account": to_text("pac", account.id), "provider_agent_id": remote.id, "adopted": adopt},
    )
    return Imported(agent_id, deployment)


def _blueprint(read: Read) -> engine.Blueprint:
    return engine.Blueprint.model_validate(
        {
            "name": read.name,
            "languages": [read.language],
            "default_language": read.language,
            "greeting": {read.language: read.first_message} if read.first_message else {},
            "flows": [
                {
                    "id": "main",
                    "name": read.name,
                    "entry": "answer",
                    "nodes": [
                        {
                            "id": "answer",
                            "kind": "ai_answer",
                            "name": read.name,
                            "position": {"x": 80, "y": 80},
                            "data": {"prompt": read.prompt},
                        }
                    ],
                }
            ],
            "entry_flow": "main",
        }
    )


def _adopt(actor: Actor, agent_id: UUID, account: AccountFacts, remote: RemoteAgent, read: Read) -> UUID:
    row = Deployment.objects.create(
        organization_id=actor.organization_id,
        agent_id=agent_id,
        account_id=account.id,
        mode=_mode(account, remote),
        voice=Voice(id=read.voice_id).model_dump(),
        max_minutes=read.max_minutes,
        state="live",
        wanted=1,
        reached=1,
        provider_agent_id=remote.id,
        provider_version=remote.version,
        pushed=dict(remote.config),
        adopted=True,
        brain_token=make_token(actor.organization_id),
        created_by=actor.user_id,
    )
    return row.id


def _mode(account: AccountFacts, remote: RemoteAgent) -> str:
    """As it thinks there already."""
    if account.platform is VoicePlatform.SANDBOX:
        return "brain"
    return "flow" if "flow" in remote.config else "native"
