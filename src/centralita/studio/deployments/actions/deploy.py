"""Wanting an agent somewhere: the first time, otherwise, paused, or no more. Jobs bring the platforms there."""

from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict, NotFound
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.studio.agents.public import published, require_agent
from centralita.studio.deployments.compile import Compiled
from centralita.studio.deployments.domain.target import Mode, Voice, target_of
from centralita.studio.deployments.domain.token import make_token
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.queries import get_deployment
from centralita.studio.deployments.queueing import later
from centralita.studio.deployments.sources import Wish, compile_live, compile_row
from centralita.studio.voice_accounts.public import AccountFacts, account_facts


class NotPublished(Conflict):
    """Nothing is published yet that could be deployed."""

    code = "agent_not_published"


class Blocked(Conflict):
    """Something would be lost that must not be. Data: `reason`, the first of them as a sentence; `count`."""

    code = "deployment_blocked"


class DeploymentStepNotPossible(Conflict):
    """The deployment's state does not allow this. Data: `state`."""

    code = "deployment_step_not_possible"


def deploy(actor: Actor, agent_id: UUID, account_id: UUID, wish: Wish) -> Deployment:
    """Have the live version run on an account. Where it already does, it is changed to what is wished."""
    require_agent(actor, agent_id)
    account = _account(account_id)
    target_of(account.platform, wish.mode)
    row = Deployment.objects.select_for_update().filter(agent_id=agent_id, account_id=account_id).first()
    token = row.brain_token if row else make_token(actor.organization_id)
    ready = compile_live(actor.organization_id, agent_id, account, wish, token=token)
    if ready is None:
        raise NotPublished
    refuse_blocked(actor, ready.compiled)
    before = None if row is None else snapshot(row)
    if row is None:
        row = Deployment(
            organization_id=actor.organization_id,
            agent_id=agent_id,
            account_id=account_id,
            brain_token=token,
            wanted=0,
            created_by=actor.user_id,
        )
    row.mode, row.voice, row.max_minutes = wish.mode.value, wish.voice.model_dump(), wish.max_minutes
    _want(actor, row, "live", "deployment_deploy", before)
    return row


def change_deployment(actor: Actor, deployment_id: UUID, wish: Wish) -> Deployment:
    """Another mode, voice or limit, at once at the platform."""
    row = get_deployment(actor, deployment_id, lock=True)
    if row.agent_id is None:
        raise NotFound(kind="deployment")
    return deploy(actor, row.agent_id, row.account_id, wish)


def wish_of(row: Deployment) -> Wish:
    """How a deployment is wanted now."""
    return Wish(Mode(row.mode), Voice.model_validate(row.voice), row.max_minutes)


def retry(actor: Actor, deployment_id: UUID) -> Deployment:
    """Try again what failed."""
    row = get_deployment(actor, deployment_id, lock=True)
    if row.state not in {"failed", "pending", "deploying"}:
        raise DeploymentStepNotPossible(state=row.state)
    _want(actor, row, row.goal, "deployment_retry", snapshot(row))
    return row


def pause(actor: Actor, deployment_id: UUID) -> Deployment:
    """Take no calls here: no number leads to the agent, and none is placed."""
    return _step(actor, deployment_id, "paused", "deployment_pause", {"live"})


def resume(actor: Actor, deployment_id: UUID) -> Deployment:
    """Take calls again, on the numbers that it had."""
    return _step(actor, deployment_id, "live", "deployment_resume", {"paused"})


def withdraw(actor: Actor, deployment_id: UUID) -> Deployment:
    """Take the agent away from the platform. One that was there before us stays there, and is only let go."""
    return _step(actor, deployment_id, "withdrawn", "deployment_withdraw", {"live", "paused", "withdrawn"})


def forget(actor: Actor, deployment_id: UUID) -> None:
    """Forget a deployment that is withdrawn, or whose platform no longer lets us in. What is there stays there."""
    row = get_deployment(actor, deployment_id, lock=True)
    if row.goal != "withdrawn" or row.state not in {"withdrawn", "failed"}:
        raise DeploymentStepNotPossible(state=row.state)
    _record(actor, "deployment_forget", row, snapshot(row), {})
    row.delete()


def _step(actor: Actor, deployment_id: UUID, goal: str, action: str, possible: set[str]) -> Deployment:
    row = get_deployment(actor, deployment_id, lock=True)
    if row.goal not in possible:
        raise DeploymentStepNotPossible(state=row.state)
    if goal == "live" and row.agent_id is not None:
        ready = compile_row(row, row.agent_id, _account(row.account_id))
        if ready is None:
            raise NotPublished
        refuse_blocked(actor, ready.compiled)
    _want(actor, row, goal, action, snapshot(row))
    return row


def refuse_blocked(actor: Actor, compiled: Compiled) -> None:
    """Raise Blocked where something would be lost that must not be."""
    if compiled.blocking:
        sentence = compiled.blocking[0].sentence(actor.language)
        raise Blocked(reason=sentence, count=len(compiled.blocking))


def want(row: Deployment, goal: str) -> None:
    """Set what is wanted, and have it brought about."""
    row.goal = goal
    row.wanted += 1
    row.revision += 1
    row.failures, row.next_try_at = 0, None
    version = published(row.agent_id) if row.agent_id else None
    row.wanted_version_id = version.version_id if version else None
    if goal == "live" and row.state in {"failed", "withdrawn", "paused"}:
        row.state = "pending"
    row.save()
    later(row)


def _want(actor: Actor, row: Deployment, goal: str, action: str, before: dict[str, Any] | None) -> None:
    want(row, goal)
    _record(actor, action, row, before, snapshot(row))


def _record(
    actor: Actor, action: str, row: Deployment, before: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    changed(actor.organization_id, "deployment", row.id)
    if row.agent_id is not None:
        changed(actor.organization_id, "agent", row.agent_id)
    trail.record(
        actor,
        action=action,
        subject_kind="deployment",
        subject_id=to_text("dep", row.id),
        before=before,
        after=after,
    )


def snapshot(row: Deployment) -> dict[str, Any]:
    """What the trail keeps of a deployment."""
    return {
        "agent": to_text("agt", row.agent_id) if row.agent_id else None,
        "account": to_text("pac", row.account_id),
        "goal": row.goal,
        "mode": row.mode,
        "voice": dict(row.voice),
        "max_minutes": row.max_minutes,
    }


def _account(account_id: UUID) -> AccountFacts:
    account = account_facts([account_id]).get(account_id)
    if account is None:
        raise NotFound(kind="voice_account")
    return account
