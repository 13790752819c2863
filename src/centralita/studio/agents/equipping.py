"""What an agent of a template begins with besides its draft. Who knows of tools and scenarios fills the port."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from centralita import engine
from centralita.identity.access.actor import Actor

Equip = Callable[
    [Actor, str, Sequence[str], engine.Blueprint], tuple[engine.Blueprint, Callable[[UUID], None]]
]


def _nothing(
    _actor: Actor, _template: str, _languages: Sequence[str], blueprint: engine.Blueprint
) -> tuple[engine.Blueprint, Callable[[UUID], None]]:
    return blueprint, lambda _agent_id: None


class _Ports:
    equip: Equip = staticmethod(_nothing)


PORTS: Final = _Ports()


def equip_agents(equip: Equip) -> None:
    """Have agents of templates equipped by this: their first draft before, and what else they have after."""
    PORTS.equip = equip
