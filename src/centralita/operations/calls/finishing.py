"""What comes with every end of a call: its line is given back, its money settled or freed, its end told."""

from collections.abc import Sequence
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.operations.calls.domain.outcome import outcome_of
from centralita.operations.calls.domain.words import Evidence, Placing
from centralita.operations.calls.lines import give_line
from centralita.operations.calls.models import Call
from centralita.operations.calls.ports import PORTS, UsageLine
from centralita.operations.calls.telling import tell_steps
from centralita.operations.compliance.public import forget_attempt
from centralita.providers.voice.calls import CallStatus, Ending


def end_by_us(
    actor: Actor,
    call: Call,
    status: CallStatus,
    *,
    evidence: Evidence,
    ending: Ending | None = None,
    error: str = "",
    never_dialled: bool = False,
) -> None:
    """End a call that cost nothing as far as anybody knows, and save it. One that still waits was never dialled."""
    if call.decision_id is not None and (never_dialled or call.placing == Placing.WAITING):
        forget_attempt(call.organization_id, call.decision_id)
    before = CallStatus(call.status)
    call.status, call.evidence, call.error = status.value, evidence, error
    call.ending = "" if ending is None else ending.value
    call.ended_at = now()
    if call.placing == Placing.WAITING:
        call.placing = Placing.NONE
    call.transcript_status = "failed"
    call.check_at = call.deadline_at = None
    if call.outcome_by is None:
        call.outcome = outcome_of(status, ending, answered=False, collected={})
    give_line(call)
    free_money(call)
    call.revision += 1
    call.updated_at = now()
    call.save()
    tell_steps(actor, call, before)


def free_money(call: Call) -> None:
    """Nothing was spent."""
    if call.holds_money:
        call.holds_money = False
        PORTS.budgets.void(call.organization_id, source="call", source_id=call.id)


def settle_money(call: Call, lines: Sequence[UsageLine]) -> None:
    """So much was spent, as far as the platform has told."""
    call.holds_money = False
    PORTS.budgets.settle(
        call.organization_id, source="call", source_id=call.id, lines=lines, scopes=scopes_of(call)
    )


def scopes_of(call: Call) -> dict[str, UUID]:
    """Whose money it is, for budgets."""
    known = {"agent": call.agent_id, "account": call.account_id, "campaign": call.campaign_id}
    return {kind: identifier for kind, identifier in known.items() if identifier is not None}
