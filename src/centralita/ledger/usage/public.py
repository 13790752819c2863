"""The door to money: hold before acting, book what it cost, free what was not used.

All of it but `tokens_held` runs inside the caller's tenant scope and transaction. Money in another currency than a budget's is booked
and shown, and held by no budget: there are no rates of exchange here.
"""

from centralita.ledger.usage.actions.reserve import reserve
from centralita.ledger.usage.actions.settle import hold_otherwise, settle, void
from centralita.ledger.usage.allowance import tokens_held
from centralita.ledger.usage.domain.lines import UsageLine
from centralita.ledger.usage.domain.scopes import ScopeKind, Scopes
from centralita.ledger.usage.errors import BudgetExhausted, ReservationClosed
from centralita.ledger.usage.expiry import OnExpired, Word, on_expired
from centralita.ledger.usage.queries import BudgetFacts, booked, budgets, held, spent

__all__ = [
    "BudgetExhausted",
    "BudgetFacts",
    "OnExpired",
    "ReservationClosed",
    "ScopeKind",
    "Scopes",
    "UsageLine",
    "Word",
    "booked",
    "budgets",
    "held",
    "hold_otherwise",
    "on_expired",
    "reserve",
    "settle",
    "spent",
    "tokens_held",
    "void",
]
