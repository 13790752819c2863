"""What can be wrong with money."""

from uuid import UUID

from centralita.kit.errors import AppError, Category
from centralita.kit.money import Money
from centralita.ledger.usage.domain.scopes import ScopeKind


class BudgetExhausted(AppError):
    """A budget has not enough left. Data: `scope`, `left`, `needed` (plain decimals), `currency`."""

    code = "budget_exhausted"
    category = Category.CONFLICT

    def __init__(self, budget_id: UUID, scope: ScopeKind, scope_id: UUID, left: Money, needed: Money) -> None:
        super().__init__(
            scope=scope.value,
            left=f"{left.amount:.2f}",
            needed=f"{needed.amount:.2f}",
            currency=needed.currency,
        )
        self.budget_id = budget_id
        self.scope = scope
        self.scope_id = scope_id
        self.left = left
        self.needed = needed


class ReservationClosed(AppError):
    """Money was held for this act before, of another amount or for something that is over."""

    code = "reservation_closed"
    category = Category.CONFLICT


class BudgetCurrency(AppError):
    """A limit in a currency that nothing here is paid in. Data: `currency`, `allowed`."""

    code = "budget_currency"
    category = Category.INVALID


class BudgetExists(AppError):
    """There is a limit for the same thing, period and currency already."""

    code = "budget_exists"
    category = Category.CONFLICT
