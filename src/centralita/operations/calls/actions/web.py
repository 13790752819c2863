"""Web calls: somebody at a browser talks with an agent at a platform.

Nobody is dialled: whoever presses the button begins the call, so the rules of contact, which are about numbers that we
would ring, have nothing to say. Line, budget, row and settling are those of every call.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.ids import new_id, to_text
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import CallQueued
from centralita.operations.calls import lines
from centralita.operations.calls.domain.estimate import USUAL_MINUTES, largest_cost, likely_cost, minute_price
from centralita.operations.calls.domain.words import Placing
from centralita.operations.calls.errors import (
    AccountFailing,
    AgentNotAvailable,
    NoFreeLine,
    TooManyCalls,
    WebCallsUnsupported,
)
from centralita.operations.calls.finishing import end_by_us, scopes_of
from centralita.operations.calls.models import Call
from centralita.operations.calls.ports import PORTS, Deployed
from centralita.operations.calls.telling import record
from centralita.operations.calls.traffic import ACCOUNT_ERRORS, platform_answered, platform_failed
from centralita.providers.voice.calls import CALL_KEY, CallStatus, Ending, WebCall
from centralita.providers.voice.errors import VoiceBusy, VoiceError, VoiceUnavailable
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.agents.public import agent_facts
from centralita.studio.deployments.public import variable_name
from centralita.studio.voice_accounts.public import AccountFacts, account_facts, provider_of

MOST_A_MINUTE: Final = 60
_FIRST_LOOK: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class WebWish:
    """A call from a browser. Without an account the agent's first free one that has web calls; `language` may be ''."""

    agent_id: UUID
    account_id: UUID | None = None
    language: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenedWebCall:
    """What a browser needs to join, once. `variables` are what the platform's own client has to send along."""

    call_id: UUID
    platform: str
    joining: WebCall
    language: str
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Task:
    call_id: UUID
    account_id: UUID
    platform: str
    provider: VoiceProvider
    agent_id: str
    version: str
    language: str
    variables: dict[str, str]


def open_web_call(actor: Actor, wish: WebWish) -> OpenedWebCall:
    """Begin a call that a browser joins within a minute. Opens its own scopes; asks the platform between them.

    Whatever the platform does not do ends the row: nobody can have been talked with.
    """
    with tenant_scope(actor.organization_id):
        task = _begin(actor, wish)
    try:
        joining = task.provider.open_web_call(task.call_id, task.agent_id, task.version, task.variables)
    except VoiceError as error:
        _refused(actor, task, error)
        raise
    with tenant_scope(actor.organization_id):
        call = Call.objects.select_for_update().get(id=task.call_id)
        platform_answered(actor, task.account_id)
        if call.placing == Placing.CLAIMED:
            call.placing = Placing.PLACED
        if not call.platform_call_id:
            call.platform_call_id = joining.call_id[:120]
        call.save(update_fields=["placing", "platform_call_id"])
        changed(actor.organization_id, "call", call.id)
    return OpenedWebCall(task.call_id, task.platform, joining, task.language, task.variables)


