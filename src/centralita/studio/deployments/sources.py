"""From stored rows to what a compilation looks at. Inside the organization's scope."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings

from centralita.engine import Blueprint
from centralita.engine.promises import known_of
from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.agents.public import agent_facts, draft_blueprint, published
from centralita.studio.business.public import current_snapshot
from centralita.studio.deployments.compile import Compiled, Source, compile_agent
from centralita.studio.deployments.compile.calling import OwnTool
from centralita.studio.deployments.compile.functions import CALLING
from centralita.studio.deployments.compile.knowledge import (
    MOST_PASSAGES,
    NONE,
    Knowledge,
    agreeing_passages,
    knowledge_of,
)
from centralita.studio.deployments.compile.losses import NATIVE
from centralita.studio.deployments.domain.target import Mode, Target, Voice, target_of
from centralita.studio.deployments.models import Deployment
from centralita.studio.knowledge.public import passages_told
from centralita.studio.tools.public import granted_versions, those_that_sign_in
from centralita.studio.voice_accounts.public import AccountFacts

_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """How an agent is to run on an account."""

    mode: Mode
    voice: Voice
    max_minutes: int


@dataclass(frozen=True, slots=True)
class Ready:
    """A compilation of the live version, or of the draft where `version_id` is None."""

    version_id: UUID | None
    number: int | None
    compiled: Compiled


def compile_row(row: Deployment, agent_id: UUID, account: AccountFacts) -> Ready | None:
    """The live version for a deployment; None while nothing is published."""
    wish = Wish(Mode(row.mode), Voice.model_validate(row.voice), row.max_minutes)
    return compile_live(OrganizationId(row.organization_id), agent_id, account, wish, token=row.brain_token)


def compile_live(
    organization_id: OrganizationId, agent_id: UUID, account: AccountFacts, wish: Wish, *, token: str
) -> Ready | None:
    """The live version compiled; None while nothing is published."""
    version = published(agent_id)
    if version is None:
        return None
    compiled = _compile(
        organization_id, agent_id, version.version_id, version.blueprint, account, wish, token
    )
    return Ready(version.version_id, version.number, compiled)


def compile_draft(
    organization_id: OrganizationId, agent_id: UUID, account: AccountFacts, wish: Wish
) -> Ready | None:
    """The draft compiled, to say what would be lost."""
    draft = draft_blueprint(agent_id)
    if draft is None:
        return None
    return Ready(None, None, _compile(organization_id, agent_id, None, draft, account, wish, ""))


def compile_for_file(organization_id: OrganizationId, agent_id: UUID, blueprint: Blueprint) -> Compiled:
    """A content as Retell's conversation flow, for whoever takes it there by hand: with no address of ours in it."""
    snapshot = current_snapshot(organization_id)
    if snapshot is not None:
        blueprint = blueprint.model_copy(update={"business": snapshot.business()})
    source = Source(
        name=agent_facts([agent_id])[agent_id].name,
        agent_id=to_text("agt", agent_id),
        version_id="",
        blueprint=blueprint,
        voice=Voice(id=""),
        max_minutes=_MINUTES,
        public_url="",
        token="",
        hook="",
        knowledge=_knowledge(blueprint),
        tools=_tools(blueprint),
    )
    compiled = compile_agent(Target.RETELL_FLOW, source)
    # A voice is chosen where the file is taken to.
    losses = tuple(loss for loss in compiled.losses if loss.feature != "channel.voice")
    return replace(compiled, losses=losses)


def _tools(blueprint: Blueprint) -> dict[str, OwnTool]:
    wanted = {tool.name: (tool.id, tool.version) for tool in blueprint.tools if tool.id}
    known = granted_versions(wanted.values())
    signing = those_that_sign_in(identifier for identifier, _ in known)
    return {name: OwnTool(known[key], key[0] in signing) for name, key in wanted.items() if key in known}


def _compile(
    organization_id: OrganizationId,
    agent_id: UUID,
    version_id: UUID | None,
    blueprint: Blueprint,
    account: AccountFacts,
    wish: Wish,
    token: str,
) -> Compiled:
    snapshot = current_snapshot(organization_id)
    if snapshot is not None:
        blueprint = blueprint.model_copy(update={"business": snapshot.business()})
    target = target_of(account.platform, wish.mode)
    knowledge = _knowledge(blueprint, keeps=True) if target in NATIVE else NONE
    source = Source(
        name=agent_facts([agent_id])[agent_id].name,
        agent_id=to_text("agt", agent_id),
        version_id=to_text("agv", version_id) if version_id else "",
        blueprint=blueprint,
        voice=wish.voice,
        max_minutes=wish.max_minutes,
        public_url=settings.ENVIRONMENT.public_url,
        token=token,
        hook=account.hook,
        knowledge=knowledge,
        webhook_id=account.webhook_id,
        tools=_tools(blueprint) if target in CALLING else {},
    )
    return compile_agent(target, source)


def _knowledge(blueprint: Blueprint, *, keeps: bool = False) -> Knowledge:
    """What the agent's documents say, but for what the facts of its business contradict."""
    sources = [source.id for source in blueprint.knowledge]
    passages, total = passages_told(sources, blueprint.main_language, most=MOST_PASSAGES)
    told = [(each.title, each.heading, each.text) for each in passages]
    kept = agreeing_passages(told, known_of(blueprint.business))
    return knowledge_of(kept, total - (len(told) - len(kept)), keeps=keeps)
