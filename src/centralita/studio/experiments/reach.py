"""Which of an agent's conversations can take part: those that our engine holds."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.studio.agents.public import require_agent
from centralita.studio.deployments.public import live_deployments
from centralita.studio.experiments.schemas import LeftOutOut, ReachOut
from centralita.studio.voice_accounts.public import account_facts


def reach_of(actor: Actor, agent_id: UUID) -> ReachOut:
    """Where a platform's own model thinks, the platform has one version and chooses none."""
    require_agent(actor, agent_id)
    deployed = live_deployments([agent_id])
    native = [each for each in deployed if each.mode != "brain"]
    accounts = account_facts(each.account_id for each in native)
    return ReachOut(
        calls=any(each.mode == "brain" for each in deployed),
        left_out=[
            LeftOutOut(account=accounts[each.account_id].label, platform=each.platform.value)
            for each in native
            if each.account_id in accounts
        ],
    )
