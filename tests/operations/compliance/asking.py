"""Questions for tests: one that is answered with yes, and what is changed about it."""

import datetime as dt
from dataclasses import replace
from typing import Any

from centralita.kit.phone import read_phone
from centralita.operations.compliance.domain.question import Consent, HouseRules, Party, Question

TUESDAY = dt.datetime(2026, 11, 24, 15, 30, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(2026, 1, 10, tzinfo=dt.UTC)
REGISTERS = ("robinson", "dnc", "tps", "repep", "nao_me_perturbe", "dncl")
AGREED = tuple(
    Consent(purpose, "call", LONG_AGO, "web form", "Yes, call me, a machine too.", automated=True)
    for purpose in ("marketing", "service")
)


def ask(number: str = "+34912345678", *, at: dt.datetime = TUESDAY, **changed: Any) -> Question:
    """An advertising call by an artificial voice to someone who agreed, with every register looked at today."""
    question = Question(
        number=read_phone(number),
        party=Party(consents=AGREED),
        purpose="marketing",
        automated=True,
        at=at,
        rules=HouseRules(allowed_countries=frozenset({"ES", "US", "GB", "MX", "BR", "CA", "DE", "AR"})),
        registers=dict.fromkeys(REGISTERS, at - dt.timedelta(hours=1)),
    )
    return replace(question, **changed)


def codes(decision: Any) -> set[str]:
    """Which reasons speak against it."""
    return {reason.code for reason in decision.reasons}
