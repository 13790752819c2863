"""Contacts as the API shows them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.kit.phone import national_form
from centralita.operations.contacts import queries
from centralita.operations.contacts.models import Consent, Contact, ContactNote
from centralita.operations.contacts.policy import allowed, may_delete_note
from centralita.operations.contacts.queries import Happening, Owner
from centralita.operations.contacts.schemas import (
    ConsentOut,
    ContactOut,
    ContactSummary,
    HappeningOut,
    OwnerOut,
)


def summaries(actor: Actor, rows: Sequence[Contact]) -> list[ContactSummary]:
    """Contacts in a list."""
    owners = queries.owners(row.owner_id for row in rows if row.owner_id)
    return [ContactSummary(**_summary(actor, row, owners)) for row in rows]


def detail(actor: Actor, row: Contact) -> ContactOut:
    """A contact as its page shows it."""
    owners = queries.owners([row.owner_id] if row.owner_id else [])
    return ContactOut(
        **_summary(actor, row, owners),
        language=row.language,
        time_zone=row.time_zone,
        country=row.country,
        region=row.region,
        interest=row.interest,
        custom=row.custom,
        consents=[consent(one) for one in queries.list_consents(row.id)],
        updated_at=row.updated_at,
        revision=row.revision,
    )


def owner(actor: Actor, member: Owner) -> OwnerOut:
    """A member who looks after contacts."""
    return OwnerOut(id=to_text("mbr", member.id), name=member.name, me=member.user_id == actor.user_id)


def _summary(actor: Actor, row: Contact, owners: Mapping[UUID, Owner]) -> dict[str, Any]:
    held = owners.get(row.owner_id) if row.owner_id else None
    return {
        "id": to_text("con", row.id),
        "name": row.name,
        "company": row.company,
        "phone": national_form(row.phones[0]) if row.phones else "",
        "phones": row.phones,
        "emails": row.emails,
        "stage": row.stage,
        "score": row.score,
        "owner": owner(actor, held) if held else None,
        "source": row.source,
        "tags": row.tags,
        "do_not_call": row.do_not_call,
        "created_at": row.created_at,
        "active_at": row.active_at,
        "can": allowed(actor),
    }


def consent(row: Consent) -> ConsentOut:
    """What a contact agreed to."""
    return ConsentOut.model_validate(
        {
            "id": to_text("cns", row.id),
            "purpose": row.purpose,
            "channel": row.channel,
            "given_at": row.given_at,
            "source": row.source,
            "wording": row.wording,
            "automated": row.automated,
            "recorded_by": row.recorded_by_name,
            "withdrawn_at": row.withdrawn_at,
            "withdrawn_by": row.withdrawn_by_name,
        }
    )


def note(actor: Actor, row: ContactNote) -> HappeningOut:
    """A note as a line of the history."""
    return HappeningOut(
        id=to_text("note", row.id),
        kind="note",
        at=row.created_at,
        by=row.author_name,
        text=row.text,
        data={},
        can_delete=may_delete_note(actor, row.author_id),
    )


def timeline(actor: Actor, lines: Sequence[Happening]) -> list[HappeningOut]:
    """A contact's history. Facts say who acted only where that is a member still."""
    people = {member.user_id: member.name for member in queries.owners().values()} if lines else {}
    return [_line(actor, line, people) for line in lines]


def _line(actor: Actor, line: Happening, people: Mapping[UUID, str]) -> HappeningOut:
    if line.note is not None:
        return note(actor, line.note)
    fact = line.fact
    assert fact is not None, "a line is a note or a fact"
    return HappeningOut(
        id=to_text("evt", fact.id),
        kind=fact.kind,
        at=fact.at,
        by=people.get(fact.actor_id, "") if fact.actor_id else "",
        text="",
        data=fact.data,
        can_delete=False,
    )
