"""Which of a person's consents counts for a call."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from centralita.operations.compliance.domain.question import Question, Reason, Value
from centralita.operations.compliance.domain.timing import Deadline, iso


@dataclass(frozen=True, slots=True)
class Standing:
    """A consent that stands, and when it grows too old."""

    given_at: dt.datetime
    source: str
    written: bool
    automated: bool
    ends: dt.datetime | None


def standing(question: Question, days: int | None) -> tuple[Standing, ...]:
    """The consents for this purpose that are given, not withdrawn since, whatever their age; newest first.

    A withdrawal takes along every consent given before it: people take back their word, not one record of it.
    """
    ours = [each for each in question.party.consents if _meant(each.purpose, each.channel, question.purpose)]
    withdrawn = max((each.withdrawn_at for each in ours if each.withdrawn_at), default=None)
    found = [
        Standing(
            each.given_at,
            each.source,
            bool(each.wording.strip()),
            each.automated,
            None if days is None else each.given_at + dt.timedelta(days=days),
        )
        for each in ours
        if not each.withdrawn_at
        and each.given_at <= question.at
        and (withdrawn is None or each.given_at > withdrawn)
    ]
    return tuple(sorted(found, key=lambda each: each.given_at, reverse=True))


def _meant(purpose: str, channel: str, asked: str) -> bool:
    return purpose == asked and channel == "call"


def fitting(found: Sequence[Standing], *, automated: bool, written: bool) -> Standing | None:
    """The newest that covers an artificial voice where one speaks, and is in writing where that is asked."""
    fit = (each for each in found if (each.automated or not automated) and (each.written or not written))
    return next(fit, None)


def lacking(question: Question, found: Sequence[Standing], told: dict[str, Value]) -> Reason:
    """Why no consent fits."""
    data: dict[str, Value] = {**told, "purpose": question.purpose}
    if not found:
        withdrawn = [
            each.withdrawn_at
            for each in question.party.consents
            if each.withdrawn_at and _meant(each.purpose, each.channel, question.purpose)
        ]
        if withdrawn:
            return Reason("consent_withdrawn", {**data, "at": iso(max(withdrawn))})
        return Reason("consent_missing", data)
    if question.automated and not any(each.automated for each in found):
        return Reason("consent_not_automated", data)
    return Reason("consent_not_written", data)


def deadline(consent: Standing, days: int, told: dict[str, Value]) -> Deadline:
    """When a consent grows too old."""
    data: dict[str, Value] = {**told, "given_at": iso(consent.given_at), "days": days}
    return Deadline(
        consent.ends or consent.given_at + dt.timedelta(days=days), Reason("consent_too_old", data)
    )
