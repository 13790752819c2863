"""Whether and by whom a lead can be called now: what the selector shows."""

from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.operations.calls.domain.estimate import USUAL_MINUTES, likely_cost, minute_price
from centralita.operations.calls.domain.words import Kind
from centralita.operations.calls.ports import PORTS
from centralita.operations.calls.queries import running_with
from centralita.operations.calls.routing import ERRORS, FAILING, FULL, Standing, standings
from centralita.operations.calls.schemas import CallAccount, CallEstimate, CallOption, CallOptions, CallVoice
from centralita.operations.calls.wish import PURPOSES
from centralita.operations.compliance.public import decision_shown, may_contact
from centralita.operations.contacts.public import contact_facts
from centralita.studio.agents.public import AgentFacts, agent_facts
from centralita.studio.voices.public import voice_facts


def call_options(actor: Actor, contact_id: UUID, kind: Kind, number: str) -> CallOptions:
    """What is possible now. Nothing is recorded."""
    purpose = PURPOSES[kind]
    decision = may_contact(
        actor.organization_id, contact_id, purpose=purpose, automated=True, at=now(), number=number
    )
    facts = contact_facts(actor.organization_id, [contact_id])[contact_id]
    running = running_with(contact_id)
    return CallOptions(
        number=decision.number,
        numbers=list(facts.phones),
        decision=decision_shown(actor, decision, purpose=purpose, automated=True),
        agents=_agents(actor),
        running=to_text("call", running) if running else None,
    )


def _agents(actor: Actor) -> list[CallOption]:
    able = [each for each in PORTS.deployments.live_deployments() if actor.reaches(each.agent_id)]
    agents = agent_facts(each.agent_id for each in able)
    best: dict[UUID, Standing] = {}
    for standing in standings(able):
        known = best.get(standing.deployed.agent_id)
        # The one that a call would go by: the best that has a line.
        if known is None or (known.trouble == FULL and standing.trouble in {"", ERRORS}):
            best[standing.deployed.agent_id] = standing
    accounts = {each.account.id for each in best.values()}
    previews = {
        (account, voice): facts.preview or ""
        for account in accounts
        for voice, facts in voice_facts(
            account, {each.deployed.voice_id for each in best.values() if each.account.id == account}
        ).items()
    }
    shown = [
        _option(each, agents[agent_id], previews.get((each.account.id, each.deployed.voice_id), ""))
        for agent_id, each in best.items()
        if agent_id in agents
    ]
    return sorted(shown, key=lambda each: (not each.free, each.name.casefold(), each.account.label))


def _option(standing: Standing, agent: AgentFacts, preview: str) -> CallOption:
    deployed, account = standing.deployed, standing.account
    why_not = None
    if agent.status != "active":
        why_not = "agent_paused"
    elif standing.trouble in {FAILING, FULL}:
        why_not = standing.trouble
    minutes = min(USUAL_MINUTES, float(deployed.max_minutes or USUAL_MINUTES))
    cost = likely_cost(minute_price(deployed.platform, account.minute_micros), minutes)
    return CallOption.model_validate(
        {
            "id": to_text("agt", agent.id),
            "name": agent.name,
            "description": agent.description,
            "voice": CallVoice(id=deployed.voice_id, name=deployed.voice_name, preview_url=preview)
            if deployed.voice_id
            else None,
            "account": CallAccount(
                id=to_text("pac", account.id), label=account.label, platform=account.platform.value
            ),
            "free": why_not is None,
            "why_not": why_not,
            "estimate": CallEstimate(micros=cost.micros, currency=cost.currency, minutes=minutes),
        }
    )
