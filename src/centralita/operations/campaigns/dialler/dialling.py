"""One step of a campaign: who is due, who of them may be called this moment, and those calls asked for.

All of it is one transaction with the campaign's row locked. So the stop switch, the pace, the lines, the budget and
the rules are those of the very moment; two workers never dial for one campaign at once; and a worker that is killed
has done nothing at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Sum

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.clock import now
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.ledger.events.append import append
from centralita.ledger.events.hints import changed
from centralita.ledger.events.schemas import CampaignStarted
from centralita.operations.campaigns import switches
from centralita.operations.campaigns.actions.ending import end, pause
from centralita.operations.campaigns.actions.lock import try_to_lock
from centralita.operations.campaigns.dialler.gathering import gather
from centralita.operations.campaigns.dialler.refusing import by_caller, refused
from centralita.operations.campaigns.dialler.settling import settle
from centralita.operations.campaigns.domain import pace, stopping
from centralita.operations.campaigns.judging import Verdict, judge
from centralita.operations.campaigns.models import Campaign, CampaignAttempt, CampaignContact
from centralita.operations.campaigns.ports import CallWish, Telephone
from centralita.operations.campaigns.reading import stop_rules
from centralita.operations.compliance.public import Purpose, record_decision

# A step is short, so that whoever stops the campaign waits for a moment only.
MOST_DIALS = 5
LOOKED_AT = 20
_NO_LINE_WAIT = timedelta(seconds=3)
_HALTS = {"budget_exhausted": "limit_reached", "agent_not_available": "agent_not_available"}

log = get_logger(__name__)


class _Halted(Exception):
    """The campaign takes a pause for a reason that lies with the call itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _NoLine(Exception):
    """Every line is busy: nothing to say about the contact."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a step did. `more` says that there is something to do at once."""

    dialled: int = 0
    settled: int = 0
    looked_at: int = 0
    more: bool = False


def step(
    organization_id: OrganizationId,
    campaign_id: UUID,
    telephone: Telephone,
    clock: Callable[[], datetime] = now,
) -> Step:
    """Take one step. Does nothing while another worker takes one for the same campaign."""
    with tenant_scope(organization_id):
        campaign = try_to_lock(campaign_id)
        if campaign is None:
            return Step()
        actor = system_actor(organization_id, campaign.name)
        moment = clock()
        settled = settle(campaign, telephone)
        _begin(actor, campaign, moment)
        if campaign.status != "running" or switches.closed(campaign):
            done = Step(settled=settled)
        else:
            done = _Round(actor, campaign, telephone, moment).run(settled)
        if done.settled or done.dialled or done.looked_at:
            changed(organization_id, "campaign", campaign.id)
    return done


def _begin(actor: Actor, campaign: Campaign, moment: datetime) -> None:
    """A scheduled campaign whose time has come runs."""
    if campaign.status != "scheduled" or campaign.starts_at is None or campaign.starts_at > moment:
        return
    campaign.status, campaign.started_at = "running", moment
    campaign.save(update_fields=["status", "started_at"])
    append(actor, campaign.id, CampaignStarted(name=campaign.name))


