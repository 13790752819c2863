"""What came of the calls of a campaign, and what follows from it. The campaign's row is locked by the caller."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from centralita.operations.campaigns.domain.retries import ANSWERED, RetryRules
from centralita.operations.campaigns.models import Campaign, CampaignAttempt, CampaignContact
from centralita.operations.campaigns.ports import CallState, Telephone

_COUNTED = ("dialled", "answered", "interested", "booked", "opted_out", "failed", "spent_micros")


def retry_rules(campaign: Campaign) -> RetryRules:
    """The campaign's rules as the domain reads them."""
    waits = {outcome: int(minutes) for outcome, minutes in campaign.retry.items()}
    voicemail = campaign.voicemail
    assert voicemail in {"hang_up", "message", "retry"}, "the table holds no other"
    return RetryRules(waits, campaign.max_attempts, voicemail)  # type: ignore[arg-type]  # checked above


def settle(campaign: Campaign, telephone: Telephone) -> int:
    """Take in every call of the campaign that has ended since; how many. The same call counts once."""
    attempts = list(CampaignAttempt.objects.filter(campaign_id=campaign.id, ended_at__isnull=True))
    states = telephone.states([each.call_id for each in attempts if each.call_id is not None])
    ended = []
    for each in attempts:
        state = states.get(each.call_id) if each.call_id is not None else None
        if state is not None and state.ended_at is not None:
            ended.append((each, state))
    if not ended:
        return 0
    people = _people(campaign.id, [attempt.contact_id for attempt, _ in ended])
    rules = retry_rules(campaign)
    for attempt, state in ended:
        _close(campaign, attempt, state)
        person = people.get(attempt.contact_id)
        if person is not None and person.state == "calling":
            _move(person, attempt, rules)
    CampaignAttempt.objects.bulk_update(
        [attempt for attempt, _ in ended], ["ended_at", "outcome", "duration_seconds", "cost_micros"]
    )
    CampaignContact.objects.bulk_update(people.values(), ["state", "outcome", "next_at", "reasons"])
    campaign.save(update_fields=list(_COUNTED))
    return len(ended)


def _people(campaign_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, CampaignContact]:
    rows = CampaignContact.objects.select_for_update().filter(
        campaign_id=campaign_id, contact_id__in=contact_ids
    )
    return {each.contact_id: each for each in rows.order_by("id")}


def outcome_of(state: CallState) -> str:
    """What a call came to; one that nobody judged goes by its status."""
    if state.outcome:
        return state.outcome
    return {"completed": "answered", "cancelled": "cancelled"}.get(state.status, "failed")


def _close(campaign: Campaign, attempt: CampaignAttempt, state: CallState) -> None:
    outcome = outcome_of(state)
    attempt.ended_at, attempt.outcome = state.ended_at, outcome
    # There are no rates of exchange here: what is paid in other money is in the books, and not in this sum.
    cost = state.cost_micros if state.currency in {"", campaign.currency} else 0
    attempt.duration_seconds, attempt.cost_micros = state.duration_seconds, cost
    campaign.spent_micros += cost
    campaign.answered += outcome in ANSWERED
    campaign.interested += outcome in {"interested", "booked"}
    campaign.booked += outcome == "booked"
    campaign.opted_out += outcome == "opted_out"
    campaign.failed += outcome == "failed"


def _move(person: CampaignContact, attempt: CampaignAttempt, rules: RetryRules) -> None:
    assert attempt.ended_at is not None, "closed before"
    person.outcome = attempt.outcome
    following = rules.next_at(attempt.outcome, person.dialled, attempt.ended_at)
    if following is None:
        person.state, person.reasons, person.next_at = "done", [], None
        return
    # Never in the same breath, whatever the rules say.
    soonest = attempt.ended_at + timedelta(minutes=1)
    person.state, person.reasons, person.next_at = "held", ["retry"], max(following, soonest)
