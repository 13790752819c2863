"""What a refused call means for the one who was to be called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from centralita.kit.errors import AppError
from centralita.operations.campaigns.judging import GONE

UNDER_WAY: Final = "call_under_way"
# What the number that calls has done wrong, whoever is called.
_CALLER: Final = frozenset({"caller_code", "caller_kind"})
_WAIT: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Aside:
    """Who is put aside, and until when; None is for good."""

    reasons: Sequence[str]
    until: datetime | None


def refused(error: AppError, moment: datetime) -> Aside | None:
    """Where an error puts the contact; None when it says nothing about them."""
    if error.code == "not_found":
        return Aside((GONE,), None)
    if error.code == "call_under_way":
        return Aside((UNDER_WAY,), moment + _WAIT)
    if error.code != "call_refused":
        return None
    # The gate itself saw what we did not: what has an end is asked again after it, and never at once.
    reasons = _reasons(error)
    lasting = [str(each["code"]) for each in reasons if not each.get("until")]
    if lasting:
        return Aside(tuple(dict.fromkeys(lasting)), None)
    ends = [datetime.fromisoformat(str(each["until"])) for each in reasons]
    codes = tuple(dict.fromkeys(str(each["code"]) for each in reasons)) or ("call_refused",)
    return Aside(codes, max([moment + _WAIT, *ends]))


def by_caller(error: AppError) -> bool:
    """Whether nothing but our own number speaks against the call."""
    codes = {str(each["code"]) for each in _reasons(error)}
    return error.code == "call_refused" and bool(codes) and codes <= _CALLER


def _reasons(error: AppError) -> Sequence[Mapping[str, object]]:
    told = error.data.get("reasons")
    return [each for each in told if isinstance(each, Mapping)] if isinstance(told, Sequence) else []
