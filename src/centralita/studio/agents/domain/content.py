"""A blueprint's content as it is stored: one text for one meaning, so that equal content has one hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from centralita import engine
from centralita.kit.errors import Invalid, TooLarge

MAXIMUM_BYTES = 2_000_000
# Where things lie on the canvas says nothing about what the agent does.
UNSEEN = frozenset({"position", "layout"})


class DraftMalformed(Invalid):
    """The draft does not have the shape of a blueprint; `field` says where, `reason` why."""

    code = "draft_malformed"


def read(content: Mapping[str, Any]) -> engine.Blueprint:
    """The blueprint that a stored or sent content describes."""
    try:
        return engine.Blueprint.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DraftMalformed(
            field=f"blueprint.{where}" if where else "blueprint", reason=first["msg"]
        ) from None


def content_of(blueprint: engine.Blueprint) -> dict[str, Any]:
    """The content to store; refused above 2 MB."""
    content: dict[str, Any] = blueprint.model_dump(mode="json", exclude_defaults=False)
    if len(canonical(content)) > MAXIMUM_BYTES:
        raise TooLarge(field="blueprint", limit="2 MB")
    return content


def canonical(content: Mapping[str, Any]) -> bytes:
    """The content as bytes that do not depend on the order of keys."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def content_hash(content: Mapping[str, Any]) -> bytes:
    """SHA-256 of the canonical content."""
    return hashlib.sha256(canonical(content)).digest()


def behaviour_hash(content: Mapping[str, Any]) -> bytes:
    """SHA-256 of what the agent does: a node that is moved on the canvas leaves it as it is."""
    flows = [
        {
            **{key: value for key, value in flow.items() if key not in UNSEEN},
            "nodes": [
                {key: value for key, value in node.items() if key not in UNSEEN}
                for node in flow.get("nodes") or []
            ],
        }
        for flow in content.get("flows") or []
    ]
    return content_hash({**content, "flows": flows})
