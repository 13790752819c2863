"""Starting a call: everything that must hold, in its order, and one row with one job at the end of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NoReturn
from uuid import UUID

from django.db import connection, transaction

from centralita.identity.access.actor import Actor
from centralita.identity.organizations.dialling import require_dialling
from centralita.kit.clock import now
from centralita.kit.ids import new_id, to_text
from centralita.kit.money import Money
from centralita.ledger.events.append import append
from centralita.ledger.events.schemas import CallQueued
from centralita.operations.calls import lines, routing
from centralita.operations.calls.domain.estimate import USUAL_MINUTES, largest_cost, likely_cost, minute_price
from centralita.operations.calls.domain.words import Placing
from centralita.operations.calls.errors import (
    AccountFailing,
    AgentNotAvailable,
    CallRefused,
    CallUnderWay,
    NoFreeLine,
    TooManyCalls,
)
from centralita.operations.calls.models import Call
from centralita.operations.calls.ports import PORTS, Deployed
from centralita.operations.calls.queries import running_with
from centralita.operations.calls.queueing import queue_place
from centralita.operations.calls.telling import record
from centralita.operations.calls.wish import CallWish
from centralita.operations.compliance.public import (
    Decision,
    may_contact,
    reasons_told,
    record_decision,
)
from centralita.operations.contacts.public import country_called, known_of_lead
from centralita.operations.numbers.public import number_for
from centralita.studio.agents.public import agent_facts
from centralita.studio.voice_accounts.public import AccountFacts

MOST_A_MINUTE: Final = 60
# How long a call waits for its turn before it is given up: somebody sits before a single one.
_PATIENCE: Final = timedelta(minutes=10)
_PATIENCE_OF_CAMPAIGN: Final = timedelta(hours=6)


def start_call(actor: Actor, wish: CallWish) -> UUID:
    """Queue a call, or say why not; the id of the call. In the caller's scope and transaction.

    Raises CallRefused after writing the refusal down: whoever catches it commits. Everything else that it raises
    leaves nothing behind.
    """
    require_dialling(actor.organization_id)
    moment = now()
    decision = _ask(actor, wish, moment)
    with connection.cursor() as cursor:
        # One start at a time for one contact: the second sees the first one's call.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('call', %s))", [wish.contact_id.int % 2**63]
        )
    running = running_with(wish.contact_id)
    if running is not None:
        raise CallUnderWay(call=to_text("call", running))
    if not decision.allowed:
        _refuse(actor, wish, decision)
    try:
        with transaction.atomic():
            return _queue(actor, wish, moment)
    except _CallerRefused as refused:
        # The line and whatever else was taken is given back; the refusal stays.
        return _refuse(actor, wish, refused.decision)


class _CallerRefused(Exception):
    """The rules do not let this number call."""

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.decision = decision


def _ask(actor: Actor, wish: CallWish, moment: datetime, caller: str = "") -> Decision:
    return may_contact(
        actor.organization_id,
        wish.contact_id,
        purpose=wish.purpose,
        automated=True,
        at=moment,
        number=wish.number,
        topic=wish.topic,
        caller=caller,
    )


def _refuse(actor: Actor, wish: CallWish, decision: Decision) -> NoReturn:
    _decide(actor, wish, decision)
    told = reasons_told(actor.language, decision)
    record(
        actor,
        "call_refuse",
        wish.contact_id,
        after={"contact": to_text("con", wish.contact_id), "reasons": [each["code"] for each in told]},
    )
    raise CallRefused(reasons=told, first=str(told[0]["sentence"]) if told else "")


def _decide(actor: Actor, wish: CallWish, decision: Decision) -> UUID:
    return record_decision(
        actor.organization_id,
        decision,
        contact_id=wish.contact_id,
        purpose=wish.purpose,
        automated=True,
        topic=wish.topic,
    )


def _queue(actor: Actor, wish: CallWish, moment: datetime) -> UUID:
    deployed, account, why = _free_line(actor, wish)
    caller = wish.from_number or _own_number(account.id, wish)
    decision = _ask(actor, wish, moment, caller)
    if not decision.allowed:
        raise _CallerRefused(decision)
    if wish.campaign_id is None:
        _pace(moment)
    decision_id = _decide(actor, wish, decision)
    call_id = new_id()
    price = minute_price(deployed.platform, account.minute_micros)
    reserved = largest_cost(price, deployed.max_minutes)
    PORTS.budgets.reserve(
        actor.organization_id,
        source="call",
        source_id=call_id,
        amount=reserved,
        scopes=_scopes(wish, deployed),
    )
    estimate = likely_cost(price, min(USUAL_MINUTES, deployed.max_minutes or USUAL_MINUTES))
    patience = _PATIENCE if wish.campaign_id is None else _PATIENCE_OF_CAMPAIGN
    deadline = moment + patience
    if decision.valid_until is not None:
        deadline = min(deadline, decision.valid_until)
    call = Call.objects.create(
        id=call_id,
        organization_id=actor.organization_id,
        contact_id=wish.contact_id,
        agent_id=wish.agent_id,
        version_id=deployed.version_id,
        deployment_id=deployed.id,
        account_id=account.id,
        platform=account.platform.value,
        account_label=account.label,
        conversation_id=new_id() if deployed.mode == "brain" else None,
        campaign_id=wish.campaign_id,
        attempt=wish.attempt,
        direction="outbound",
        kind=wish.kind,
        purpose=wish.purpose,
        topic=wish.topic,
        from_number=caller,
        to_number=decision.number,
        variables=_variables(wish, call_id),
        decision_id=decision_id,
        routing={**why, "from": wish.from_number} if wish.from_number else why,
        status="queued",
        placing=Placing.WAITING,
        provider_agent_id=deployed.provider_agent_id,
        provider_version=deployed.provider_version,
        holds_line=True,
        holds_money=True,
        created_at=moment,
        check_at=moment + timedelta(seconds=30),
        deadline_at=deadline,
        estimate_micros=estimate.micros,
        estimate_currency=estimate.currency,
        created_by=actor.user_id,
        created_by_name=actor.name,
    )
    _tell(actor, call, reserved)
    queue_place(actor.organization_id, call.id)
    return call.id


def _free_line(actor: Actor, wish: CallWish) -> tuple[Deployed, AccountFacts, dict[str, Any]]:
    """A deployment of the agent with a line, which is taken, and why this one."""
    agent = agent_facts([wish.agent_id]).get(wish.agent_id)
    if agent is None or agent.status != "active" or not actor.reaches(wish.agent_id):
        raise AgentNotAvailable(field="agent_id")
    known = routing.standings(PORTS.deployments.live_deployments([wish.agent_id]))
    if not known:
        raise AgentNotAvailable(field="agent_id")
    well = [each for each in known if each.trouble != routing.FAILING]
    if not well:
        failing = known[0].account
        raise AccountFailing(account=failing.label, reason=failing.last_error)
    full: list[UUID] = []
    for each in well:
        if lines.take_line(actor.organization_id, each.account.id, each.account.calls_at_most):
            return each.deployed, each.account, routing.reasons(each, known, full)
        full.append(each.account.id)
    raise NoFreeLine(limit=well[0].at_most)


def _own_number(account_id: UUID, wish: CallWish) -> str:
    """The account's number that will show, as far as its numbers are known; else it is chosen when the call is placed."""
    found = number_for(account_id, country_called(wish.contact_id, wish.number))
    return "" if found is None else found.number


