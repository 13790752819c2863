"""The tools that a template brings. What it brought before is used again while it still is what came."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.studio.gallery.models import GalleryCopy
from centralita.studio.tools.public import PackedTool, current_grants, grant_new, granted_versions

_MOST_COPIES = 50


def grant(actor: Actor, gallery_id: UUID, tools: Iterable[PackedTool]) -> dict[str, dict[str, Any]]:
    """What grants these tools to an agent, by the names that the template gives them.

    One that came with another agent of this template is granted again, unless it was changed since: then there is a
    second one, under a name and a label that tell them apart. Who may not make tools gets none: calls of them fail.
    """
    wanted = list(tools)
    if not wanted or not actor.may(Permission.TOOL_MANAGE):
        return {}
    found = _again(gallery_id, wanted)
    missing = [tool for tool in wanted if tool.name not in found]
    return {**found, **(grant_new(actor, missing) if missing else {})}


def _again(gallery_id: UUID, wanted: list[PackedTool]) -> dict[str, dict[str, Any]]:
    came = _came(gallery_id)
    known = current_grants({identifier for ids in came.values() for identifier in ids})
    packed = granted_versions((identifier, one["version"]) for identifier, one in known.items())
    found = {}
    for tool in wanted:
        for identifier in came.get(tool.name, ()):
            one = known.get(identifier)
            here = packed.get((identifier, one["version"])) if one else None
            if one is not None and here is not None and here.is_filled_in_from(tool):
                found[tool.name] = one
                break
    return found


def _came(gallery_id: UUID) -> dict[str, list[str]]:
    """The ids of the tools that agents of a template came with, by the names that it gives them."""
    came: dict[str, list[str]] = {}
    copies = GalleryCopy.objects.filter(gallery_id=gallery_id).order_by("-updated_at", "-id")
    for names, granted in copies.values_list("names", "base__tools")[:_MOST_COPIES]:
        ids = {tool["name"]: tool.get("id") for tool in granted or ()}
        for wished, here in names.items():
            if ids.get(here):
                came.setdefault(wished, []).append(ids[here])
    return {wished: list(dict.fromkeys(ids)) for wished, ids in came.items()}
