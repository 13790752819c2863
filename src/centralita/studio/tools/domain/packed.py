"""A tool as it travels with a template or a file: it says that it signs in, and keeps to itself with what."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.kit.scrubbing import names_a_secret
from centralita.studio.tools.domain.body import NotJson, read_json
from centralita.studio.tools.domain.definition import Name, ToolDefinition

MOST_CASES = 50


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PackedCase(_Part):
    """Arguments to try a tool with, and the answer that stands in for the real one; no status, no such answer."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    arguments: dict[str, Any] = {}
    mock_status: Annotated[int, Field(ge=100, le=599)] | None = None
    mock_body: Annotated[str, StringConstraints(max_length=100_000)] = ""


class PackedSignIn(_Part):
    """That a tool signs in, and by what kind: nothing of who signs in. Tools with the same one share it on arrival.

    `shown` are names of headers, parameters and fields only.
    """

    label: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    kind: Literal["api_key", "query_key", "body_key", "bearer", "basic", "oauth2", "hmac"]
    shown: Annotated[dict[Literal["header", "parameter"], str], Field(max_length=2)] = {}


class PackedTool(_Part):
    """A tool without its secrets. Its name is a wish: where it arrives, another tool may have it already."""

    name: Name
    label: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    definition: ToolDefinition = ToolDefinition()
    # Left out of what is stored where there are none: what was stored before stays the same content.
    cases: Annotated[
        tuple[PackedCase, ...], Field(max_length=MOST_CASES, exclude_if=lambda cases: not cases)
    ] = ()
    sign_in: Annotated[PackedSignIn | None, Field(exclude_if=lambda one: one is None)] = None

    def is_like(self, other: "PackedTool") -> bool:
        """Whether it does the same, whatever it is tried with."""
        return (self.name, self.label, self.definition) == (other.name, other.label, other.definition)

    def does_as(self, other: "PackedTool") -> bool:
        """Whether it asks the same of the same address, whatever it is called and however it signs in."""
        return without_secrets(self).definition == without_secrets(other).definition

    def is_filled_in_from(self, other: "PackedTool") -> bool:
        """Whether it is the other one, whatever it is called, but for what that one left to be filled in."""
        mine, theirs = without_secrets(self).definition, without_secrets(other).definition
        if not theirs.request.address:
            mine = mine.model_copy(update={"request": mine.request.model_copy(update={"address": ""})})
        return mine == theirs


def without_secrets(tool: PackedTool) -> PackedTool:
    """The tool without what goes out under the name of a secret, unless it is said in the conversation.

    Neither do its cases say what was tried under such a name.
    """
    request = tool.definition.request
    pairs: dict[str, Any] = {
        part: tuple(
            pair.model_copy(update={"value": ""})
            if "{" not in pair.value and names_a_secret(pair.name)
            else pair
            for pair in getattr(request, part)
        )
        for part in ("query", "headers", "fields")
    }
    if request.template:
        pairs["template"] = _template_without_secrets(request.template)
    definition = tool.definition.model_copy(update={"request": request.model_copy(update=pairs)})
    cases = tuple(
        case.model_copy(
            update={
                "arguments": {
                    name: "" if isinstance(value, str) and names_a_secret(name) else value
                    for name, value in case.arguments.items()
                }
            }
        )
        for case in tool.cases
    )
    return tool.model_copy(update={"definition": definition, "cases": cases})


def _template_without_secrets(template: str) -> str:
    """The template as it was written, unless something secret stands in it; nothing of one that cannot be read."""
    try:
        written = read_json(template)
    except NotJson:
        return ""
    kept = _unsaid(written)
    return template if kept == written else json.dumps(kept, ensure_ascii=False, indent=2)


def _unsaid(written: Any, name: str = "") -> Any:
    match written:
        case dict():
            return {key: _unsaid(one, key) for key, one in written.items()}
        case list():
            return [_unsaid(one, name) for one in written]
        case str() if "{" not in written and names_a_secret(name):
            return ""
        case _:
            return written
