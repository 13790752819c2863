"""What a tool does, as its draft and its versions keep it. Pure.

It may be incomplete, so that it can be saved as it is written; `problems` tells what is missing. A placeholder is the
name of an argument in braces: `{day}`. It may stand anywhere but in the host.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, ValidationError, field_validator

from centralita.engine.data import Frozen, Texts, VariableName
from centralita.engine.settings import SLOW_AFTER
from centralita.kit.errors import Invalid
from centralita.studio.tools.domain.approval import NO_APPROVAL, ToolApproval
from centralita.studio.tools.domain.message import ToolMessage

ARGUMENT: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
# The bodies that are made of fields.
WITH_FIELDS: Final = frozenset({"json", "form", "multipart"})
MAXIMUM_BYTES: Final = 100_000
MOST_ARGUMENTS: Final = 50
LONGEST_TIMEOUT: Final = 120.0

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_-]{0,63}$")]
Template = Annotated[str, StringConstraints(max_length=4_000)]
ToolKind = Literal["http", "mcp", "email", "sms", "plugin"]
Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


class DefinitionMalformed(Invalid):
    """The definition does not have its shape; `field` says where, `reason` why."""

    code = "tool_definition_malformed"


class ToolPair(Frozen):
    """A name and the text that goes there, with placeholders."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    value: Template = ""


class ToolField(ToolPair):
    """A field of a body. Its `value` is text, or JSON: a number, true, a list, each with placeholders in its texts."""

    # Left out of what is stored where it is text: what was stored before stays the same content.
    type: Annotated[Literal["text", "json"], Field(exclude_if=lambda one: one == "text")] = "text"


class ToolOutput(Frozen):
    """A variable, and where in the answer its value is: `data.slots[0].start`. An empty path is the whole answer."""

    name: VariableName
    path: Annotated[str, StringConstraints(max_length=300)] = ""


class ToolRequest(Frozen):
    """A request. Of `fields` a JSON body is made, dots in their names nesting it and `[0]` placing in a list, or a
    form, `multipart` where the other side wants it in parts. A `raw` body is `template`: the whole of it as JSON, with placeholders.

    Of kind `mcp` it is a call of the tool `remote` at the MCP server with that address; `fields` are its arguments.
    Of kind `email` or `sms` it sends `message`, an SMS by the service with that address. Of kind `plugin` the installed
    plug-in `remote` does it; `fields` are its settings.
    """

    kind: ToolKind = "http"
    method: Method = "GET"
    address: Annotated[str, StringConstraints(max_length=2_000)] = ""
    query: Annotated[tuple[ToolPair, ...], Field(max_length=50)] = ()
    headers: Annotated[tuple[ToolPair, ...], Field(max_length=30)] = ()
    body: Literal["none", "json", "form", "multipart", "raw"] = "none"
    fields: Annotated[tuple[ToolField, ...], Field(max_length=100)] = ()
    # Left out where there is none, as below.
    template: Annotated[
        str, StringConstraints(max_length=20_000), Field(exclude_if=lambda text: not text)
    ] = ""
    remote: Annotated[str, StringConstraints(max_length=128)] = ""
    # Left out of what is stored where there is none: what was stored before stays the same content.
    message: Annotated[ToolMessage | None, Field(exclude_if=lambda one: one is None)] = None

    @property
    def sends_fields(self) -> bool:
        """Whether its fields go out."""
        return self.kind == "mcp" or (self.body in WITH_FIELDS and self.method != "GET")


