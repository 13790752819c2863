"""Deployments over HTTP: parse, act, present."""

from typing import Annotated, Literal

from ninja import Query

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text, to_text
from centralita.studio.agents.public import require_agent
from centralita.studio.deployments import presentation, queries
from centralita.studio.deployments.actions import deploy as acting
from centralita.studio.deployments.actions.drift import decide, drift_of
from centralita.studio.deployments.checking import check
from centralita.studio.deployments.domain.labels import label_of
from centralita.studio.deployments.domain.target import Mode, Voice
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.schemas import (
    DeploymentChange,
    DeploymentIn,
    DeploymentList,
    DeploymentOut,
    DriftDone,
    DriftIn,
    DriftOut,
    LossList,
    PublishLosses,
    PublishLossesList,
)
from centralita.studio.deployments.sources import Wish, compile_draft, compile_live
from centralita.studio.voice_accounts.public import account_facts

router = TenantRouter("deployments")


def _shown(request: TenantRequest, row: Deployment) -> DeploymentOut:
    return presentation.deployment(request.actor, row)


@router.get(
    "/agents/{agent_id}/deployments",
    permission=Permission.AGENT_READ,
    operation="deployment_list",
    response=DeploymentList,
)
def list_deployments(request: TenantRequest, agent_id: str) -> DeploymentList:
    """Where the agent runs, and how each of them stands."""
    rows = queries.list_deployments(request.actor, from_text("agt", agent_id))
    return DeploymentList(items=presentation.deployments(request.actor, rows))


@router.post(
    "/agents/{agent_id}/deployments",
    permission=Permission.AGENT_PUBLISH,
    operation="deployment_create",
    response=DeploymentOut,
    status=201,
)
def deploy(request: TenantRequest, agent_id: str, payload: DeploymentIn) -> DeploymentOut:
    """Have the live version run on an account. It is brought there at once; follow `state`."""
    wish = Wish(payload.mode, payload.voice, payload.max_minutes)
    row = acting.deploy(request.actor, from_text("agt", agent_id), from_text("pac", payload.account_id), wish)
    return _shown(request, row)


@router.get(
    "/agents/{agent_id}/losses",
    permission=Permission.AGENT_READ,
    operation="deployment_losses",
    response=LossList,
)
def losses(
    request: TenantRequest,
    agent_id: str,
    account: Annotated[str, Query(max_length=60)],
    mode: Mode = Mode.BRAIN,
    voice: Annotated[str, Query(max_length=200)] = "",
    max_minutes: Annotated[int, Query(ge=1, le=240)] = 15,
    of: Literal["draft", "live"] = "live",
) -> LossList:
    """What an account's platform would do otherwise or not at all, before anything is published there."""
    actor, identifier = request.actor, from_text("agt", agent_id)
    require_agent(actor, identifier)
    account_id = from_text("pac", account)
    facts = account_facts([account_id]).get(account_id)
    if facts is None:
        raise NotFound(kind="voice_account")
    wish = Wish(mode, Voice(id=voice), max_minutes)
    ready = (
        compile_draft(actor.organization_id, identifier, facts, wish)
        if of == "draft"
        else compile_live(actor.organization_id, identifier, facts, wish, token="")
    )
    if ready is None:
        raise acting.NotPublished
    return presentation.losses(ready.compiled.losses, actor.language)


@router.get(
    "/agents/{agent_id}/publish-losses",
    permission=Permission.AGENT_READ,
    operation="deployment_publish_losses",
    response=PublishLossesList,
)
def publish_losses(request: TenantRequest, agent_id: str) -> PublishLossesList:
    """What publishing the draft would lose, at each account where the agent runs."""
    actor, identifier = request.actor, from_text("agt", agent_id)
    rows = [row for row in queries.list_deployments(actor, identifier) if row.goal == "live"]
    accounts = account_facts(row.account_id for row in rows)
    found = []
    for row in rows:
        account = accounts[row.account_id]
        ready = compile_draft(actor.organization_id, identifier, account, acting.wish_of(row))
        if ready is not None and ready.compiled.losses:
            told = presentation.losses(ready.compiled.losses, actor.language)
            found.append(
                PublishLosses(
                    deployment_id=to_text("dep", row.id),
                    account=account.label,
                    items=told.items,
                    blocked=any(loss.safety for loss in ready.compiled.blocking),
                )
            )
    return PublishLossesList(items=found)


@router.get(
    "/deployments/{deployment_id}",
    permission=Permission.AGENT_READ,
    operation="deployment_read",
    response=DeploymentOut,
)
def read(request: TenantRequest, deployment_id: str) -> DeploymentOut:
    """One deployment."""
    return _shown(request, queries.get_deployment(request.actor, from_text("dep", deployment_id)))


