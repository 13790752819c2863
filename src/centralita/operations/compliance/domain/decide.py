"""The one question in front of every dial: may this number be called, now, for this, by this voice?

Every rule that might hold is asked, and each one may only say no. So a further rule, a further list, a further
attempt never turns a no into a yes; only an owner's recorded word takes a rule away, and then the evidence says so.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from centralita.engine.business import WEEKDAYS, zone
from centralita.kit.phone import Phone
from centralita.operations.compliance.domain import consents, numbers, pace
from centralita.operations.compliance.domain.packs import (
    ConsentRule,
    HoursRule,
    LineRule,
    Pack,
    RegisterRule,
    Rule,
    base,
    packs_for,
)
from centralita.operations.compliance.domain.place import Place, place_of
from centralita.operations.compliance.domain.question import (
    HOUSE,
    OWN_LIST,
    Decision,
    Evidence,
    Line,
    Question,
    Reason,
    Spans,
    Value,
)
from centralita.operations.compliance.domain.schedule import Schedule, calendar_known
from centralita.operations.compliance.domain.timing import (
    Deadline,
    HoursTimed,
    Timed,
    first_common,
    first_end,
    iso,
)

HOUSE_REGISTER_DAYS = 31
_SHOWN_ZONES = 4
_WHOLE_WEEK: tuple[Spans, ...] = (((0, 1440),),) * 7


@dataclass(slots=True)
class _Findings:
    """What comes together while the rules are asked."""

    reasons: list[Reason] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    timed: list[Timed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Held:
    """A rule with the pack that it stands in."""

    pack: str
    rule: Rule

    @property
    def told(self) -> dict[str, Value]:
        return {"pack": self.pack, "rule": self.rule.id, "source": self.rule.source}


def decide(question: Question) -> Decision:
    """Whether the call may be made, all that speaks against it, what the answer rests on, what must be said."""
    phone, reasons = numbers.read_number(question.number, question.rules.own_country)
    if phone is None:
        return Decision(False, question.at, "", reasons, (), ())
    found = _Findings(reasons=list(numbers.against(phone, question.rules)))
    place = place_of(phone, question.party)
    packs = (*packs_for(place.countries, place.region), base())
    _tell_place(question, phone, place, found)
    _ask_lists(question, found)
    rules, lines = _rules_of(question, place, packs, found)
    standing = _ask_consent(question, [each for each in rules if isinstance(each.rule, ConsentRule)], found)
    _ask_registers(question, rules, packs, standing, found)
    _ask_hours(question, place, packs, rules, found)
    pacing = pace.ask(question, [(each.rule, each.told) for each in rules])
    found.reasons += pacing.reasons
    found.evidence += pacing.evidence
    found.timed += pacing.timed
    return _answer(question, phone, lines, found)


def _answer(question: Question, phone: Phone, lines: tuple[Line, ...], found: _Findings) -> Decision:
    late = [reason for rule in found.timed if (reason := rule.reason(question.at)) is not None]
    reasons = tuple(dict.fromkeys((*map(_hashable, found.reasons), *map(_hashable, late))))
    kept = tuple(each.reason for each in reasons)
    allowed = not kept
    following = None if allowed or found.reasons else first_common(found.timed, question.at)
    until = first_end(found.timed, question.at) if allowed else None
    return Decision(allowed, question.at, phone.e164, kept, tuple(found.evidence), lines, following, until)


@dataclass(frozen=True, slots=True)
class _Same:
    """Reasons are the same when their codes and the rules behind them are."""

    code: str
    key: tuple[Value, ...]
    reason: Reason = field(compare=False)


def _hashable(reason: Reason) -> _Same:
    data = reason.data
    return _Same(reason.code, (data.get("pack"), data.get("rule"), data.get("register")), reason)


# --- what is known


def _tell_place(question: Question, phone: Phone, place: Place, found: _Findings) -> None:
    found.evidence.append(
        Evidence("number_read", {"number": phone.e164, "country": phone.region, "kind": phone.kind.value})
    )
    rule = numbers.CONFIRMED.get(phone.kind)
    for word in question.rules.confirmations:
        if rule is not None and (word.pack, word.rule) == (numbers.NUMBER_PACK, rule):
            told: dict[str, Value] = {"pack": word.pack, "rule": rule, "source": phone.kind.value}
            told |= {"by": word.by, "at": iso(word.at), "note": word.note}
            found.evidence.append(Evidence("confirmed_looser", told))
    for name in place.zones[:_SHOWN_ZONES]:
        local = question.at.astimezone(zone(name)).isoformat(timespec="minutes")
        found.evidence.append(Evidence("local_time", {"zone": name, "local": local, "found": place.found}))
    if len(place.zones) > _SHOWN_ZONES:
        found.evidence.append(Evidence("more_zones", {"count": len(place.zones) - _SHOWN_ZONES}))


def _ask_lists(question: Question, found: _Findings) -> None:
    if question.party.do_not_call:
        found.reasons.append(Reason("contact_do_not_call"))
    own = [hit for hit in question.hits if hit.list == OWN_LIST and same_topic(hit.topic, question.topic)]
    for hit in own[:1]:
        data: dict[str, Value] = {"since": iso(hit.since), "source": hit.source, "topic": hit.topic}
        found.reasons.append(Reason("on_own_list", data))
    if not own:
        found.evidence.append(Evidence("not_on_own_list"))


def same_topic(barred: str, asked: str) -> bool:
    """Nobody knows what a call without a topic is about: then every topic that is barred counts."""
    return not barred or not asked or barred == asked


# --- which rules hold


def _rules_of(
    question: Question, place: Place, packs: Sequence[Pack], found: _Findings
) -> tuple[list[_Held], tuple[Line, ...]]:
    held = [
        _Held(pack.code, rule)
        for pack in packs
        for rule in pack.rules
        if rule.applies(question.purpose, question.automated)
        and (not rule.optional or f"{pack.code}.{rule.id}" in question.rules.chosen)
    ]
    held = [each for each in held if each.pack != base().code or not _covered(each, held, packs, place)]
    lines = _lines(question, [each for each in held if isinstance(each.rule, LineRule)])
    waived = {(each.pack, each.rule): each for each in question.rules.confirmations}
    kept = []
    for each in held:
        word = waived.get((each.pack, each.rule.id))
        if isinstance(each.rule, LineRule):
            continue
        if word is not None:
            data: dict[str, Value] = {**each.told, "by": word.by, "at": iso(word.at), "note": word.note}
            found.evidence.append(Evidence("confirmed_looser", data))
            continue
        kept.append(each)
        found.evidence.append(Evidence("rule_held", {**each.told, "as_of": each.rule.as_of}))
    return kept, lines


def _covered(own: _Held, held: Iterable[_Held], packs: Sequence[Pack], place: Place) -> bool:
    """Whether every country says for itself what ours would say in its place. Caps, gaps and lines always add up."""
    if not isinstance(own.rule, HoursRule | ConsentRule):
        return False
    saying = {each.pack for each in held if each.pack != own.pack and type(each.rule) is type(own.rule)}
    covered = {country for pack in packs if pack.code in saying for country in pack.countries}
    return bool(place.countries) and place.countries <= covered


def _lines(question: Question, held: Sequence[_Held]) -> tuple[Line, ...]:
    language = (question.party.language or question.rules.language)[:2].lower()
    packs: dict[str, list[str]] = {}
    for each in held:
        if isinstance(each.rule, LineRule):
            packs.setdefault(each.rule.line, []).append(each.pack)
    return tuple(Line(code, language, tuple(dict.fromkeys(asking))) for code, asking in packs.items())


# --- asking them


def _ask_consent(question: Question, held: Sequence[_Held], found: _Findings) -> Sequence[consents.Standing]:
    house = question.rules
    asked = [(each.rule, each.told) for each in held if isinstance(each.rule, ConsentRule)]
    if house.consent_always and question.purpose == "marketing":
        own = ConsentRule(id="consent_always", source=HOUSE, as_of="2026", basis="default")
        asked.append((own, {"pack": HOUSE, "rule": own.id}))
    limits = [rule.maximum_age_days for rule, _ in asked] + [house.consent_days]
    days = min((each for each in limits if each is not None), default=None)
    standing = consents.standing(question, days)
    for rule, told in asked:
        fit = consents.fitting(standing, automated=question.automated, written=rule.written)
        if fit is None:
            found.reasons.append(consents.lacking(question, standing, told))
            continue
        data: dict[str, Value] = {**told, "given_at": iso(fit.given_at), "given_in": fit.source}
        found.evidence.append(Evidence("consent_given", data))
        if days is not None:
            found.timed.append(consents.deadline(fit, days, told))
    return standing


def _ask_registers(
    question: Question,
    held: Sequence[_Held],
    packs: Sequence[Pack],
    standing: Sequence[consents.Standing],
    found: _Findings,
) -> None:
    asked = [(each.rule, each.told) for each in held if isinstance(each.rule, RegisterRule)]
    if question.purpose == "marketing":
        for name in sorted(question.rules.registers - {rule.kind for rule, _ in asked}):
            own = RegisterRule(
                id=f"register_{name}"[:40],
                source=HOUSE,
                as_of="2026",
                kind=name,
                maximum_age_days=HOUSE_REGISTER_DAYS,
            )
            asked.append((own, {"pack": HOUSE, "rule": own.id}))
    fit = consents.fitting(standing, automated=question.automated, written=True)
    for rule, told in asked:
        if rule.waived_by_consent and fit and (fit.ends is None or question.at < fit.ends):
            data: dict[str, Value] = {**told, "register": rule.kind, "given_at": iso(fit.given_at)}
            found.evidence.append(Evidence("register_waived", data))
            if fit.ends is not None:
                found.timed.append(Deadline(fit.ends, Reason("consent_too_old", told)))
            continue
        _ask_register(question, rule, told, found)
    # Whoever imports a register means it to be heeded, wherever the number is from.
    named = {rule.kind for pack in packs for rule in pack.registers if not rule.optional}
    governed = named | {rule.kind for rule, _ in asked}
    for hit in question.hits:
        if hit.list not in governed | {OWN_LIST} and question.purpose == "marketing":
            found.reasons.append(Reason("on_register", {"register": hit.list, "imported_at": iso(hit.since)}))


def _ask_register(question: Question, rule: RegisterRule, told: dict[str, Value], found: _Findings) -> None:
    imported = question.registers.get(rule.kind)
    data: dict[str, Value] = {**told, "register": rule.kind, "imported_at": iso(imported)}
    if any(hit.list == rule.kind for hit in question.hits):
        found.reasons.append(Reason("on_register", data))
    if imported is None:
        found.reasons.append(Reason("register_missing", data))
        return
    ends = imported + dt.timedelta(days=rule.maximum_age_days)
    found.timed.append(Deadline(ends, Reason("register_outdated", {**data, "days": rule.maximum_age_days})))
    found.evidence.append(Evidence("register_looked_at", data))


def _ask_hours(
    question: Question, place: Place, packs: Sequence[Pack], held: Sequence[_Held], found: _Findings
) -> None:
    house = question.rules
    homes = {pack.code: place.countries & set(pack.countries) or place.countries for pack in packs}
    for each in held:
        if isinstance(each.rule, HoursRule):
            closed = homes[each.pack] if each.rule.closed_on_holidays else frozenset[str]()
            _add_hours(place, each.rule.week, closed, each.told, found)
    if house.hours is not None:
        week = tuple(house.hours.get(day, ()) for day in WEEKDAYS)
        _add_hours(place, week, frozenset(), {"pack": HOUSE, "rule": "hours"}, found)
    if house.closed_on_holidays:
        _add_hours(place, _WHOLE_WEEK, place.countries, {"pack": HOUSE, "rule": "holidays"}, found)


def _add_hours(
    place: Place, week: tuple[Spans, ...], closed: frozenset[str], told: dict[str, Value], found: _Findings
) -> None:
    schedules = tuple(Schedule(name, week, tuple(sorted(closed)), place.region) for name in place.zones)
    found.timed.append(HoursTimed(schedules, told))
    unknown = [Evidence("holidays_unknown", {"country": each}) for each in closed if not calendar_known(each)]
    found.evidence += [each for each in unknown if each not in found.evidence]
