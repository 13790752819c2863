"""Another account for a call that certainly was not dialled: all that its start asked is asked again for that one."""

from typing import Final
from uuid import UUID

from django.db import transaction

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import new_id, to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import CallRerouted
from centralita.operations.calls import lines
from centralita.operations.calls.domain.estimate import USUAL_MINUTES, largest_cost, likely_cost, minute_price
from centralita.operations.calls.domain.words import Placing
from centralita.operations.calls.models import Call
from centralita.operations.calls.ports import PORTS
from centralita.operations.calls.queueing import queue_place
from centralita.operations.calls.routing import Standing, passed_over, standings
from centralita.operations.compliance.public import Purpose, forget_attempt, may_contact, record_decision
from centralita.operations.contacts.public import country_called
from centralita.operations.numbers.public import number_for, verified
from centralita.studio.agents.public import agent_facts
from centralita.studio.voice_accounts.public import account_facts

MOST_ACCOUNTS: Final = 10


class _NotThere(Exception):
    """Not by this account."""


def reroute(actor: Actor, call: Call, reason: str) -> bool:
    """Have the next account dial, if there is one that is well; whether there is.

    The caller holds the row, knows that nothing was dialled, and its transaction goes on either way.
    """
    if call.contact_id is None or call.agent_id is None or call.account_id is None:
        return False
    agent = agent_facts([call.agent_id]).get(call.agent_id)
    if agent is None or agent.status != "active" or call.stop_asked_at is not None:
        return False
    tried = {each["account"] for each in call.routing.get("passed", ()) if each.get("tried")}
    tried.add(to_text("pac", call.account_id))
    for each in standings(PORTS.deployments.live_deployments([call.agent_id])):
        if each.trouble or to_text("pac", each.account.id) in tried or len(tried) >= MOST_ACCOUNTS:
            continue
        try:
            with transaction.atomic():
                _move(actor, call, each, reason)
        except (_NotThere, AppError):
            call.refresh_from_db()
            continue
        queue_place(call.organization_id, call.id)
        changed(actor.organization_id, "call", call.id)
        return True
    return False


def _move(actor: Actor, call: Call, to: Standing, reason: str) -> None:
    assert call.account_id is not None
    before = call.account_id
    label = call.account_label
    known = account_facts([before]).get(before)
    _ask_again(actor, call, to)
    if not lines.take_line(actor.organization_id, to.account.id, to.account.calls_at_most):
        raise _NotThere
    lines.give_line(call)
    deployed = to.deployed
    price = minute_price(deployed.platform, to.account.minute_micros)
    if call.holds_money:
        scopes = {"agent": deployed.agent_id, "account": deployed.account_id}
        if call.campaign_id is not None:
            scopes["campaign"] = call.campaign_id
        PORTS.budgets.hold_otherwise(
            actor.organization_id,
            source="call",
            source_id=call.id,
            amount=largest_cost(price, deployed.max_minutes),
            scopes=scopes,
        )
    usual = min(USUAL_MINUTES, deployed.max_minutes or USUAL_MINUTES)
    estimate = likely_cost(price, usual)
    call.holds_line = True
    call.account_id, call.account_label, call.platform = (
        to.account.id,
        to.account.label,
        to.account.platform.value,
    )
    call.deployment_id, call.version_id = deployed.id, deployed.version_id
    call.provider_agent_id, call.provider_version = deployed.provider_agent_id, deployed.provider_version
    call.conversation_id = new_id() if deployed.mode == "brain" else None
    call.estimate_micros, call.estimate_currency = estimate.micros, estimate.currency
    call.placing, call.error = Placing.WAITING, ""
    call.check_at = now()
    left = (
        passed_over(known, reason)
        if known
        else {"account": to_text("pac", before), "label": label, "reason": reason}
    )
    passed = [one for one in call.routing.get("passed", ()) if one["account"] != left["account"]]
    passed = [one for one in passed if one["account"] != to_text("pac", to.account.id)]
    call.routing = {**call.routing, "why": "well", "passed": [*passed, {**left, "tried": True}]}
    call.updated_at = now()
    call.save()
    append(
        actor,
        call.id,
        CallRerouted(
            from_account_id=to_text("pac", before), account_id=to_text("pac", to.account.id), reason=reason
        ),
    )


def _ask_again(actor: Actor, call: Call, to: Standing) -> None:
    """The rules of contact, for the number that this account would show."""
    assert call.contact_id is not None
    wanted = str(call.routing.get("from") or "")
    if wanted and not verified(to.account.id, wanted):
        raise _NotThere
    caller = wanted or _own_number(to.account.id, call.contact_id, call.to_number)
    if call.decision_id is not None:
        # Or the try that was none would count against this one.
        forget_attempt(call.organization_id, call.decision_id)
    purpose: Purpose = "service" if call.purpose == "service" else "marketing"
    decision = may_contact(
        actor.organization_id,
        call.contact_id,
        purpose=purpose,
        automated=True,
        at=now(),
        number=call.to_number,
        topic=call.topic,
        caller=caller,
    )
    if not decision.allowed:
        raise _NotThere
    call.from_number = caller
    call.decision_id = record_decision(
        actor.organization_id,
        decision,
        contact_id=call.contact_id,
        purpose=purpose,
        automated=True,
        topic=call.topic,
    )


def _own_number(account_id: UUID, contact_id: UUID, number: str) -> str:
    found = number_for(account_id, country_called(contact_id, number))
    return "" if found is None else found.number
