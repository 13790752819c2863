"""Bringing a platform to where a deployment is wanted. May be cut anywhere and begun again: it ends the same.

The row says what is wanted before anybody is asked; the agent there is made under the deployment's id as its marker and
looked up by it first; only then the row says what is there. The platform is never asked inside a transaction.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import AgentDeployed, AgentDrifted
from centralita.providers.voice.catalogue import RemoteAgent
from centralita.providers.voice.errors import VoiceBusy, VoiceUnavailable
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.deployments.acting import Done, Plan, act
from centralita.studio.deployments.domain.drift import differences, restored
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.queueing import later
from centralita.studio.deployments.sources import compile_row
from centralita.studio.voice_accounts.public import (
    account_facts,
    account_failed,
    account_works,
    provider_of,
    see_to_webhook,
)

# A claim outlives every honest talk with a platform; a killed one is taken over after it.
CLAIM: Final = timedelta(seconds=90)
AT_FAULT: Final = frozenset({"voice_key_refused", "voice_unpaid"})
# Configurations that may have been written without our knowing it, after as many cuts.
_PUSHING: Final = 10
_AGAIN_SECONDS: Final = (5, 15, 60, 300, 900, 1800)


class DeploymentBusy(AppError):
    """Somebody else is talking to the platform for this deployment: try again a little later."""

    code = "deployment_busy"


def marker_of(deployment_id: UUID) -> str:
    """The deployment's id as a platform keeps it."""
    return to_text("dep", deployment_id)


def bring(organization_id: OrganizationId, deployment_id: UUID) -> None:
    """Do what is wanted of one deployment. Raises DeploymentBusy; failures of the platform are told at the row."""
    actor = system_actor(organization_id, "deployments")
    # First, because agents name the webhook.
    _see_to_webhook(actor, deployment_id)
    with tenant_scope(organization_id):
        plan, provider = _claim(actor, deployment_id)
    if plan is None:
        return
    done: Done | None = None
    error, again = plan.error, False
    if not error and provider is not None:
        try:
            done = act(provider, plan, lambda unbound: _keep(organization_id, deployment_id, plan, unbound))
        except AppError as failure:
            error, again = failure.code, isinstance(failure, VoiceUnavailable | VoiceBusy)
    with tenant_scope(organization_id):
        _confirm(actor, deployment_id, plan, done, error, again=again)


def _see_to_webhook(actor: Actor, deployment_id: UUID) -> None:
    with tenant_scope(actor.organization_id):
        row = Deployment.objects.filter(id=deployment_id, goal="live").first()
        if row is None or (row.wanted == row.reached and not row.error):
            return
        try:
            provider = provider_of(row.account_id)
        except AppError:
            return  # told when the agent itself cannot be brought
    if provider is not None:
        see_to_webhook(actor, row.account_id, provider)


def _claim(actor: Actor, deployment_id: UUID) -> tuple[Plan | None, VoiceProvider | None]:
    row = Deployment.objects.select_for_update().filter(id=deployment_id).first()
    if row is None or (row.wanted == row.reached and not row.error):
        return None, None
    if row.busy_until is not None and row.busy_until > now():
        raise DeploymentBusy
    row.busy_by, row.busy_until = uuid4(), now() + CLAIM
    if row.goal == "live" and row.state != "drifted":
        row.state = "deploying"
    plan = _plan(row, row.busy_by)
    if plan.config and plan.config not in row.pushing:
        row.pushing = [*row.pushing, plan.config][-_PUSHING:]
    row.save()
    _look(actor, row)
    try:
        return plan, provider_of(row.account_id)
    except AppError as failure:
        return replace(plan, error=failure.code), None


def _plan(row: Deployment, claim: UUID) -> Plan:
    account = account_facts([row.account_id])[row.account_id]
    config: Mapping[str, Any] = {}
    version_id = number = None
    error = told = ""
    apart: tuple[tuple[str, str], ...] = ()
    if row.goal == "live" and row.agent_id is not None:
        ready = compile_row(row, row.agent_id, account)
        if ready is None:
            error = "agent_not_published"
        elif ready.compiled.blocking:
            error = "deployment_blocked"
        else:
            config, version_id, number = ready.compiled.config, ready.version_id, ready.number
            told, apart = ready.compiled.told, ready.compiled.apart
            if row.overwrite and row.pushed is not None and row.theirs is not None:
                config = restored(config, differences(row.pushed, row.theirs, config))
    return Plan(
        claim,
        row.account_id,
        row.goal,
        row.wanted,
        marker_of(row.id),
        row.provider_agent_id,
        row.adopted,
        config,
        version_id,
        number,
        tuple(row.unbound),
        row.pushed,
        tuple(row.pushing),
        row.overwrite,
        told,
        error,
        apart,
        account.hook,
    )


