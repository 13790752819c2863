"""Whose money it is, in words: the names of agents, accounts and campaigns, which rooms above know."""

from collections.abc import Callable, Collection, Mapping
from typing import Final
from uuid import UUID

from centralita.ledger.usage.domain.scopes import ScopeKind

# From ids to names inside a tenant scope; unknown ids are left out. Filled by `config`.
NAMES: Final[dict[ScopeKind, Callable[[Collection[UUID]], Mapping[UUID, str]]]] = {}


def names(kind: ScopeKind, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """What is known of these ids."""
    ask = NAMES.get(kind)
    return ask(ids) if ask and ids else {}


def known(organization_id: UUID, kind: ScopeKind, scope_id: UUID) -> bool:
    """Whether there is such a thing to set a limit for."""
    if kind is ScopeKind.ORGANIZATION:
        return scope_id == organization_id
    return scope_id in names(kind, [scope_id])
