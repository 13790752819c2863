"""Rule packs: what the law of a place asks for, as dated data with its sources. A lawyer confirms it, not we."""

import itertools
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from centralita.engine.business import WEEKDAYS, ClockTime, Weekday
from centralita.kit.languages import Reading
from centralita.kit.phone import PhoneKind
from centralita.operations.compliance.domain.question import Purpose, Spans

BASE = "base"
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Words = dict[Reading, Annotated[str, StringConstraints(min_length=1)]]
LineCode = Literal["ai_disclosure", "recording_disclosure", "identification", "opt_out"]


class Part(BaseModel):
    """Read from a file, and never anything but what the file may hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Dated(Part):
    """A statement with where it was found and when; `law` or our own careful `default`."""

    source: Annotated[str, StringConstraints(min_length=4)]
    as_of: Annotated[str, StringConstraints(pattern=r"^20\d\d(-\d\d(-\d\d)?)?$")]
    basis: Literal["law", "default"] = "law"


class Rule(Dated):
    """One rule: for which calls it holds. `automated` None means calls of people and of artificial voices alike.

    An `optional` one holds only for organizations that choose it: it is not in force everywhere yet, or not for all.
    """

    id: Name
    optional: bool = False
    purposes: tuple[Purpose, ...] = ("marketing", "service")
    automated: bool | None = None

    def applies(self, purpose: Purpose, automated: bool) -> bool:
        return purpose in self.purposes and self.automated in {None, automated}


class DaySpan(Part):
    """From `opens` to `closes` of one day, where the called person is."""

    opens: ClockTime
    closes: ClockTime

    @property
    def minutes(self) -> tuple[int, int]:
        return minutes_of(self.opens), minutes_of(self.closes)

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.minutes[0] >= self.minutes[1]:
            raise ValueError("closes before it opens")
        return self


class HoursRule(Rule):
    """When may be called; a day that is left out is closed, and holidays too where `closed_on_holidays`."""

    days: dict[Weekday, tuple[DaySpan, ...]]
    closed_on_holidays: bool = False

    @property
    def week(self) -> tuple[Spans, ...]:
        """The spans of each day in minutes, Monday first."""
        return tuple(tuple(span.minutes for span in self.days.get(day, ())) for day in WEEKDAYS)


class ConsentRule(Rule):
    """Prior consent is needed: in writing or not, and not older than so many days."""

    written: bool = False
    maximum_age_days: Annotated[int, Field(gt=0)] | None = None


class RegisterRule(Rule):
    """A do-not-call register must have been looked at, in a copy at most so old."""

    kind: Name
    maximum_age_days: Annotated[int, Field(gt=0)]
    waived_by_consent: bool = False


class CapRule(Rule):
    """At most so many calls to a number within so many hours."""

    calls: Annotated[int, Field(gt=0)]
    hours: Annotated[int, Field(gt=0, le=24 * 31)]


class GapRule(Rule):
    """So many minutes between two calls to a number."""

    minutes: Annotated[int, Field(gt=0)]


class CallerRule(Rule):
    """From which numbers calls are made: one of these beginnings (E.164) if any is named, and none of these kinds."""

    starts_with: tuple[Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{1,9}$")], ...] = ()
    never: tuple[PhoneKind, ...] = ()


class VolumeRule(Rule):
    """So many calls to the place in a calendar month (UTC), and more only when an owner says on what ground."""

    calls: Annotated[int, Field(gt=0)]


class LineRule(Rule):
    """Something must be said."""

    line: LineCode


class Note(Dated):
    """What the pack knows but cannot check."""

    text: Words


class Pack(Part):
    """The rules of one place. Without countries it is what holds where no other pack says anything."""

    code: Annotated[str, StringConstraints(pattern=r"^(base|[A-Z]{2}(-[A-Z0-9]{1,3})?)$")]
    name: Words
    countries: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], ...] = ()
    region: Annotated[str, StringConstraints(pattern=r"^([A-Z0-9]{1,3})?$")] = ""
    regions: tuple[str, ...] = ()
    hours: tuple[HoursRule, ...] = ()
    consent: tuple[ConsentRule, ...] = ()
    registers: tuple[RegisterRule, ...] = ()
    caps: tuple[CapRule, ...] = ()
    gaps: tuple[GapRule, ...] = ()
    callers: tuple[CallerRule, ...] = ()
    volumes: tuple[VolumeRule, ...] = ()
    lines: tuple[LineRule, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order in which they are told."""
        return (
            *(*self.hours, *self.consent, *self.registers, *self.caps, *self.gaps),
            *(*self.callers, *self.volumes, *self.lines),
        )

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        ids = [rule.id for rule in self.rules]
        if len(ids) != len(set(ids)):
            raise ValueError("two rules with one id")
        return self


def minutes_of(clock: str) -> int:
    """`09:30` is 570."""
    return int(clock[:2]) * 60 + int(clock[3:])


@cache
def packs() -> dict[str, Pack]:
    """Every pack that ships, by code."""
    folder = resources.files("centralita.operations.compliance").joinpath("data", "packs")
    files = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".json")), key=lambda each: each.name
    )
    read = [Pack.model_validate_json(each.read_bytes()) for each in files]
    return {pack.code: pack for pack in read}


def base() -> Pack:
    """What holds where no other pack says anything."""
    return packs()[BASE]


def packs_for(countries: Iterable[str], region: str) -> tuple[Pack, ...]:
    """The packs of these countries. A region that is not known to be another one counts; no country: all packs."""
    wanted = {country for country in countries if country}
    found = []
    for pack in packs().values():
        if pack.code == BASE or (wanted and not wanted & set(pack.countries)):
            continue
        if pack.region and pack.region != region and region in known_regions(pack.countries):
            continue
        found.append(pack)
    return tuple(found)


def known_regions(countries: Iterable[str]) -> frozenset[str]:
    """The regions that the packs of these countries can tell apart."""
    wanted = set(countries)
    return frozenset(
        itertools.chain.from_iterable(
            pack.regions for pack in packs().values() if wanted & set(pack.countries)
        )
    )


def registers_known() -> frozenset[str]:
    """The kinds of register that any pack names."""
    return frozenset(rule.kind for pack in packs().values() for rule in pack.registers)


def optional_rules() -> frozenset[str]:
    """The rules that hold only for who chooses them, as `ES.caller_400`."""
    return frozenset(
        f"{pack.code}.{rule.id}" for pack in packs().values() for rule in pack.rules if rule.optional
    )


def find_rule(pack: str, rule: str) -> Rule | None:
    """A rule by the codes that a confirmation keeps."""
    found: Iterator[Rule] = (
        (each for each in packs()[pack].rules if each.id == rule) if pack in packs() else iter(())
    )
    return next(found, None)
