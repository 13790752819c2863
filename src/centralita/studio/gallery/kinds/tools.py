"""Tools: into the organization's own, as drafts that sign in nowhere."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.errors import NotFound
from centralita.kit.ids import from_text
from centralita.studio.gallery.domain.fields import by_name, field_steps, merged_fields
from centralita.studio.gallery.domain.merging import Step
from centralita.studio.gallery.domain.package import ToolPackage
from centralita.studio.gallery.kinds.kind import Made, Wish
from centralita.studio.gallery.models import GalleryCopy, GalleryTemplate
from centralita.studio.gallery.schemas import GalleryPackIn
from centralita.studio.saved_templates.public import Saved
from centralita.studio.tools.public import (
    PackedTool,
    ToolDefinition,
    grant_new,
    rewrite_tool,
    tool_draft,
    tool_labels,
    tool_written,
)

_PAIRS = ("query", "headers", "fields")
# `parameters.properties.day.description`: what lies deeper is told as one.
_WHOLE = 4


class ToolKind:
    """A tool of the organization. It is published there once somebody filled in its sign-in."""

    prefix = "tool"

    def pack(self, actor: Actor, saved: Saved, told: GalleryPackIn) -> dict[str, Any]:
        return {**saved.content, "purpose": told.purpose}

    def require_fit(self, actor: Actor, package: ToolPackage) -> None:
        """A tool may wait for its address and its sign-in."""

    def problems(self, package: ToolPackage, language: str) -> list[str]:
        return []

    def require(self, actor: Actor, thing_id: UUID) -> None:
        tool_draft(thing_id)

    def names_of(self, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
        return tool_labels(ids) if actor.may(Permission.TOOL_READ) else {}

    def make(self, actor: Actor, template: GalleryTemplate, package: ToolPackage, wish: Wish) -> Made:
        packed = package.tool.model_copy(update={"label": wish.name})
        (granted,) = grant_new(actor, [packed], publish=False).values()
        return Made(from_text("tool", str(granted["id"])), package.tool.model_dump(mode="json"))

    def steps(
        self, actor: Actor, copy: GalleryCopy, before: ToolPackage, after: ToolPackage, *, lock: bool
    ) -> Sequence[Step]:
        ours, _ = tool_draft(_tool_of(copy), lock=lock)
        base = PackedTool.model_validate(copy.base)
        told = (_fields(one.definition) for one in (base, after.tool, ours))
        # Each goes by its whole place: "request.address".
        return [
            replace(step, name=".".join(step.path), where="")
            for step in field_steps("settings", *told, whole=_WHOLE)
        ]

    def take(
        self,
        actor: Actor,
        copy: GalleryCopy,
        before: ToolPackage,
        after: ToolPackage,
        steps: Sequence[Step],
        taken: Collection[str],
    ) -> None:
        tool_id = _tool_of(copy)
        # With what was filled in here under the name of a secret.
        ours = tool_written(tool_id)
        merged = merged_fields(_fields(after.tool.definition), _fields(ours), steps, taken)
        rewrite_tool(actor, tool_id, _definition(merged))
        copy.base = after.tool.model_dump(mode="json")


def _tool_of(copy: GalleryCopy) -> UUID:
    if copy.tool_id is None:
        raise NotFound(kind="tool")
    return copy.tool_id


def _fields(definition: ToolDefinition) -> dict[str, Any]:
    """A definition whose lists of named things are things by their names."""
    stored = definition.model_dump(mode="json")
    request = {**stored["request"], **{part: by_name(stored["request"][part]) for part in _PAIRS}}
    return {**stored, "request": request, "outputs": by_name(stored["outputs"])}


def _definition(fields: dict[str, Any]) -> dict[str, Any]:
    """What `_fields` was made of. What is required of arguments that are not there any more goes."""
    request = fields["request"]
    parameters = fields["parameters"]
    known = parameters.get("properties") or {}
    if "required" in parameters:
        parameters = {
            **parameters,
            "required": [name for name in parameters["required"] or () if name in known],
        }
    return {
        **fields,
        "parameters": parameters,
        "request": {**request, **{part: list((request.get(part) or {}).values()) for part in _PAIRS}},
        "outputs": list(fields["outputs"].values()),
    }
