"""The door to the rules of contact: whoever dials asks here first, and records the answer. Inside the scope."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from centralita.kit.errors import NotFound
from centralita.operations.compliance import hashing, house
from centralita.operations.compliance.actions.suppressions import forget_number, record_opt_out
from centralita.operations.compliance.asking import decide_all, decide_for_number, zones_of
from centralita.operations.compliance.domain.question import Decision, Evidence, Line, Purpose, Reason
from centralita.operations.compliance.domain.schedule import Schedule
from centralita.operations.compliance.models import ContactDecision
from centralita.operations.compliance.people import people

__all__ = [
    "Decision",
    "Purpose",
    "Schedule",
    "decide_for_number",
    "forget_number",
    "may_contact",
    "may_contact_all",
    "record_decision",
    "record_opt_out",
    "zones_where_called",
]


def may_contact(
    organization_id: UUID,
    contact_id: UUID,
    *,
    purpose: Purpose,
    automated: bool,
    at: datetime,
    number: str = "",
    topic: str = "",
) -> Decision:
    """Whether a contact may be called at `at` (aware, UTC), on `number` or else their main one.

    Nothing is recorded: who goes on to dial calls `record_decision`. Raises NotFound for an unknown contact.
    """
    found = people(organization_id, [contact_id])
    if contact_id not in found:
        raise NotFound(kind="contact")
    asked = {contact_id: (found[contact_id].party, found[contact_id].number(number))}
    made = decide_all(organization_id, asked, purpose=purpose, automated=automated, at=at, topic=topic)
    return made[contact_id]


def may_contact_all(
    organization_id: UUID,
    contact_ids: Sequence[UUID],
    *,
    purpose: Purpose,
    automated: bool,
    at: datetime,
    topic: str = "",
) -> dict[UUID, Decision]:
    """The same for many contacts on their main numbers, in as many statements as for one; unknown ones are left out."""
    found = people(organization_id, contact_ids)
    asked = {contact_id: (each.party, each.number("")) for contact_id, each in found.items()}
    return decide_all(organization_id, asked, purpose=purpose, automated=automated, at=at, topic=topic)


def zones_where_called(organization_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The time zones that each contact may be in when their main number rings; empty without a number."""
    found = people(organization_id, contact_ids)
    return zones_of(organization_id, {key: (each.party, each.number("")) for key, each in found.items()})


def record_decision(
    organization_id: UUID,
    decision: Decision,
    *,
    contact_id: UUID | None,
    purpose: Purpose,
    automated: bool,
    topic: str = "",
) -> UUID:
    """Keep a decision made before a dial, yes or no, in the caller's transaction; its id.

    A yes counts as a call to the number from then on: the next decision sees it.
    """
    key = hashing.open_key(house.ensured_rules(organization_id))
    row = ContactDecision.objects.create(
        organization_id=organization_id,
        contact_id=contact_id,
        number=decision.number,
        number_hash=hashing.number_hash(key, decision.number),
        purpose=purpose,
        automated=automated,
        topic=topic,
        at=decision.at,
        allowed=decision.allowed,
        reasons=[_reason(each) for each in decision.reasons],
        evidence=[_evidence(each) for each in decision.evidence],
        lines=[_line(each) for each in decision.lines],
    )
    return row.id


def _reason(reason: Reason) -> Mapping[str, object]:
    return {"code": reason.code, "data": dict(reason.data), "until": _text(reason.until)}


def _evidence(evidence: Evidence) -> Mapping[str, object]:
    return {"code": evidence.code, "data": dict(evidence.data)}


def _line(line: Line) -> Mapping[str, object]:
    return {"code": line.code, "language": line.language, "packs": list(line.packs)}


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
