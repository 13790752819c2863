"""Money as the API shows it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.ids import to_text
from centralita.ledger.usage.domain.scopes import PREFIXES, ScopeKind
from centralita.ledger.usage.domain.spans import BEGINNING
from centralita.ledger.usage.naming import names
from centralita.ledger.usage.queries import BudgetFacts, By, Spent
from centralita.ledger.usage.schemas import BudgetOut, SpentOut, TotalOut, UsageOut


def can(actor: Actor) -> list[str]:
    """What the actor may do with limits."""
    return [each.value for each in (Permission.BUDGET_MANAGE,) if actor.may(each)]


def budgets(actor: Actor, found: Sequence[BudgetFacts]) -> list[BudgetOut]:
    """Limits with the names of what they are for."""
    known: dict[UUID, str] = {}
    for kind in ScopeKind:
        known.update(names(kind, {each.scope_id for each in found if each.scope is kind}))
    return [
        BudgetOut(
            id=to_text("bud", each.id),
            scope=each.scope,
            scope_id=to_text(PREFIXES[each.scope], each.scope_id),
            scope_name=known.get(each.scope_id),
            period=each.period,
            limit_micros=each.limit_micros,
            currency=each.currency,
            thresholds=list(each.thresholds),
            action=each.action,
            starts=None if each.starts == BEGINNING else each.starts,
            ends=each.ends,
            settled_micros=each.settled_micros,
            reserved_micros=each.reserved_micros,
            left_micros=each.left_micros,
            forecast=each.forecast,
            revision=each.revision,
            can=can(actor),
        )
        for each in found
    ]


def usage(found: Sequence[Spent], first: date, last: date, by: By) -> UsageOut:
    """What was spent, named, with the sum of each currency."""
    named: dict[UUID, str] = {}
    kind = ScopeKind(by) if by in {"agent", "account", "campaign"} else None
    if kind is not None:
        named.update(names(kind, {each.key for each in found if isinstance(each.key, UUID)}))
    items, sums = [], dict[str, int]()
    for each in found:
        sums[each.currency] = sums.get(each.currency, 0) + each.micros
        key, name = each.key, None
        if isinstance(key, UUID):
            name = named.get(key)
            key = to_text(PREFIXES[kind], key) if kind else None
        shown = None if key is None else str(key)
        items.append(SpentOut(key=shown, name=name, currency=each.currency, micros=each.micros))
    totals = [TotalOut(currency=currency, micros=micros) for currency, micros in sorted(sums.items())]
    return UsageOut(first=first, last=last, items=items, totals=totals)
