"""Rules of contact on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator

from centralita.engine.business import ClockTime, Weekday
from centralita.operations.compliance.domain.packs import minutes_of, optional_rules
from centralita.operations.compliance.domain.question import Purpose

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
REGISTER_KIND = r"^[a-z][a-z0-9_]{1,39}$"
RegisterKind = Annotated[str, StringConstraints(pattern=REGISTER_KIND)]


def _known_choice(key: str) -> str:
    if key not in optional_rules():
        raise ValueError("not a rule that can be chosen")
    return key


OptionalRule = Annotated[str, Field(max_length=50, examples=["ES.caller_400"]), AfterValidator(_known_choice)]
Topic = Annotated[str, StringConstraints(max_length=60, strip_whitespace=True)]
Number = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Source = Literal["person", "import", "speech", "keys", "chat", "form"]
ImportStatus = Literal["waiting", "running", "ready", "failed"]
_EXAMPLE_RULE = "ES.register_robinson"


class CallSpan(Schema):
    """Calls may be made from `opens` to `closes`, on the clock of the one who is called."""

    model_config = ConfigDict(extra="forbid")

    opens: ClockTime = Field(examples=["10:00"])
    closes: ClockTime = Field(examples=["18:00"])

    @model_validator(mode="after")
    def _forward(self) -> "CallSpan":
        if minutes_of(self.opens) >= minutes_of(self.closes):
            raise ValueError("closes before it opens")
        return self


CallHours = Annotated[
    dict[Weekday, Annotated[list[CallSpan], Field(max_length=6)]],
    Field(description="A day that is left out is closed. Null: the packs' hours alone"),
]


class RulesChange(Schema):
    """What is to change; what is left out stays. Null takes a limit of your own away; the packs' always hold."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"allowed_countries": ["ES", "PT"], "calls_per_day": 2}]},
    )

    allowed_countries: Annotated[list[Country], Field(max_length=250)] = []
    hours: CallHours | None = None
    closed_on_holidays: bool = False
    calls_per_day: Annotated[int, Field(ge=1, le=24)] | None = None
    minimum_gap_minutes: Annotated[int, Field(ge=1, le=60 * 24 * 31)] | None = None
    consent_days: Annotated[int, Field(ge=1, le=3_650)] | None = None
    consent_always: bool = False
    registers: Annotated[list[RegisterKind], Field(max_length=20)] = []
    chosen: Annotated[list[OptionalRule], Field(max_length=20)] = []


class ConfirmationOut(Schema):
    """An owner's word that a rule does not hold here."""

    by: str
    at: datetime
    note: str


class RulesOut(Schema):
    """Your own rules, which only add to the packs. Without countries of your own only your country is called."""

    allowed_countries: list[str]
    own_country: str
    hours: CallHours | None
    closed_on_holidays: bool
    calls_per_day: int | None
    minimum_gap_minutes: int | None
    consent_days: int | None
    consent_always: bool
    registers: list[str]
    chosen: list[str]
    opt_out_url: str = Field(description="Where anybody says that you are not to call them any more")
    revision: int
    can: list[str]


class RuleOut(Schema):
    """One rule in words, with where it was found and when."""

    key: str = Field(examples=[_EXAMPLE_RULE])
    kind: Literal["hours", "consent", "register", "cap", "gap", "caller", "volume", "line", "number"]
    text: str
    source: str
    as_of: str
    basis: Literal["law", "default"]
    negotiable: bool = Field(description="Whether an owner may confirm that it does not hold here")
    optional: bool = Field(description="Whether it holds only for who chooses it")
    chosen: bool
    confirmation: ConfirmationOut | None


class PackNoteOut(Schema):
    """What a pack knows but cannot check."""

    text: str
    source: str
    as_of: str


class PackOut(Schema):
    """The rules of one place, as of a date. They are defaults that a lawyer confirms, not legal advice."""

    code: str
    name: str
    countries: list[str]
    region: str
    as_of: str
    rules: list[RuleOut]
    notes: list[PackNoteOut]


class RegisterOut(Schema):
    """A register that some pack names, and the copy of it that is looked at."""

    kind: str
    name: str
    taken_at: datetime | None
    expires_at: datetime | None


class PackList(Schema):
    """Every pack, and the registers that they ask for."""

    items: list[PackOut]
    registers: list[RegisterOut]


class ConfirmIn(Schema):
    """Why the rule does not hold for you. It is shown with every decision that rests on it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"note": "Only customers with a contract, confirmed by our lawyer."}]
        },
    )

    note: Annotated[str, StringConstraints(min_length=10, max_length=500, strip_whitespace=True)]


class SuppressionIn(Schema):
    """A number that is not to be called any more: for anything, or for one topic."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"number": "+34 612 345 678", "reason": "Asked by e-mail"}]},
    )

    number: Number
    topic: Topic = ""
    reason: Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)] = ""


class LiftIn(Schema):
    """Why the number may be called again."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"lifted_reason": "Asked to be called again on 3 March"}]},
    )

    lifted_reason: Annotated[str, StringConstraints(min_length=3, max_length=500, strip_whitespace=True)]


class SuppressionOut(Schema):
    """A number on the own list. It is empty when the person was erased: then only its hash is kept."""

    id: str = Field(examples=["sup_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    number: str
    national: str
    topic: str
    source: Source
    reason: str
    by: str
    created_at: datetime
    lifted_at: datetime | None
    lifted_by: str
    lifted_reason: str
    can: list[str]


class SuppressionList(Schema):
    """The own list, newest first."""

    items: list[SuppressionOut]
    next_cursor: str | None = None
    total: int


class RegisterImportOut(Schema):
    """A file of numbers: how far its reading is, and until when it counts."""

    id: str = Field(examples=["rgi_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    kind: str
    part: str = Field(description="Which file of a register that comes in several", examples=["area 305"])
    name: str
    file_name: str
    status: ImportStatus
    progress: int = Field(description="Percent of the file")
    lines: int
    numbers: int
    refused: int
    problem: str = Field(description="Why it failed, in your language")
    taken_at: datetime
    expires_at: datetime | None
    by: str
    created_at: datetime
    finished_at: datetime | None
    can: list[str]


class RegisterImportList(Schema):
    """Files of numbers, newest first."""

    items: list[RegisterImportOut]


class ReasonOut(Schema):
    """What speaks against the call. `until` is when time alone takes this one away."""

    code: str
    text: str
    pack: str
    source: str
    until: datetime | None


class EvidenceOut(Schema):
    """What the decision rests on."""

    code: str
    text: str


class LineOut(Schema):
    """What must be said in the call, in `language`."""

    code: str
    language: str
    text: str
    packs: list[str]


class DecisionOut(Schema):
    """Whether a call may be made, in the reader's words."""

    allowed: bool
    number: str
    national: str
    purpose: Purpose
    automated: bool
    at: datetime
    valid_until: datetime | None = Field(description="How long a yes holds if nothing but time passes")
    next_allowed: datetime | None = Field(description="When a no becomes a yes by time alone, if ever")
    time_zone: str
    reasons: list[ReasonOut]
    evidence: list[EvidenceOut]
    lines: list[LineOut]
