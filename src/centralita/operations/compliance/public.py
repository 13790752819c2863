"""The door to the rules of contact: whoever dials asks here first, and records the answer. Inside the scope."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from centralita.kit.clock import now
from centralita.kit.errors import NotFound
from centralita.kit.languages import reading_language
from centralita.operations.compliance import hashing, house, lookups
from centralita.operations.compliance.actions.suppressions import forget_number, record_opt_out
from centralita.operations.compliance.asking import decide_all, decide_for_number, zones_of
from centralita.operations.compliance.domain import sentences
from centralita.operations.compliance.domain.decide import same_topic
from centralita.operations.compliance.domain.numbers import against, read_number
from centralita.operations.compliance.domain.question import (
    OWN_LIST,
    Decision,
    Evidence,
    Line,
    Purpose,
    Reason,
)
from centralita.operations.compliance.domain.schedule import Schedule
from centralita.operations.compliance.domain.sentences import reason_text
from centralita.operations.compliance.models import ContactDecision
from centralita.operations.compliance.people import people
from centralita.operations.compliance.presentation import decision as decision_shown

__all__ = [
    "Decision",
    "Purpose",
    "Schedule",
    "decide_for_number",
    "decision_shown",
    "forget_attempt",
    "forget_number",
    "is_barred",
    "may_contact",
    "may_contact_all",
    "number_faults",
    "reasons_told",
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
    caller: str = "",
) -> Decision:
    """Whether a contact may be called at `at` (aware, UTC), on `number` or else their main one, from `caller`.

    Without a caller, rules about the number that calls are not asked: who dials gives it.
    Nothing is recorded: who goes on to dial calls `record_decision`. Raises NotFound for an unknown contact.
    """
    found = people(organization_id, [contact_id])
    if contact_id not in found:
        raise NotFound(kind="contact")
    asked = {contact_id: (found[contact_id].party, found[contact_id].number(number))}
    made = decide_all(
        organization_id, asked, purpose=purpose, automated=automated, at=at, topic=topic, caller=caller
    )
    return made[contact_id]


def may_contact_all(
    organization_id: UUID,
    contact_ids: Sequence[UUID],
    *,
    purpose: Purpose,
    automated: bool,
    at: datetime,
    topic: str = "",
    caller: str = "",
) -> dict[UUID, Decision]:
    """The same for many contacts on their main numbers, in as many statements as for one; unknown ones are left out."""
    found = people(organization_id, contact_ids)
    asked = {contact_id: (each.party, each.number("")) for contact_id, each in found.items()}
    return decide_all(
        organization_id, asked, purpose=purpose, automated=automated, at=at, topic=topic, caller=caller
    )


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
    if decision.allowed:
        lookups.count_call(organization_id, decision.number, decision.at)
    return row.id


def number_faults(
    organization_id: UUID, written: str, *, region: str, language: str
) -> tuple[str, tuple[str, ...]]:
    """A number in E.164 ('' for none), and what speaks against ever dialling it, as sentences: kind and country."""
    phone, reasons = read_number(written, region)
    if phone is not None:
        reasons = (*reasons, *against(phone, house.house_rules(organization_id)))
    return phone.e164 if phone else "", tuple(
        reason_text(each, "UTC", reading_language(language)) for each in reasons
    )


def reasons_told(language: str, decision: Decision) -> list[dict[str, object]]:
    """What speaks against the call, each as `code`, `sentence` in a language, and `until` (ISO) or None."""
    place = sentences.place_of_decision(decision)
    short = reading_language(language)
    return [
        {
            "code": each.code,
            "sentence": sentences.reason_text(each, place, short),
            "until": _text(each.until),
        }
        for each in decision.reasons
    ]


def is_barred(organization_id: UUID, number: str, *, topic: str = "") -> bool:
    """Whether a number (E.164) stands on the own list now, for everything or for this topic."""
    hits = lookups.known_of(organization_id, [number], now())[number].hits
    return any(hit.list == OWN_LIST and same_topic(hit.topic, topic) for hit in hits)


def forget_attempt(organization_id: UUID, decision_id: UUID) -> None:
    """Nobody dialled after this decision, which is certain: it counts as no call to the number."""
    ContactDecision.objects.filter(organization_id=organization_id, id=decision_id).update(dialled=False)


def _reason(reason: Reason) -> Mapping[str, object]:
    return {"code": reason.code, "data": dict(reason.data), "until": _text(reason.until)}


def _evidence(evidence: Evidence) -> Mapping[str, object]:
    return {"code": evidence.code, "data": dict(evidence.data)}


def _line(line: Line) -> Mapping[str, object]:
    return {"code": line.code, "language": line.language, "packs": list(line.packs)}


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
