"""What an organization's models may use in a day, as both planes keep it: no framework is imported here."""

from dataclasses import dataclass
from typing import Final

from centralita.kit.errors import AppError, Category

TOKENS_A_DAY: Final = 5_000_000
# Takes tokens or, past the limit, answers no row. $1 id, $2 organization, $3 day (UTC), $4 tokens, $5 limit.
TAKE: Final = (
    "INSERT INTO token_day AS held (id, organization_id, day, taken) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (organization_id, day) DO UPDATE SET taken = held.taken + EXCLUDED.taken"
    " WHERE held.taken + EXCLUDED.taken <= $5 RETURNING taken"
)
# $1 organization, $2 day, $3 tokens.
GIVE_BACK: Final = "UPDATE token_day SET taken = taken - $3 WHERE organization_id = $1 AND day = $2"


class AllowanceSpent(AppError):
    """The organization's models have used what they may today; `limit` is in tokens."""

    code = "model_allowance_spent"
    category = Category.LIMITED


@dataclass(slots=True)
class Held:
    """Tokens held for one question. Whoever knows better sets `used`."""

    tokens: int
    used: int
