"""What deployments do when their agent or their account moves, in the same transaction."""

from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import Conflict
from centralita.studio.agents import public as agents
from centralita.studio.deployments.actions.deploy import Blocked, want
from centralita.studio.deployments.models import Deployment
from centralita.studio.deployments.queueing import later
from centralita.studio.deployments.sources import compile_row
from centralita.studio.voice_accounts import public as accounts

_ENDS: Final = ("paused", "archived")


class AccountInUse(Conflict):
    """Agents are deployed to the account: withdraw them first. Data: `count`."""

    code = "voice_account_in_use"


def on_agent(actor: Actor, agent_id: UUID, moved: agents.Moved) -> None:
    """A new version goes to every platform; a pause reaches them too; what is deleted is taken away there."""
    rows = Deployment.objects.select_for_update().filter(agent_id=agent_id).exclude(goal="withdrawn")
    match moved:
        case agents.Moved.PUBLISHED:
            for row in rows.filter(goal="live"):
                _refuse_unsafe(actor, row, agent_id)
                want(row, "live")
        case agents.Moved.STEPPED:
            status = agents.agent_facts([agent_id])[agent_id].status
            goal = "paused" if status in _ENDS else "live"
            for row in rows.exclude(goal=goal):
                want(row, goal)
        case agents.Moved.LEAVING:
            for row in Deployment.objects.select_for_update().filter(agent_id=agent_id):
                _let_go(row)


def _refuse_unsafe(actor: Actor, row: Deployment, agent_id: UUID) -> None:
    account = accounts.account_facts([row.account_id])[row.account_id]
    ready = compile_row(row, agent_id, account)
    unsafe = [loss for loss in ready.compiled.blocking if loss.safety] if ready else []
    if unsafe:
        raise Blocked(reason=f"{account.label}: {unsafe[0].sentence(actor.language)}", count=len(unsafe))


def _let_go(row: Deployment) -> None:
    if row.goal == "withdrawn" and row.reached == row.wanted and row.state == "withdrawn":
        row.delete()
        return
    row.agent_id = None
    want(row, "withdrawn")


def on_account(_actor: Actor, account_id: UUID, moved: accounts.Moved) -> None:
    """An account in use does not go; one whose key was replaced is tried again at once."""
    rows = Deployment.objects.select_for_update().filter(account_id=account_id)
    if moved is accounts.Moved.LEAVING:
        in_use = rows.exclude(state="withdrawn").count()
        if in_use:
            raise AccountInUse(count=in_use)
    elif moved is accounts.Moved.CHANGED:
        for row in rows.filter(state="failed"):
            row.wanted += 1
            row.next_try_at = None
            row.save()
            later(row)