@router.patch(
    "/deployments/{deployment_id}",
    permission=Permission.AGENT_PUBLISH,
    operation="deployment_update",
    response=DeploymentOut,
)
def change(request: TenantRequest, deployment_id: str, payload: DeploymentChange) -> DeploymentOut:
    """Another mode, voice or limit, at once at the platform."""
    identifier = from_text("dep", deployment_id)
    before = acting.wish_of(queries.get_deployment(request.actor, identifier))
    wish = Wish(
        payload.mode or before.mode,
        payload.voice or before.voice,
        payload.max_minutes or before.max_minutes,
    )
    return _shown(request, acting.change_deployment(request.actor, identifier, wish))


@router.delete(
    "/deployments/{deployment_id}",
    permission=Permission.AGENT_PUBLISH,
    operation="deployment_delete",
    response=None,
)
def forget(request: TenantRequest, deployment_id: str) -> None:
    """Forget a deployment that is withdrawn, or that cannot be withdrawn. What is at the platform stays there."""
    acting.forget(request.actor, from_text("dep", deployment_id))


@router.post(
    "/deployments/{deployment_id}/retry",
    permission=Permission.AGENT_PUBLISH,
    operation="deployment_retry",
    response=DeploymentOut,
)
def retry(request: TenantRequest, deployment_id: str) -> DeploymentOut:
    """Try again what failed."""
    return _shown(request, acting.retry(request.actor, from_text("dep", deployment_id)))


@router.post(
    "/deployments/{deployment_id}/pause",
    permission=Permission.AGENT_PUBLISH,
    operation="deployment_pause",
    response=DeploymentOut,
)
def pause(request: TenantRequest, deployment_id: str) -> DeploymentOut:
    """Take no calls on this account; its numbers are let go and remembered."""
    return _shown(request, acting.pause(request.actor, from_text("dep", deployment_id)))


@router.post(
    "/deployments/{deployment_id}/resume",
    permission=Permission.AGENT_PUBLISH,
    operation="deployment_resume",
    response=DeploymentOut,
)
def resume(request: TenantRequest, deployment_id: str) -> DeploymentOut:
    """Take calls again, on the numbers that it had."""
    return _shown(request, acting.resume(request.actor, from_text("dep", deployment_id)))


@router.post(
    "/deployments/{deployment_id}/withdraw",
    permission=Permission.AGENT_PUBLISH,
    operation="deployment_withdraw",
    response=DeploymentOut,
)
def withdraw(request: TenantRequest, deployment_id: str) -> DeploymentOut:
    """Take the agent away from the platform. An adopted one stays there and is let go."""
    return _shown(request, acting.withdraw(request.actor, from_text("dep", deployment_id)))


@router.post(
    "/deployments/{deployment_id}/check",
    permission=Permission.AGENT_READ,
    operation="deployment_check",
    response=DeploymentOut,
    transaction=False,
)
def look(request: TenantRequest, deployment_id: str) -> DeploymentOut:
    """See now whether another hand changed the agent at its platform. It is looked at every 15 minutes anyway."""
    actor, identifier = request.actor, from_text("dep", deployment_id)
    with tenant_scope(actor.organization_id):
        queries.get_deployment(actor, identifier)
    check(actor.organization_id, identifier)
    witness.nothing_changed()  # what it found is told as a fact
    with tenant_scope(actor.organization_id):
        return _shown(request, queries.get_deployment(actor, identifier))


@router.get(
    "/deployments/{deployment_id}/drift",
    permission=Permission.AGENT_READ,
    operation="deployment_drift_read",
    response=DriftOut,
)
def drift(request: TenantRequest, deployment_id: str) -> DriftOut:
    """What another hand changed: as we left it, as it is there, and as we would write it now."""
    row = queries.get_deployment(request.actor, from_text("dep", deployment_id))
    return DriftOut(
        deployment_id=to_text("dep", row.id),
        found_at=row.drifted_at,
        fields=[presentation.field(each, request.actor.language) for each in drift_of(row)],
    )


@router.post(
    "/deployments/{deployment_id}/drift",
    permission=Permission.AGENT_PUBLISH,
    operation="deployment_drift_decide",
    response=DriftDone,
)
def settle(request: TenantRequest, deployment_id: str, payload: DriftIn) -> DriftDone:
    """Take their change, keep it there, or write ours over it. What was taken into the draft is published by you."""
    row, outcome = decide(request.actor, from_text("dep", deployment_id), payload.decision)
    language = request.actor.language
    return DriftDone(
        deployment=_shown(request, row),
        taken=[label_of(path, language) for path in outcome.taken],
        left=[label_of(path, language) for path in outcome.left],
    )