def _begin(actor: Actor, wish: WebWish) -> _Task:
    moment = now()
    begun = Call.objects.filter(created_at__gt=moment - timedelta(minutes=1), direction="web").count()
    if begun >= MOST_A_MINUTE:
        raise TooManyCalls(limit=MOST_A_MINUTE, retry_after=60)
    deployed, account, provider = _free_line(actor, wish)
    call_id = new_id()
    price = minute_price(deployed.platform, account.minute_micros)
    estimate = likely_cost(price, min(USUAL_MINUTES, deployed.max_minutes or USUAL_MINUTES))
    told = {**wish.variables, "call_id": to_text("call", call_id)}
    if wish.language:
        told["language"] = wish.language
    call = Call.objects.create(
        id=call_id,
        organization_id=actor.organization_id,
        agent_id=wish.agent_id,
        version_id=deployed.version_id,
        deployment_id=deployed.id,
        account_id=account.id,
        platform=account.platform.value,
        account_label=account.label,
        conversation_id=new_id() if deployed.mode == "brain" else None,
        direction="web",
        variables=told,
        status=CallStatus.INITIATING.value,
        placing=Placing.CLAIMED,
        provider_agent_id=deployed.provider_agent_id,
        provider_version=deployed.provider_version,
        holds_line=True,
        holds_money=True,
        created_at=moment,
        placed_at=moment,
        check_at=moment + _FIRST_LOOK,
        estimate_micros=estimate.micros,
        estimate_currency=estimate.currency,
        created_by=actor.user_id,
        created_by_name=actor.name,
    )
    reserved = largest_cost(price, deployed.max_minutes)
    PORTS.budgets.reserve(
        actor.organization_id, source="call", source_id=call_id, amount=reserved, scopes=scopes_of(call)
    )
    agent = to_text("agt", wish.agent_id)
    append(actor, call_id, CallQueued(agent_id=agent, contact_id=None, direction="web"))
    record(
        actor,
        "web_call_start",
        call_id,
        after={"agent": agent, "set_aside": f"{reserved.amount} {reserved.currency}"},
    )
    # Our brain reads them under their own names; a platform's model under those that it can take.
    native = call.conversation_id is None
    return _Task(
        call_id,
        account.id,
        account.platform.value,
        provider,
        deployed.provider_agent_id,
        deployed.provider_version,
        wish.language,
        {
            **{variable_name(name) if native else name: text for name, text in told.items()},
            CALL_KEY: str(call_id),
        },
    )


def _free_line(actor: Actor, wish: WebWish) -> tuple[Deployed, AccountFacts, VoiceProvider]:
    """A deployment of the agent whose platform has web calls, with a line, which is taken."""
    agent = agent_facts([wish.agent_id]).get(wish.agent_id)
    if agent is None or not actor.reaches(wish.agent_id):
        raise NotFound(kind="agent")
    if agent.status != "active":
        raise AgentNotAvailable(field="agent_id")
    able = PORTS.deployments.live_deployments([wish.agent_id])
    if wish.account_id is not None:
        able = [each for each in able if each.account_id == wish.account_id]
    accounts = account_facts(each.account_id for each in able)
    able = [each for each in able if each.account_id in accounts]
    if not able:
        raise AgentNotAvailable(field="agent_id")
    providers = {each.account_id: provider_of(each.account_id) for each in able}
    talking = [each for each in able if (one := providers[each.account_id]) and one.capabilities.web_calls]
    if not talking:
        raise WebCallsUnsupported(platform=able[0].platform)
    well = [each for each in talking if accounts[each.account_id].health != "failing"]
    if not well:
        failing = accounts[talking[0].account_id]
        raise AccountFailing(account=failing.label, reason=failing.last_error)
    in_use = lines.lines_in_use()
    for each in sorted(well, key=lambda one: (in_use.get(one.account_id, 0), one.account_id)):
        account, provider = accounts[each.account_id], providers[each.account_id]
        if provider and lines.take_line(actor.organization_id, account.id, account.calls_at_most):
            return each, account, provider
    most = accounts[well[0].account_id].calls_at_most
    raise NoFreeLine(limit=lines.USUAL_LINES if most is None else most)


def _refused(actor: Actor, task: _Task, error: VoiceError) -> None:
    with tenant_scope(actor.organization_id):
        call = Call.objects.select_for_update().get(id=task.call_id)
        if isinstance(error, (VoiceUnavailable, VoiceBusy, *ACCOUNT_ERRORS)):
            platform_failed(actor, task.account_id, error)
        if CallStatus(call.status).ended:
            return
        end_by_us(
            actor,
            call,
            CallStatus.FAILED,
            evidence="placing",
            ending=Ending.PLATFORM_FAILED,
            error=error.code[:60],
        )
