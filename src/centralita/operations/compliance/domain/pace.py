"""How often, how much, and from which number: the rules about the caller rather than about the called."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from centralita.kit.phone import PhoneInvalid, read_phone
from centralita.operations.compliance.domain.packs import CallerRule, CapRule, GapRule, Rule, VolumeRule
from centralita.operations.compliance.domain.question import HOUSE, Evidence, Question, Reason, Value
from centralita.operations.compliance.domain.timing import CapTimed, GapTimed, Timed


@dataclass(slots=True)
class Pacing:
    """What these rules say."""

    reasons: list[Reason] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    timed: list[Timed] = field(default_factory=list)


def ask(question: Question, held: Iterable[tuple[Rule, dict[str, Value]]]) -> Pacing:
    """Caps and gaps by the earlier calls to the number, the number that would call, the calls of this month."""
    said = Pacing()
    house, attempts = question.rules, question.attempts
    for rule, told in held:
        match rule:
            case CapRule():
                said.timed.append(CapTimed(attempts, rule.calls, rule.hours, told))
            case GapRule():
                said.timed.append(GapTimed(attempts, rule.minutes, told))
            case CallerRule():
                _ask_caller(question.caller, rule, told, said)
            case VolumeRule():
                made = question.volumes.get(str(told["pack"]), 0)
                data: dict[str, Value] = {**told, "count": made, "most": rule.calls}
                said.evidence.append(Evidence("volume_counted", data))
                if made >= rule.calls:
                    said.reasons.append(Reason("volume_reached", data))
            case _:
                pass
    if house.calls_per_day is not None:
        said.timed.append(
            CapTimed(attempts, house.calls_per_day, 24, {"pack": HOUSE, "rule": "calls_per_day"})
        )
    if house.minimum_gap_minutes is not None:
        gap: dict[str, Value] = {"pack": HOUSE, "rule": "minimum_gap"}
        said.timed.append(GapTimed(attempts, house.minimum_gap_minutes, gap))
    said.evidence.append(Evidence("attempts_counted", {"count": len(attempts)}))
    return said


def _ask_caller(caller: str, rule: CallerRule, told: dict[str, Value], said: Pacing) -> None:
    if not caller:
        said.evidence.append(Evidence("caller_not_chosen", told))
        return
    data: dict[str, Value] = {**told, "caller": caller}
    try:
        kind = read_phone(caller).kind
    except PhoneInvalid:
        # A block that is too new for what we know of numbers: nothing can be said of its kind.
        kind = None
    if kind in rule.never:
        said.reasons.append(Reason("caller_kind", data))
    elif rule.starts_with and not caller.startswith(rule.starts_with):
        said.reasons.append(Reason("caller_code", {**data, "codes": ", ".join(rule.starts_with)}))
    else:
        said.evidence.append(Evidence("caller_fits", data))
