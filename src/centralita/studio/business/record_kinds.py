"""The kinds of records of a profile: what is stored of each, and how the API shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ninja import Schema

from centralita.engine.business import Span
from centralita.identity.access.actor import Actor
from centralita.kit.errors import Invalid
from centralita.kit.ids import MalformedId, from_text
from centralita.studio.business import presentation, queries, schemas
from centralita.studio.business.actions.records import RecordKind
from centralita.studio.business.domain import hours
from centralita.studio.business.models import (
    BusinessPolicy,
    Location,
    Offering,
    Record,
    SpecialDay,
    StaffMember,
)

Row = TypeVar("Row", bound=Record)
In = TypeVar("In", bound=Schema)


class UnknownService(Invalid):
    """A member of staff gives a service that is not there; `id` says which."""

    code = "unknown_service"


@dataclass(frozen=True, slots=True)
class Resource(Generic[Row, In]):
    """A kind of record with its words on the wire."""

    kind: RecordKind[Row]
    path: str
    label: str
    sent: type[In]
    shown: type[Schema]
    fields: Callable[[Actor, In], dict[str, Any]]
    present: Callable[[Actor, Row], Schema]
    order: Sequence[str] = ("position", "id")


def _as_sent(_actor: Actor, record: Schema) -> dict[str, Any]:
    return record.model_dump()


def _special_day(_actor: Actor, record: schemas.SpecialDayIn) -> dict[str, Any]:
    spans = hours.ordered([span.span() for span in record.spans], "spans")
    return {**record.model_dump(exclude={"spans"}), "spans": [_stored(span) for span in spans]}


def _stored(span: Span) -> dict[str, str]:
    return {"opens": span.opens, "closes": span.closes}


def _offering(actor: Actor, record: schemas.OfferingIn) -> dict[str, Any]:
    fields = record.model_dump()
    fields["currency"] = record.currency or queries.get_profile(actor).currency
    return fields


def _staff_member(_actor: Actor, record: schemas.StaffMemberIn) -> dict[str, Any]:
    fields = record.model_dump(exclude={"services", "hours"})
    try:
        ids = [from_text("off", text) for text in dict.fromkeys(record.services)]
    except MalformedId:
        raise UnknownService(field="services") from None
    if len(queries.known_offerings(set(ids))) != len(ids):
        raise UnknownService(field="services")
    fields["offering_ids"] = ids
    fields["hours"] = (
        None
        if record.hours is None
        else hours.stored({day: [span.span() for span in spans] for day, spans in record.hours.items()})
    )
    return fields


LOCATIONS = Resource(
    kind=RecordKind("location", "loc", Location.objects, limit=100),
    path="locations",
    label="location",
    sent=schemas.LocationIn,
    shown=schemas.LocationOut,
    fields=_as_sent,
    present=presentation.location,
)
SPECIAL_DAYS = Resource(
    kind=RecordKind("special_day", "day", SpecialDay.objects, limit=400, unique="date"),
    path="special-days",
    label="date with hours of its own",
    sent=schemas.SpecialDayIn,
    shown=schemas.SpecialDayOut,
    fields=_special_day,
    present=presentation.special_day,
    order=("date",),
)
OFFERINGS = Resource(
    kind=RecordKind("offering", "off", Offering.objects, limit=1_000),
    path="offerings",
    label="service or product",
    sent=schemas.OfferingIn,
    shown=schemas.OfferingOut,
    fields=_offering,
    present=presentation.offering,
)
STAFF = Resource(
    kind=RecordKind("staff_member", "stf", StaffMember.objects, limit=300),
    path="staff",
    label="member of staff",
    sent=schemas.StaffMemberIn,
    shown=schemas.StaffMemberOut,
    fields=_staff_member,
    present=presentation.staff_member,
)
POLICIES = Resource(
    kind=RecordKind("business_policy", "pol", BusinessPolicy.objects, limit=100),
    path="policies",
    label="policy",
    sent=schemas.PolicyIn,
    shown=schemas.PolicyOut,
    fields=_as_sent,
    present=presentation.policy,
)
