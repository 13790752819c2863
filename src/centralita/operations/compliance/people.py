"""Contacts as the decision sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from centralita.operations.compliance.domain.question import Consent, Party
from centralita.operations.contacts.public import ContactFacts, contact_facts


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, and the numbers that reach them, the main one first."""

    party: Party
    phones: tuple[str, ...]

    def number(self, wanted: str) -> str:
        """The number to call: the one that is asked for, else the main one; empty where there is none."""
        return wanted or (self.phones[0] if self.phones else "")


def people(organization_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Person]:
    """These contacts; unknown ones are left out."""
    found = contact_facts(organization_id, ids)
    return {identifier: Person(_party(facts), facts.phones) for identifier, facts in found.items()}


def _party(facts: ContactFacts) -> Party:
    return Party(
        language=facts.language,
        time_zone=facts.time_zone,
        country=facts.country,
        region=facts.region,
        do_not_call=facts.do_not_call,
        consents=tuple(
            Consent(
                purpose=each.purpose,
                channel=each.channel,
                given_at=each.given_at,
                source=each.source,
                wording=each.wording,
                automated=each.automated,
                withdrawn_at=each.withdrawn_at,
            )
            for each in facts.consents
        ),
    )
