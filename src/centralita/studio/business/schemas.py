"""The business profile on the wire."""

import datetime as dt
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, EmailStr, Field, HttpUrl, StringConstraints, TypeAdapter

from centralita.engine.business import ClockTime, FactValue, Span, Weekday
from centralita.studio.business.domain.hours import MAXIMUM_SPANS
from centralita.studio.business.domain.setup import StepName, StepState

_WEB = TypeAdapter(HttpUrl)
_MAIL = TypeAdapter(EmailStr)


def _address_of_a_site(text: str) -> str:
    if text:
        _WEB.validate_python(text)
    return text


def _address_of_mail(text: str) -> str:
    return _MAIL.validate_python(text) if text else text


Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Short = Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)]
Phone = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]
Email = Annotated[
    str, StringConstraints(max_length=254, strip_whitespace=True), AfterValidator(_address_of_mail)
]
Website = Annotated[
    str, StringConstraints(max_length=500, strip_whitespace=True), AfterValidator(_address_of_a_site)
]
Address = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Subdivision = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{0,8}$")]
PaymentMethods = Annotated[
    list[Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]],
    Field(max_length=30),
]


class SpanWire(Schema):
    """Open from `opens` to `closes`; closing before it opens means after midnight."""

    model_config = ConfigDict(extra="forbid")

    opens: ClockTime = Field(examples=["09:00"])
    closes: ClockTime = Field(examples=["14:00"])

    def span(self) -> Span:
        return Span(opens=self.opens, closes=self.closes)


Spans = Annotated[list[SpanWire], Field(max_length=MAXIMUM_SPANS)]
HoursWire = dict[Weekday, Spans]


class HoursIn(Schema):
    """Opening hours for each day of the week; a day that is left out is closed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "hours": {
                        "monday": [
                            {"opens": "09:00", "closes": "14:00"},
                            {"opens": "16:00", "closes": "20:00"},
                        ]
                    },
                    "public_holidays": True,
                    "country": "ES",
                    "subdivision": "MD",
                }
            ]
        },
    )

    hours: HoursWire
    public_holidays: bool | None = None
    country: Country | None = None
    subdivision: Subdivision | None = None
    time_zone: Annotated[str, Field(max_length=64)] | None = None


class ProfileChange(Schema):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Clínica Sol", "phone": "+34 910 000 000"}]},
    )

    name: Name | None = None
    description: Annotated[str, StringConstraints(max_length=2_000, strip_whitespace=True)] | None = None
    industry: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,39})?$")] | None = None
    phone: Phone | None = None
    email: Email | None = None
    website: Website | None = None
    address: Address | None = None
    currency: Currency | None = None
    time_zone: Annotated[str, Field(max_length=64)] | None = None
    country: Country | None = None
    subdivision: Subdivision | None = None
    public_holidays: bool | None = None
    payment_methods: PaymentMethods | None = None


class ProfileOut(Schema):
    """The business profile. Before anything was written it shows the organization's own name and zone."""

    name: str
    description: str
    industry: str
    phone: str
    email: str
    website: str
    address: str
    currency: str
    time_zone: str
    country: str
    subdivision: str
    public_holidays: bool
    payment_methods: list[str]
    hours: HoursWire
    exists: bool = Field(description="Whether anything has been written yet")
    revision: int
    can: list[str]


class LocationIn(Schema):
    """A place of the business."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Centro", "address": "Calle Mayor 1"}]}
    )

    name: Name
    address: Address = ""
    phone: Phone = ""
    notes: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] = ""
    position: Annotated[int, Field(ge=0, le=100_000)] = 0


class SpecialDayIn(Schema):
    """A date with hours of its own; without spans the business is closed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"date": "2026-12-24", "name": "Nochebuena"}]}
    )

    date: dt.date
    name: Short = ""
    spans: Spans = []
    position: Annotated[int, Field(ge=0, le=100_000)] = 0


class OfferingIn(Schema):
    """A service or product. The price is in micro-units: 45 € is 45000000."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "service",
                    "name": "Limpieza dental",
                    "price_micros": 45_000_000,
                    "duration_seconds": 1800,
                }
            ]
        },
    )

    kind: Literal["service", "product"] = "service"
    name: Name
    description: Annotated[str, StringConstraints(max_length=1_000, strip_whitespace=True)] = ""
    category: Annotated[str, StringConstraints(max_length=60, strip_whitespace=True)] = ""
    price_micros: Annotated[int, Field(ge=0, le=10**15)] | None = None
    currency: Currency | None = Field(default=None, description="The profile's currency when left out")
    price_from: bool = False
    duration_seconds: Annotated[int, Field(ge=60, le=30 * 86_400)] | None = None
    active: bool = True
    position: Annotated[int, Field(ge=0, le=100_000)] = 0


class StaffMemberIn(Schema):
    """Somebody who works here. `services` are ids of services."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Ana Ruiz", "role": "Higienista"}]}
    )

    name: Name
    role: Short = ""
    services: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=200)] = []
    hours: HoursWire | None = None
    active: bool = True
    position: Annotated[int, Field(ge=0, le=100_000)] = 0


class PolicyIn(Schema):
    """A rule of the house in your own words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"title": "Cancelaciones", "text": "Avise 24 horas antes."}]},
    )

    title: Name
    text: Annotated[str, StringConstraints(min_length=1, max_length=4_000, strip_whitespace=True)]
    position: Annotated[int, Field(ge=0, le=100_000)] = 0


class _RecordOut(Schema):
    id: str
    position: int
    revision: int
    can: list[str]


class LocationOut(_RecordOut):
    """A place of the business."""

    name: str
    address: str
    phone: str
    notes: str


class SpecialDayOut(_RecordOut):
    """A date with hours of its own."""

    date: dt.date
    name: str
    spans: list[SpanWire]


class OfferingOut(_RecordOut):
    """A service or product."""

    kind: Literal["service", "product"]
    name: str
    description: str
    category: str
    price_micros: int | None
    currency: str
    price_from: bool
    duration_seconds: int | None
    active: bool


class StaffMemberOut(_RecordOut):
    """Somebody who works here."""

    name: str
    role: str
    services: list[str]
    hours: HoursWire | None
    active: bool


class PolicyOut(_RecordOut):
    """A rule of the house."""

    title: str
    text: str


class HolidayOut(Schema):
    """A public holiday."""

    date: dt.date
    name: str


class HolidayList(Schema):
    """The public holidays of a year."""

    items: list[HolidayOut]


class FactsOut(Schema):
    """What agents know: each fact is the variable `business.<name>`."""

    facts: dict[str, FactValue]
    time_zone: str
    snapshot_id: str | None


class SetupStep(Schema):
    """A step of the wizard. `filled` tells whether there already is something to show."""

    name: StepName
    state: StepState
    filled: bool


class SetupOut(Schema):
    """The wizard: its steps in order, the first that is still open, and whether it is over."""

    steps: list[SetupStep]
    current: StepName | None
    finished: bool


class SetupChange(Schema):
    """Mark steps as done or skipped, or open them again."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"steps": {"hours": "skipped"}}]}
    )

    steps: Annotated[dict[StepName, StepState], Field(max_length=4)]