class ToolDefinition(Frozen):
    """All of a tool that has versions. `timeout` is seconds; `retries` counts only where repeating does no harm.

    While it runs `say_first` is said at once and `say_slow` each `slow_after` seconds, and `say_failed` when it has
    failed. Where nobody `waits` for it the conversation goes on at once, and is told no result.
    """

    description: Annotated[str, StringConstraints(max_length=2_000)] = ""
    parameters: Annotated[dict[str, Any], Field(max_length=50)] = Field(
        default={"type": "object", "properties": {}}
    )
    request: ToolRequest = ToolRequest()
    say_first: Texts = Field(default={})
    # Left out of what is stored where they are as they always were: what was stored before stays the same content.
    say_slow: Texts = Field(default={}, exclude_if=lambda texts: not texts)
    slow_after: Annotated[float, Field(ge=2, le=60)] = Field(
        default=SLOW_AFTER, exclude_if=lambda one: one == SLOW_AFTER
    )
    say_failed: Texts = Field(default={}, exclude_if=lambda texts: not texts)
    waits: bool = Field(default=True, exclude_if=lambda one: one)
    timeout: Annotated[float, Field(ge=1, le=LONGEST_TIMEOUT)] = 10.0
    retries: Annotated[int, Field(ge=0, le=3)] = 1
    outputs: Annotated[tuple[ToolOutput, ...], Field(max_length=30)] = ()
    # Left out of what is stored where nobody is asked: what was stored before stays the same content.
    approval: Annotated[ToolApproval, Field(exclude_if=lambda one: one == NO_APPROVAL)] = NO_APPROVAL

    @field_validator("parameters")
    @classmethod
    def _describes_an_object(cls, schema: dict[str, Any]) -> dict[str, Any]:
        properties = schema.get("properties", {})
        if schema.get("type") != "object" or not isinstance(properties, dict):
            raise ValueError("the arguments of a tool are an object with properties")
        if len(properties) > MOST_ARGUMENTS:
            raise ValueError(f"a tool has at most {MOST_ARGUMENTS} arguments")
        if not all(ARGUMENT.fullmatch(name) and isinstance(one, dict) for name, one in properties.items()):
            raise ValueError(
                "an argument has a name of letters, digits and _, and a schema that is an object"
            )
        required = schema.get("required", [])
        if not isinstance(required, list) or not all(name in properties for name in required):
            raise ValueError("what is required is one of the properties")
        if len(json.dumps(schema)) > 40_000:
            raise ValueError("the schema of a tool has at most 40,000 characters")
        return schema

    @property
    def arguments(self) -> dict[str, Any]:
        """The schema of each argument by its name."""
        properties = self.parameters.get("properties")
        return dict(properties) if isinstance(properties, dict) else {}

    @property
    def required(self) -> tuple[str, ...]:
        """The arguments that have to be given."""
        required = self.parameters.get("required")
        return tuple(str(name) for name in required) if isinstance(required, list) else ()

    @property
    def repeats(self) -> bool:
        """Whether calling it twice does what calling it once does."""
        return self.request.kind == "http" and self.request.method in {"GET", "PUT", "DELETE"}

    @property
    def only_reads(self) -> bool:
        """Whether calling it changes nothing, as far as it can be told from here."""
        return self.request.kind == "http" and self.request.method == "GET"


def read(content: object) -> ToolDefinition:
    """The definition that a stored or sent content describes. Raises DefinitionMalformed."""
    try:
        definition = ToolDefinition.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DefinitionMalformed(
            field=f"definition.{where}" if where else "definition", reason=first["msg"][:300]
        ) from None
    if len(canonical(content_of(definition))) > MAXIMUM_BYTES:
        raise DefinitionMalformed(field="definition", reason="at most 100 kB")
    return definition


def shape_of(definition: ToolDefinition) -> tuple[object, ...]:
    """What those who call it depend on: its arguments with their types, which are required, and what it gives."""
    arguments = {name: schema.get("type") for name, schema in definition.arguments.items()}
    return arguments, frozenset(definition.required), frozenset(output.name for output in definition.outputs)


def content_of(definition: ToolDefinition) -> dict[str, Any]:
    """The content to store."""
    return definition.model_dump(mode="json")


def canonical(content: dict[str, Any]) -> bytes:
    """The content as bytes that do not depend on the order of keys."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def content_hash(content: dict[str, Any]) -> bytes:
    """SHA-256 of the canonical content."""
    return hashlib.sha256(canonical(content)).digest()


def templates(request: ToolRequest) -> Iterator[tuple[str, str]]:
    """Every text with placeholders, with the field where it stands."""
    if request.kind in {"email", "sms"}:
        message = request.message or ToolMessage()
        yield "request.message.text", message.text
        if request.kind == "email":
            yield "request.message.subject", message.subject
        return
    if request.kind == "plugin":
        return
    yield "request.address", request.address
    for part in ("query", "headers", "fields"):
        for index, pair in enumerate(getattr(request, part)):
            if part != "fields" or request.kind == "mcp" or request.body in WITH_FIELDS:
                yield f"request.{part}.{index}.value", pair.value
    if request.kind == "http" and request.body == "raw":
        yield "request.template", request.template
