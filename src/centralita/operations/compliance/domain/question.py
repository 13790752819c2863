"""What is asked before a dial, and what is answered: plain values that tests and records can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from centralita.engine.business import Weekday
from centralita.kit.phone import Phone

Purpose = Literal["marketing", "service"]
Value = str | int | bool | None
Spans = tuple[tuple[int, int], ...]
OWN_LIST = "own"
HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Consent:
    """A person's word, given at one moment for one purpose over one channel."""

    purpose: str
    channel: str
    given_at: datetime
    source: str = ""
    wording: str = ""
    automated: bool = False
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Who would be called. What is empty is unknown, and taken as strictly as it may turn out to be."""

    language: str = ""
    time_zone: str = ""
    country: str = ""
    region: str = ""
    do_not_call: bool = False
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True)
class ListHit:
    """The number stands on a list: `own`, or the kind of an imported register. An empty topic means every topic."""

    list: str
    since: datetime
    source: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An owner's recorded word that one rule of a pack does not hold for them, with the reason they gave."""

    pack: str
    rule: str
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class HouseRules:
    """An organization's own rules: they only add to the packs. `hours` maps a weekday to minutes of the day.

    Without `allowed_countries` only the organization's own country is called.
    """

    own_country: str = ""
    language: str = "en"
    allowed_countries: frozenset[str] = frozenset()
    hours: Mapping[Weekday, Spans] | None = None
    closed_on_holidays: bool = False
    calls_per_day: int | None = None
    minimum_gap_minutes: int | None = None
    consent_days: int | None = None
    consent_always: bool = False
    registers: frozenset[str] = frozenset()
    confirmations: tuple[Confirmation, ...] = ()
    chosen: frozenset[str] = frozenset()

    @property
    def countries(self) -> frozenset[str]:
        """Where may be called at all."""
        return self.allowed_countries or frozenset({self.own_country} - {""})


@dataclass(frozen=True, slots=True)
class Question:
    """May this number be called at this moment (aware, UTC)?

    `number` is what was read, or what was written; `caller` the number that would call, empty while none is chosen.
    `volumes` are the calls of this month to each pack's place, where a pack counts them. `attempts` are the earlier calls to the number, by anybody here
    and for whatever reason. `registers` tells when each register was last imported.
    """

    number: Phone | str
    party: Party
    purpose: Purpose
    automated: bool
    at: datetime
    rules: HouseRules
    topic: str = ""
    attempts: tuple[datetime, ...] = ()
    hits: tuple[ListHit, ...] = ()
    registers: Mapping[str, datetime] = field(default_factory=dict)
    caller: str = ""
    volumes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks against the call. `until` is when time alone takes this one away, if it does."""

    code: str
    data: Mapping[str, Value] = field(default_factory=dict)
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the decision rests on."""

    code: str
    data: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """What must be said in the call, by its code, in the language of the one who is called."""

    code: str
    language: str
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, with everything it rests on.

    `valid_until` is how long a yes holds if nothing but time passes; `next_allowed` the moment at which a no turns
    into a yes by time alone, if it ever does. Both None: time changes nothing that is known.
    """

    allowed: bool
    at: datetime
    number: str
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]
    lines: tuple[Line, ...]
    next_allowed: datetime | None = None
    valid_until: datetime | None = None
