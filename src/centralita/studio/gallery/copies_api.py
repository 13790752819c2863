"""What was made of templates of the gallery over HTTP: where it comes from, and its newer versions."""

from dataclasses import dataclass
from typing import Annotated, Final

from ninja.params.functions import Path

from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text
from centralita.studio.gallery import presentation, queries
from centralita.studio.gallery.actions.update import newer, skip, update
from centralita.studio.gallery.kinds import KINDS
from centralita.studio.gallery.models import GalleryCopy
from centralita.studio.gallery.schemas import (
    GalleryCopyOut,
    GalleryOrigin,
    GallerySkipIn,
    GalleryUpdateIn,
    GalleryUpdateOut,
)
from centralita.studio.saved_templates.public import Holds

router = TenantRouter("gallery")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one kind of thing lives: its path, how its routes are called, and who reads and who changes it."""

    holds: Holds
    path: str
    part: str
    named: str
    read: Permission
    change: Permission


_PLACES: Final = (
    _Place("agent", "/agents", "agent_id", "gallery", Permission.AGENT_READ, Permission.AGENT_UPDATE),
    _Place(
        "prompt",
        "/prompts",
        "prompt_id",
        "gallery_prompt",
        Permission.PROMPT_READ,
        Permission.PROMPT_MANAGE,
    ),
    _Place("tool", "/tools", "tool_id", "gallery_tool", Permission.TOOL_READ, Permission.TOOL_MANAGE),
    _Place(
        "flow",
        "/saved-templates",
        "template_id",
        "gallery_flow",
        Permission.TEMPLATE_READ,
        Permission.AGENT_CREATE,
    ),
)


def _routes(place: _Place) -> None:
    holds, prefix = place.holds, KINDS[place.holds].prefix
    address = f"{place.path}/{{{place.part}}}/gallery-copy"
    part = Path(alias=place.part)

    @router.get(address, permission=place.read, operation=f"{place.named}_copy_read", response=GalleryOrigin)
    def read_copy(request: TenantRequest, thing_id: Annotated[str, part]) -> GalleryOrigin:
        """The template that this was made of, and whether there is a newer version."""
        row = queries.copy_of(request.actor, holds, from_text(prefix, thing_id))
        return GalleryOrigin(copy_of=_copy(row) if row else None)

    @router.get(
        f"{address}/update",
        permission=place.read,
        operation=f"{place.named}_update_read",
        response=GalleryUpdateOut,
    )
    def read_update(request: TenantRequest, thing_id: Annotated[str, part]) -> GalleryUpdateOut:
        """What the newest version would change in the draft, beside what was changed here."""
        return presentation.update_out(newer(request.actor, holds, from_text(prefix, thing_id)))

    @router.post(
        f"{address}/update",
        permission=place.change,
        operation=f"{place.named}_update",
        response=GalleryCopyOut,
    )
    def take_update(
        request: TenantRequest, thing_id: Annotated[str, part], payload: GalleryUpdateIn
    ) -> GalleryCopyOut:
        """Take chosen changes into the draft. Nothing is published by it."""
        made = from_text(prefix, thing_id)
        return _copy(update(request.actor, holds, made, number=payload.version, take=payload.take))

    @router.post(
        f"{address}/skip", permission=place.change, operation=f"{place.named}_skip", response=GalleryCopyOut
    )
    def skip_update(
        request: TenantRequest, thing_id: Annotated[str, part], payload: GallerySkipIn
    ) -> GalleryCopyOut:
        """Do not be told of this version again."""
        return _copy(skip(request.actor, holds, from_text(prefix, thing_id), payload.version))


def _copy(row: GalleryCopy) -> GalleryCopyOut:
    try:
        newest = queries.newest_release(queries.get_template(row.gallery_id))
    except NotFound:
        return presentation.copy_out(row, None)
    return presentation.copy_out(row, newest)


for _place in _PLACES:
    _routes(_place)
