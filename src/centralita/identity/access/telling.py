"""What identity tells the rooms above: facts about members, as plain values.

Identity lies below the ledger and must not import it. It says its facts through this port, in the transaction of
the change itself; the ledger plugs itself in when it is loaded. Without a listener a fact is refused rather than
lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar
from uuid import UUID

from centralita.identity.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """A fact. `kind` is its stable name in the log."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class MemberInvited(Told):
    kind: ClassVar[str] = "member.invited"
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class MemberJoined(Told):
    kind: ClassVar[str] = "member.joined"
    user_id: str
    role: str


@dataclass(frozen=True, slots=True)
class MemberRemoved(Told):
    kind: ClassVar[str] = "member.removed"
    user_id: str


@dataclass(frozen=True, slots=True)
class MemberRoleChanged(Told):
    kind: ClassVar[str] = "member.role_changed"
    user_id: str
    role: str


Listener = Callable[[Actor, UUID, str, Mapping[str, object]], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Take the facts from here on: (actor, id of the subject, kind, data), inside the actor's transaction."""
    _listeners[:] = [listener]


def tell(actor: Actor, subject_id: UUID, fact: Told) -> None:
    """Say a fact about a subject. RuntimeError when nobody listens: nothing may be written that is not told."""
    if not _listeners:
        raise RuntimeError("nobody listens to the facts of identity")
    for listener in _listeners:
        listener(actor, subject_id, fact.kind, asdict(fact))