def _keep(organization_id: OrganizationId, deployment_id: UUID, plan: Plan, unbound: tuple[str, ...]) -> None:
    with tenant_scope(organization_id):
        Deployment.objects.filter(id=deployment_id, busy_by=plan.claim).update(unbound=list(unbound))


def _confirm(
    actor: Actor, deployment_id: UUID, plan: Plan, done: Done | None, error: str, *, again: bool
) -> None:
    row = Deployment.objects.select_for_update().filter(id=deployment_id).first()
    if row is None or row.busy_by != plan.claim:
        return  # it took too long, and another took over
    row.busy_by = row.busy_until = None
    if error or done is None:
        _failed(actor, row, plan, error or "voice_account_missing", again=again)
    else:
        _reached(actor, row, plan, done)
    if row.goal == "withdrawn" and row.agent_id is None and row.reached == row.wanted:
        row.delete()
        return
    row.save()
    _look(actor, row)
    if row.wanted != row.reached:
        later(row)


def _failed(actor: Actor, row: Deployment, plan: Plan, error: str, *, again: bool) -> None:
    row.state, row.error = "failed", error
    row.failures = min(row.failures + 1, 1000)
    wait = _AGAIN_SECONDS[min(row.failures, len(_AGAIN_SECONDS)) - 1]
    row.next_try_at = now() + timedelta(seconds=wait) if again else None
    # Wanted something else meanwhile: that is tried at once.
    if row.wanted != plan.wanted:
        row.next_try_at = None
    elif not again:
        row.reached = row.wanted
    if error in AT_FAULT:
        account_failed(actor, row.account_id, error)


def _reached(actor: Actor, row: Deployment, plan: Plan, done: Done) -> None:
    row.reached, row.error, row.failures, row.next_try_at = plan.wanted, "", 0, None
    row.unbound = list(done.unbound)
    account_works(actor, row.account_id)
    if plan.goal == "withdrawn" or done.remote is None:
        row.state = "withdrawn" if plan.goal == "withdrawn" else "paused"
        row.provider_agent_id = row.provider_version = ""
        row.pushed = row.theirs = row.drifted_at = row.live_version_id = None
        row.pushing, row.adopted = [], False
        return
    remote = done.remote
    row.provider_agent_id = remote.id
    if plan.goal == "paused":
        row.state = "paused"
        return
    if done.drifted:
        found_drift(actor, row, remote)
        return
    row.provider_version = remote.version
    row.pushing, row.overwrite, row.told = [], False, plan.told
    row.adopted = row.adopted and remote.id == plan.remote
    row.pushed, row.theirs, row.drifted_at = dict(remote.config), None, None
    row.state = "live"
    row.checked_at = row.deployed_at = now()
    newly = row.live_version_id != plan.version_id
    row.live_version_id = plan.version_id
    if newly and row.agent_id is not None:
        append(
            actor,
            row.agent_id,
            AgentDeployed(
                deployment_id=to_text("dep", row.id),
                account_id=to_text("pac", row.account_id),
                number=plan.number or 0,
            ),
        )


def found_drift(actor: Actor, row: Deployment, remote: RemoteAgent) -> None:
    """Note that another hand changed the agent there; the fact is told once."""
    newly = row.state != "drifted"
    row.state, row.theirs, row.checked_at = "drifted", dict(remote.config), now()
    row.drifted_at = now() if newly or row.drifted_at is None else row.drifted_at
    if newly and row.agent_id is not None:
        append(
            actor,
            row.agent_id,
            AgentDrifted(deployment_id=to_text("dep", row.id), account_id=to_text("pac", row.account_id)),
        )


def _look(actor: Actor, row: Deployment) -> None:
    changed(actor.organization_id, "deployment", row.id)
    if row.agent_id is not None:
        changed(actor.organization_id, "agent", row.agent_id)


def bring_or_wait(organization_id: OrganizationId, deployment_id: UUID) -> None:
    """The same for the queue: what is busy is asked for again when its claim ends, in case its holder is gone."""
    try:
        bring(organization_id, deployment_id)
    except DeploymentBusy:
        with tenant_scope(organization_id):
            row = Deployment.objects.filter(id=deployment_id).first()
            if row is not None:
                later(row, row.busy_until)
