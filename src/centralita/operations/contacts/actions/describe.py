"""Turning what a person sent into what a contact keeps."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import Invalid
from centralita.kit.ids import MalformedId, from_text
from centralita.kit.phone import read_phone
from centralita.operations.contacts.domain.fields import read_email
from centralita.operations.contacts.queries import owners
from centralita.studio.business.public import home_country, known_zone


class OwnerUnknown(Invalid):
    """No member of the organization has this id."""

    code = "contact_owner_unknown"


def described(actor: Actor, sent: Mapping[str, Any], *, country: str = "") -> dict[str, Any]:
    """The sent fields as they are stored. `country` is the contact's own, whose numbers need no prefix."""
    fields = dict(sent)
    if "phones" in fields:
        region = fields.get("country") or country or home_country(actor.organization_id)
        fields["phones"] = phones_of(fields["phones"], region)
    if "emails" in fields:
        read = [
            read_email(written, field=f"emails.{at}")
            for at, written in enumerate(fields["emails"])
            if written.strip()
        ]
        fields["emails"] = list(dict.fromkeys(read))
    if fields.get("time_zone"):
        fields["time_zone"] = known_zone(fields["time_zone"], "time_zone")
    if "tags" in fields:
        fields["tags"] = list(dict.fromkeys(fields["tags"]))
    if "owner_id" in fields:
        fields["owner_id"] = owner_of(fields["owner_id"])
    return fields


def phones_of(written: Sequence[str], region: str) -> list[str]:
    """The numbers in E.164, each once, the first still first. Raises PhoneInvalid."""
    read = [
        read_phone(text, region, field=f"phones.{at}").e164 for at, text in enumerate(written) if text.strip()
    ]
    return list(dict.fromkeys(read))


def owner_of(text: str | None) -> UUID | None:
    """The member; None for nobody. Raises OwnerUnknown."""
    if not text:
        return None
    try:
        member = from_text("mbr", text)
    except MalformedId:
        raise OwnerUnknown(field="owner_id") from None
    if member not in owners([member]):
        raise OwnerUnknown(field="owner_id")
    return member
