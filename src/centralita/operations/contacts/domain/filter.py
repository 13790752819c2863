"""Which contacts are asked for."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Sort = Literal["-created_at", "created_at", "name", "-name", "-active_at"]
MOST_COUNTED = 1_001


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """An empty field does not filter. `unowned` asks for those that nobody has."""

    search: str = ""
    stage: str = ""
    owner_id: UUID | None = None
    unowned: bool = False
    tag: str = ""
    source: str = ""
    do_not_call: bool | None = None
    import_id: UUID | None = None
    sort: Sort = "-created_at"
