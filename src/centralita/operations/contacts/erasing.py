"""Who else keeps something of a contact, and lets go of it when the contact is deleted. Filled in by `config`."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor

Forget = Callable[[Actor, Sequence[UUID]], None]
_LISTENERS: Final[list[Forget]] = []


def on_erased(forget: Forget) -> None:
    """Have `forget` called with contacts that are about to be deleted, in that transaction."""
    if forget not in _LISTENERS:
        _LISTENERS.append(forget)


def tell_erased(actor: Actor, contact_ids: Sequence[UUID]) -> None:
    """Let the others go first: afterwards nobody knows whose it was."""
    for forget in _LISTENERS:
        forget(actor, contact_ids)
