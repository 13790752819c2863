"""Putting the question: what is known of contacts and numbers, gathered for the pure decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.operations.compliance import house, lookups
from centralita.operations.compliance.domain.decide import decide
from centralita.operations.compliance.domain.place import place_of
from centralita.operations.compliance.domain.question import (
    Decision,
    Party,
    Purpose,
    Question,
    Reason,
)

Key = TypeVar("Key")


def decide_for_number(
    organization_id: UUID,
    number: str,
    *,
    purpose: Purpose,
    automated: bool,
    at: datetime,
    topic: str = "",
    caller: str = "",
) -> Decision:
    """The decision for a number of somebody who is not known here."""
    asked = {0: (Party(), number)}
    return decide_all(
        organization_id, asked, purpose=purpose, automated=automated, at=at, topic=topic, caller=caller
    )[0]


def decide_all(
    organization_id: UUID,
    asked: Mapping[Key, tuple[Party, str]],
    *,
    purpose: Purpose,
    automated: bool,
    at: datetime,
    topic: str = "",
    caller: str = "",
) -> dict[Key, Decision]:
    """The decision for each party and the number to call them at, empty where there is none."""
    rules = house.house_rules(organization_id)
    registers = lookups.register_ages(organization_id)
    volumes = lookups.volumes(organization_id, at)
    e164 = {key: _e164(number, rules.own_country) for key, (_, number) in asked.items()}
    known = lookups.known_of(organization_id, [each for each in e164.values() if each], at)
    decisions = {}
    for key, (party, number) in asked.items():
        if not number:
            decisions[key] = Decision(False, at, "", (Reason("number_missing"),), (), ())
            continue
        found = known.get(e164[key], lookups.Known())
        decisions[key] = decide(
            Question(
                number=number,
                party=party,
                purpose=purpose,
                automated=automated,
                at=at,
                rules=rules,
                topic=topic,
                attempts=found.attempts,
                hits=found.hits,
                registers=registers,
                caller=caller,
                volumes=volumes,
            )
        )
    return decisions


def zones_of(organization_id: UUID, parties: Mapping[Key, tuple[Party, str]]) -> dict[Key, tuple[str, ...]]:
    """Every time zone that each party may be in, by what is known of them and by their number."""
    region = house.house_rules(organization_id).own_country
    zones = {}
    for key, (party, number) in parties.items():
        try:
            zones[key] = place_of(read_phone(number, region), party).zones
        except PhoneInvalid:
            zones[key] = ()
    return zones


def _e164(number: str, region: str) -> str:
    try:
        return read_phone(number, region).e164
    except PhoneInvalid:
        return ""
