"""By which of an agent's accounts a call goes: those that work first, then the one with the most lines free."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from uuid import UUID

from centralita.kit.clock import now
from centralita.kit.ids import to_text
from centralita.operations.calls import lines
from centralita.operations.calls.models import CallTraffic
from centralita.operations.calls.ports import Deployed
from centralita.studio.voice_accounts.public import AccountFacts, account_facts

FAILING: Final = "account_failing"
PAUSED: Final = "account_paused"
ERRORS: Final = "account_errors"
FULL: Final = "no_free_line"
# Why an account was taken: there is no other, the others are not well, it has most lines free, or none is better.
Why = Literal["only", "well", "lines", "last"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A deployment with how its account stands now. `failures` are those since it last worked."""

    deployed: Deployed
    account: AccountFacts
    in_use: int
    failures: int
    paused: bool

    @property
    def at_most(self) -> int:
        """How many lines it has."""
        return lines.USUAL_LINES if self.account.calls_at_most is None else self.account.calls_at_most

    @property
    def trouble(self) -> str:
        """What speaks against it; empty for nothing."""
        if self.account.health == "failing":
            return FAILING
        if self.paused:
            return PAUSED
        if self.failures:
            return ERRORS
        return FULL if self.in_use >= self.at_most else ""

    @property
    def rank(self) -> tuple[bool, bool, int, float, UUID]:
        """Smaller is better."""
        used = self.in_use / self.at_most if self.at_most else 1.0
        return self.account.health == "failing", self.paused, self.failures, used, self.account.id


def standings(able: Sequence[Deployed]) -> list[Standing]:
    """How the accounts of these deployments stand, the best first. Inside the scope."""
    accounts = account_facts(each.account_id for each in able)
    told = {row.account_id: row for row in CallTraffic.objects.filter(account_id__in=list(accounts))}
    moment = now()
    found = []
    for each in able:
        if each.account_id in accounts:
            row = told.get(each.account_id)
            until = row.paused_until if row else None
            found.append(
                Standing(
                    each,
                    accounts[each.account_id],
                    row.lines if row else 0,
                    row.failures if row else 0,
                    until is not None and until > moment,
                )
            )
    return sorted(found, key=lambda one: one.rank)


def reasons(chosen: Standing, known: Sequence[Standing], full: Sequence[UUID] = ()) -> dict[str, Any]:
    """What a call keeps of the choice: why this account, and what spoke against the others."""
    others = [each for each in known if each.account.id != chosen.account.id]
    passed = [
        passed_over(each.account, FULL if each.account.id in full else each.trouble)
        for each in others
        if each.trouble or each.account.id in full
    ]
    why: Why = "only"
    if others:
        why = "last" if chosen.trouble else "well" if passed else "lines"
    return {"why": why, "passed": passed}


def passed_over(account: AccountFacts, reason: str) -> dict[str, str]:
    """An account that a call does not go by, and why."""
    return {"account": to_text("pac", account.id), "label": account.label, "reason": reason}