def _pace(moment: datetime) -> None:
    """So many calls a minute by hand. Those of campaigns have a pace of their own."""
    begun = Call.objects.filter(
        created_at__gt=moment - timedelta(minutes=1), direction="outbound", campaign_id__isnull=True
    ).count()
    if begun >= MOST_A_MINUTE:
        raise TooManyCalls(limit=MOST_A_MINUTE, retry_after=60)


def _scopes(wish: CallWish, deployed: Deployed) -> Mapping[str, UUID]:
    scopes = {"agent": wish.agent_id, "account": deployed.account_id}
    return scopes if wish.campaign_id is None else {**scopes, "campaign": wish.campaign_id}


def _variables(wish: CallWish, call_id: UUID) -> dict[str, str]:
    """What the agent knows of the call before it begins. What was written for this call wins."""
    known = {f"contact_{name}": text for name, text in known_of_lead(wish.contact_id).items()}
    return {**known, "call_kind": wish.kind, **dict(wish.variables), "call_id": to_text("call", call_id)}


def _tell(actor: Actor, call: Call, reserved: Money) -> None:
    contact = to_text("con", call.contact_id) if call.contact_id else None
    agent = to_text("agt", call.agent_id) if call.agent_id else None
    append(
        actor,
        call.id,
        CallQueued(
            agent_id=agent,
            contact_id=contact,
            direction="outbound",
            call_kind=call.kind,
            account_id=to_text("pac", call.account_id) if call.account_id else None,
            why=str(call.routing.get("why") or ""),
        ),
    )
    record(
        actor,
        "call_start",
        call.id,
        after={
            "contact": contact,
            "agent": agent,
            "kind": call.kind,
            "number": call.to_number,
            "set_aside": f"{reserved.amount} {reserved.currency}",
        },
    )
