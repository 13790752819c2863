"""Asking platforms what they did not tell: of calls that go on, of calls in doubt, and of calls nobody has heard of.

One job for each account: a platform that is slow or away holds up nothing else.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.operations.calls.domain.patience import CLOSING, DOUBT, UNHEARD, next_check, overdue
from centralita.operations.calls.domain.words import RUNNING, Placing
from centralita.operations.calls.finishing import end_by_us, free_money
from centralita.operations.calls.keeping import guess_end, keep_told
from centralita.operations.calls.lines import ensure_traffic, recount_lines
from centralita.operations.calls.models import Call, CallTraffic
from centralita.operations.calls.ports import PORTS
from centralita.operations.calls.queueing import queue_check, queue_place, queue_stop
from centralita.operations.calls.traffic import after_pause, paused_until, platform_answered, platform_failed
from centralita.operations.calls.webhooks import hear
from centralita.providers.voice.calls import CallSnapshot, CallStatus
from centralita.providers.voice.errors import VoiceError, VoiceThingMissing
from centralita.providers.voice.provider import VoiceProvider
from centralita.studio.voice_accounts.inbox import look_again
from centralita.studio.voice_accounts.public import provider_of

_AT_ONCE: Final = 50
# While one process asks about a call, no other does; if it dies, another asks after this.
_LEASE: Final = timedelta(seconds=60)
_LOOK_EVERY: Final = timedelta(minutes=1)
_LOOK_BACK: Final = timedelta(minutes=10)
_LOOK_BACK_AT_MOST: Final = timedelta(hours=24)
_MOST_PAGES: Final = 40
_MARGIN: Final = timedelta(minutes=1)

log = get_logger(__name__)


def enqueue_checks(organization_id: OrganizationId) -> int:
    """Have each account of an organization checked that there is something to ask about; how many."""
    moment = now()
    with tenant_scope(organization_id):
        due = Call.objects.filter(check_at__lte=moment)
        accounts = set(due.exclude(account_id=None).values_list("account_id", flat=True).distinct())
        for each in PORTS.deployments.live_deployments():
            traffic = CallTraffic.objects.filter(account_id=each.account_id).first()
            if traffic is None or traffic.look_at is None or traffic.look_at <= moment:
                accounts.add(each.account_id)
        for call in due.filter(account_id=None).select_for_update(skip_locked=True)[:_AT_ONCE]:
            _orphaned(organization_id, call)
    return sum(queue_check(organization_id, each) for each in accounts if each is not None)


def _orphaned(organization_id: OrganizationId, call: Call) -> None:
    """Its account was removed: there is nobody left to ask."""
    actor = system_actor(organization_id, "calls")
    if not CallStatus(call.status).ended:
        if call.placing == Placing.WAITING:
            end_by_us(actor, call, CallStatus.FAILED, evidence="us", error="call_account_gone")
        else:
            guess_end(actor, call, "call_unheard_of", "us")
        return
    free_money(call)
    call.check_at = None
    call.save(update_fields=["check_at", "holds_money"])


def check(organization_id: OrganizationId, account_id: UUID) -> None:
    """Ask one account about its calls that are due, and now and then about calls that were never told of."""
    actor = system_actor(organization_id, "calls")
    with tenant_scope(organization_id):
        provider = provider_of(account_id)
        until = paused_until(account_id)
        recount_lines(account_id)
    if provider is None or until is not None:
        return
    for call in _claim_due(organization_id, account_id):
        if not _check_one(actor, account_id, provider, call):
            return
    _look_for_unknown(actor, account_id, provider)


def _claim_due(organization_id: OrganizationId, account_id: UUID) -> list[Call]:
    moment = now()
    with tenant_scope(organization_id):
        due = Call.objects.select_for_update(skip_locked=True).filter(
            account_id=account_id, check_at__lte=moment
        )
        rows = list(due.order_by("check_at")[:_AT_ONCE])
        Call.objects.filter(id__in=[row.id for row in rows]).update(
            check_at=moment + _LEASE, checks=F("checks") + 1
        )
    for row in rows:
        row.checks += 1
    return rows


def _check_one(actor: Actor, account_id: UUID, provider: VoiceProvider, call: Call) -> bool:
    """Ask about one call; False when the platform is not to be asked any more now."""
    if call.placing == Placing.WAITING:
        _nudge(actor, call)
        return True
    told: CallSnapshot | None = None
    unknown = False
    try:
        if call.platform_call_id:
            told = provider.read_call(call.platform_call_id)
        else:
            told = provider.find_call(call.id, (call.placed_at or call.created_at) - _MARGIN)
            unknown = told is None
    except VoiceThingMissing:
        unknown = True
    except VoiceError as error:
        _not_answered(actor, account_id, call, error)
        return False
    with tenant_scope(actor.organization_id):
        platform_answered(actor, account_id)
        fresh = Call.objects.select_for_update().filter(id=call.id).first()
        if fresh is None:
            return True
        if told is not None:
            _heard(actor, account_id, fresh, told, call.checks)
        elif unknown:
            _not_known(actor, fresh, call.checks)
    return True


def _nudge(actor: Actor, call: Call) -> None:
    """A call that waits to be dialled: its job may be lost, its time may be over."""
    with tenant_scope(actor.organization_id):
        fresh = Call.objects.select_for_update().filter(id=call.id, placing=Placing.WAITING).first()
        if fresh is None or CallStatus(fresh.status).ended:
            return
        fresh.check_at = next_check(CallStatus.QUEUED, 0, now())
        fresh.save(update_fields=["check_at"])
        queue_place(actor.organization_id, fresh.id)


def _heard(actor: Actor, account_id: UUID, call: Call, told: CallSnapshot, checks: int) -> None:
    found = not call.platform_call_id
    if not keep_told(actor, call, [told], "asked"):
        _later(call, checks)
    if found and call.platform_call_id:
        look_again(account_id, call.platform_call_id)
        if call.stop_asked_at is not None and not CallStatus(call.status).ended:
            queue_stop(actor.organization_id, call.id)


def _later(call: Call, checks: int) -> None:
    """Nothing new: ask again later, until nothing new is to be expected."""
    moment = now()
    status = CallStatus(call.status)
    if status.ended and moment - (call.ended_at or call.created_at) > CLOSING:
        if call.cost_micros is None:
            free_money(call)
        if call.transcript_status in ("pending", "processing"):
            call.transcript_status = "completed" if call.utterances else "failed"
        call.check_at = None
    else:
        call.check_at = next_check(status, checks, moment)
    call.save(update_fields=["check_at", "holds_money", "transcript_status"])


def _not_known(actor: Actor, call: Call, checks: int) -> None:
    """The platform answers, and knows no such call."""
    moment = now()
    status = CallStatus(call.status)
    if status.ended:
        _later(call, checks)
    elif moment - (call.placed_at or call.created_at) < DOUBT:
        call.check_at = min(next_check(status, checks, moment), moment + timedelta(seconds=30))
        call.save(update_fields=["check_at"])
    else:
        error = "call_unknown_to_platform" if call.platform_call_id else "call_never_known"
        guess_end(actor, call, error, "asked")


def _not_answered(actor: Actor, account_id: UUID, call: Call, error: VoiceError) -> None:
    """The platform does not say. What is unknown stays unknown and is shown as such, for a day."""
    moment = now()
    with tenant_scope(actor.organization_id):
        until = platform_failed(actor, account_id, error)
        fresh = Call.objects.select_for_update().filter(id=call.id).first()
        if fresh is None:
            return
        status = CallStatus(fresh.status)
        since = fresh.answered_at or fresh.ringing_at or fresh.placed_at or fresh.created_at
        if not status.ended and moment - since > UNHEARD:
            guess_end(actor, fresh, "call_unheard_of", "us")
            return
        if overdue(status, since, moment):
            fresh.error = "call_unconfirmed"
        fresh.check_at = after_pause(until)
        fresh.save(update_fields=["error", "check_at"])


def _look_for_unknown(actor: Actor, account_id: UUID, provider: VoiceProvider) -> None:
    """Calls that began since the last look: platforms that never repeat a webhook may have lost one."""
    moment = now()
    organization_id = OrganizationId(actor.organization_id)
    with tenant_scope(organization_id):
        ensure_traffic(organization_id, account_id)
        traffic = CallTraffic.objects.get(account_id=account_id)
        if traffic.look_at is not None and traffic.look_at > moment:
            return
        CallTraffic.objects.filter(account_id=account_id).update(look_at=moment + _LOOK_EVERY)
        deployed = any(each.account_id == account_id for each in PORTS.deployments.live_deployments())
    if not deployed:
        return
    since = max((traffic.heard_until or moment) - _LOOK_BACK, moment - _LOOK_BACK_AT_MOST)
    try:
        _list_since(actor, account_id, provider, since, moment)
    except VoiceError as error:
        with tenant_scope(organization_id):
            platform_failed(actor, account_id, error)
        return
    with tenant_scope(organization_id):
        CallTraffic.objects.filter(account_id=account_id).update(heard_until=moment)


def _list_since(
    actor: Actor, account_id: UUID, provider: VoiceProvider, since: datetime, until: datetime
) -> None:
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = provider.list_calls(since, until, cursor)
        for told in page.calls:
            _hear_listed(actor, account_id, told)
        cursor = page.cursor
        if not cursor:
            return
    log.warning("too_many_calls_listed", account=str(account_id))


def _hear_listed(actor: Actor, account_id: UUID, told: CallSnapshot) -> None:
    """A list says less than the call itself: a new one is only begun here, and then read by its own check."""
    with tenant_scope(actor.organization_id):
        known = Call.objects.filter(account_id=account_id, platform_call_id=told.call_id)
        row = known.values_list("status", flat=True).first()
        if row is not None and (row not in RUNNING or not told.status.ended):
            return
        if row is not None:
            # It is over and we have not heard: it is read at once.
            known.update(check_at=now())
            return
        # Placed by us and its id never told: matched by ours, which some lists carry.
        hear(actor, account_id, [_bare(told)], "webhook")
        known.filter(check_at__isnull=False).update(check_at=now())


def _bare(told: CallSnapshot) -> CallSnapshot:
    """Only that there is this call: how it went is read from the call itself."""
    return CallSnapshot(
        call_id=told.call_id,
        status=CallStatus.INITIATING,
        our_call=told.our_call,
        direction=told.direction,
        from_number=told.from_number,
        to_number=told.to_number,
        agent_id=told.agent_id,
        started_at=told.started_at,
    )
