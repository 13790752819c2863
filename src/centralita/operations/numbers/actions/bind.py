"""Saying which agent answers a number. The platform is told between two transactions."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.ledger.events.hints import changed
from centralita.operations.numbers.deployments import deployments
from centralita.operations.numbers.models import PhoneNumber
from centralita.operations.numbers.queries import get_number
from centralita.operations.numbers.refreshing import keep
from centralita.studio.voice_accounts.opening import open_provider
from centralita.studio.voice_accounts.public import account_facts
from centralita.studio.voice_accounts.queries import get_account

# Behind an account's hook: where its platform asks who answers a call.
ASKED = "/inbound"


class AgentNotDeployed(Conflict):
    """The agent is not at the account of the number, so it cannot answer it. Data: `account`."""

    code = "agent_not_deployed"


class NumberGone(Conflict):
    """The account does not list the number any more. Data: `number`."""

    code = "number_gone"


def bind_agent(actor: Actor, number_id: UUID, agent_id: UUID | None) -> PhoneNumber:
    """Let an agent answer a number; None lets nobody. Opens its own transactions; the same again changes nothing.

    Raises NotFound, NumberGone, AgentNotDeployed, VoiceError.
    """
    with tenant_scope(actor.organization_id):
        row = get_number(number_id)
        if row.removed_at is not None:
            raise NumberGone(number=row.number)
        account = get_account(row.account_id)
        remote_agent = ""
        if agent_id is not None:
            deployed = deployments().deployment_of(agent_id, account.id)
            if deployed is None:
                raise AgentNotDeployed(account=account.label)
            remote_agent = deployed.remote_agent
        hook = account_facts([account.id])[account.id].hook
    # Who answers is asked before each call, so that its hours hold whatever thinks for the agent there.
    asks = f"{hook}{ASKED}" if remote_agent and hook.startswith("https://") else ""
    told = open_provider(account).bind_number(row.remote_id, remote_agent, asks)
    with tenant_scope(actor.organization_id):
        get_number(number_id, lock=True)
        keep(actor.organization_id, account.id, [told], now())
        after = get_number(number_id)
        changed(actor.organization_id, "number", account.id)
        trail.record(
            actor,
            action="phone_number_bind",
            subject_kind="phone_number",
            subject_id=to_text("num", row.id),
            before={
                "agent": to_text("agt", row.agent_id) if row.agent_id else "",
                "remote": row.inbound_agent,
            },
            after={"agent": to_text("agt", agent_id) if agent_id else "", "remote": after.inbound_agent},
        )
    return after