@dataclass(slots=True)
class _Round:
    actor: Actor
    campaign: Campaign
    telephone: Telephone
    moment: datetime

    def run(self, settled: int) -> Step:
        campaign = self.campaign
        if not switches.agent_ready(campaign):
            pause(self.actor, campaign, "agent_not_available")
            return Step(settled=settled)
        standing, open_calls = self._standing()
        halt = stopping.halt(stop_rules(campaign), standing, self.moment)
        if halt is not None:
            (pause if halt.status == "paused" else end)(self.actor, campaign, halt.reason)
            return Step(settled=settled)
        if not campaign.gathered:
            gather(campaign, self.moment)
        slots = min(
            pace.allowance(campaign.pace, campaign.next_dial_at, self.moment),
            campaign.concurrency - open_calls,
            stopping.affordable(standing),
            MOST_DIALS,
        )
        if slots <= 0:
            return Step(settled=settled, more=not campaign.gathered)
        due = self._due()
        if not due:
            self._finish_when_done()
            return Step(settled=settled, more=not campaign.gathered)
        dialled = self._dial(due, slots, standing.worst)
        return Step(dialled=dialled, settled=settled, looked_at=len(due), more=True)

    def _standing(self) -> tuple[stopping.Standing, int]:
        campaign = self.campaign
        under_way = CampaignAttempt.objects.filter(campaign_id=campaign.id, ended_at__isnull=True)
        held = under_way.aggregate(held=Sum("held_micros"))["held"] or 0
        worst = self.telephone.worst_case(campaign.organization_id, cast("UUID", campaign.agent_id))
        standing = stopping.Standing(
            booked=campaign.booked,
            interested=campaign.interested,
            dialled=campaign.dialled,
            failed=campaign.failed,
            spent=campaign.spent_micros,
            held=held,
            worst=worst.micros if worst is not None else 0,
            budget=campaign.budget_micros,
        )
        return standing, under_way.count()

    def _due(self) -> list[CampaignContact]:
        rows = CampaignContact.objects.select_for_update(skip_locked=True).filter(
            campaign_id=self.campaign.id, state__in=["waiting", "held"], next_at__lte=self.moment
        )
        return list(rows.order_by("next_at", "id")[:LOOKED_AT])

    def _finish_when_done(self) -> None:
        left = CampaignContact.objects.filter(
            campaign_id=self.campaign.id, state__in=["waiting", "held", "calling"]
        )
        if self.campaign.gathered and not left.exists():
            end(self.actor, self.campaign, "all_done")

    def _dial(self, due: Sequence[CampaignContact], slots: int, worst: int) -> int:
        """Ask for the calls; how many. Who may not be called now is put where they belong."""
        due = [person for person in due if _only_here(person.contact_id)]
        verdicts = judge(self.campaign, [person.contact_id for person in due], self.moment)
        dialled = 0
        halted = ""
        for person in due:
            verdict = verdicts[person.contact_id]
            if verdict.answer != "now":
                self._put_aside(person, verdict)
                continue
            if person.dialled >= self.campaign.max_attempts:
                _close(person)
                continue
            if dialled >= slots or halted:
                continue
            try:
                dialled += self._start(person, verdict, worst)
            except _NoLine:
                self.campaign.next_dial_at = self.moment + _NO_LINE_WAIT
                halted = "no_line"
            except _Halted as reason:
                halted = reason.reason
        self._count(dialled, halted)
        return dialled

    def _count(self, dialled: int, halted: str) -> None:
        campaign = self.campaign
        if dialled:
            campaign.dialled += dialled
            if halted != "no_line":
                campaign.next_dial_at = pace.after(campaign.pace, campaign.next_dial_at, self.moment, dialled)
        campaign.save(update_fields=["dialled", "next_dial_at"])
        if halted and halted != "no_line":
            pause(self.actor, campaign, halted)

    def _put_aside(self, person: CampaignContact, verdict: Verdict) -> None:
        if verdict.decision is not None and not verdict.decision.allowed:
            record_decision(
                self.campaign.organization_id,
                verdict.decision,
                contact_id=person.contact_id,
                purpose=cast("Purpose", self.campaign.purpose),
                automated=True,
                topic=self.campaign.topic,
            )
        person.state = "held" if verdict.answer == "later" else "left_out"
        person.reasons, person.next_at = list(verdict.reasons), verdict.when
        person.save(update_fields=["state", "reasons", "next_at"])

    def _start(self, person: CampaignContact, verdict: Verdict, worst: int) -> int:
        campaign = self.campaign
        wish = CallWish(
            contact_id=person.contact_id,
            agent_id=cast("UUID", campaign.agent_id),
            kind=campaign.kind,
            purpose=campaign.purpose,
            number=verdict.number,
            topic=campaign.topic,
            campaign_id=campaign.id,
            attempt=person.attempts + 1,
            variables={"voicemail": campaign.voicemail},
        )
        try:
            call_id = self._ask(wish)
        except AppError as error:
            return self._refused(person, error)
        person.attempts += 1
        person.dialled += 1
        person.state, person.reasons, person.next_at = "calling", [], None
        person.last_dialled_at, person.call_id = self.moment, call_id
        person.save()
        CampaignAttempt.objects.create(
            organization_id=campaign.organization_id,
            campaign_id=campaign.id,
            contact_id=person.contact_id,
            attempt=person.attempts,
            call_id=call_id,
            at=self.moment,
            held_micros=worst,
        )
        return 1

    def _ask(self, wish: CallWish) -> UUID:
        """Ask for a call. What a failed start wrote goes with it, unless the refusal is itself a record."""
        with transaction.atomic():
            try:
                return self.telephone.start(self.actor, wish)
            except AppError as error:
                if not error.keeps_writes:
                    raise
                refusal = error
        raise refusal

    def _refused(self, person: CampaignContact, error: AppError) -> int:
        if error.code == "no_free_line":
            raise _NoLine from error
        if by_caller(error):
            raise _Halted("caller_not_allowed") from error
        aside = refused(error, self.moment)
        if aside is not None:
            person.state = "left_out" if aside.until is None else "held"
            person.reasons, person.next_at = list(aside.reasons), aside.until
            person.save(update_fields=["state", "reasons", "next_at"])
            return 0
        log.warning("campaign_call_refused", campaign=str(self.campaign.id), code=error.code)
        raise _Halted(_HALTS.get(error.code, "calling_unavailable")) from error


def _close(person: CampaignContact) -> None:
    person.state, person.next_at, person.reasons = "done", None, []
    person.save(update_fields=["state", "next_at", "reasons"])


def _only_here(contact_id: UUID) -> bool:
    """Whether no other campaign is deciding about the same person this moment: both would see the last call only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"campaign_dial:{contact_id}"]
        )
        (taken,) = cursor.fetchone()
    return bool(taken)
