"""Tools on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.identity.plans.catalogue import AdvancedTool
from centralita.studio.tools.domain.definition import Name, ToolDefinition
from centralita.studio.tools.domain.sign_in import SignIn

Label = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
TestMode = Literal["real", "mock"]
Arguments = Annotated[dict[str, Any], Field(max_length=50, description="By name, as the schema says")]
CredentialsIn = Annotated[
    dict[
        Annotated[str, StringConstraints(max_length=60)], Annotated[str, StringConstraints(max_length=4000)]
    ],
    Field(max_length=20, description="The fields of the sign-in's form"),
]
SharedId = Annotated[
    str | None,
    Field(
        max_length=60,
        description="A shared sign-in to use, instead of one of its own",
        json_schema_extra={"example": None},
    ),
]

EXAMPLE: dict[str, Any] = {
    "description": "Free appointment slots on a day.",
    "parameters": {
        "type": "object",
        "properties": {"day": {"type": "string", "description": "ISO date, such as 2026-03-14"}},
        "required": ["day"],
    },
    "request": {"method": "GET", "address": "https://api.example.com/slots/{day}"},
    "outputs": [{"name": "first_slot", "path": "slots[0].start"}],
}


class ToolIn(BaseModel):
    """A new tool. Its name is what models and flows call it by, and stays."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "free_slots", "label": "Free slots", "definition": EXAMPLE}]
        },
    )

    name: Name
    label: Label
    definition: ToolDefinition = ToolDefinition()
    sign_in: SignIn = SignIn.NONE
    credentials: CredentialsIn = {}
    sign_in_id: SharedId = None


class ToolChangeIn(BaseModel):
    """What is to change; what is left out stays. A secret that is left out or empty stays too."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"label": "Free appointments"}]}
    )

    label: Label | None = None
    definition: ToolDefinition | None = None
    sign_in: SignIn | None = None
    credentials: CredentialsIn | None = None
    sign_in_id: SharedId = None
    test_mode: TestMode | None = Field(None, description="Whether test conversations call for real")


class ToolProblemOut(BaseModel):
    """Something to mend before it can be called. `data` names what it speaks of."""

    code: str
    field: str
    data: dict[str, str]


class ToolSummary(BaseModel):
    """A tool in a list. `live` is what an agent is granted: the newest published version."""

    id: str = Field(examples=["tool_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    label: str
    description: str
    method: str = Field(
        description="Of its request; else `MCP`, `EMAIL`, `SMS` or `PLUGIN`", examples=["GET"]
    )
    host: str
    sign_in: SignIn
    sign_in_id: str | None = Field(description="The shared sign-in that it uses")
    sign_in_label: str
    live_number: int | None
    has_changes: bool
    updated_at: datetime
    created_at: datetime
    can: list[str]


class ToolGrant(BaseModel):
    """What goes into the `tools` of an agent's draft to grant it this version."""

    name: str
    description: str
    parameters: dict[str, Any]
    id: str
    version: int
    say_first: dict[str, str]
    say_slow: dict[str, str]
    slow_after: float
    say_failed: dict[str, str]
    outputs: list[str]


class ToolOut(ToolSummary):
    """A tool as its page shows it. Its secrets are never shown."""

    definition: ToolDefinition
    credentials: dict[str, str] = Field(description="The fields of its sign-in that may be shown")
    secrets: list[str] = Field(description="The names of the secret fields that are set")
    secret_origin: str = Field(description="Where the secret is sent, and nowhere else")
    test_mode: TestMode
    problems: list[ToolProblemOut]
    grant: ToolGrant | None
    live_at: datetime | None
    revision: int


class ToolList(BaseModel):
    """Tools, by label."""

    items: list[ToolSummary]
    next_cursor: str | None = None
    total: int


class ToolGrantList(BaseModel):
    """What agents can be granted. `labels` say what people call those that the business made, by name."""

    items: list[ToolGrant]
    labels: dict[str, str]


class OpenApiIn(BaseModel):
    """An OpenAPI 3 document as text, JSON or YAML. Nothing that it points to is fetched."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"document": '{"openapi": "3.1.0", "paths": {"/slots": {"get": {}}}}'}]
        },
    )

    document: Annotated[str, StringConstraints(max_length=2_000_000)]


class OpenApiOperation(BaseModel):
    """An operation as a tool. `notes` are codes of what was left out."""

    name: str
    label: str
    definition: ToolDefinition
    notes: list[str]


class OpenApiOut(BaseModel):
    """What a document offers. `left_out` counts what there was no room for.

    `sign_in` is how it says that one signs in, `credentials` what it says of the form's fields; never a secret.
    """

    title: str
    operations: list[OpenApiOperation]
    left_out: int
    sign_in: SignIn
    credentials: dict[str, str]


class McpServerIn(BaseModel):
    """An MCP server, and how one signs in there: so, or by a shared sign-in. Nothing of it is kept."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"address": "https://mcp.example.com/mcp"}]}
    )

    address: Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True)]
    sign_in: SignIn = SignIn.NONE
    credentials: CredentialsIn = {}
    sign_in_id: SharedId = None


class ToolPluginOut(BaseModel):
    """A plug-in that is installed. `fault` says in the installer's words why it cannot be used, or is empty."""

    name: str
    package: str
    label: str
    description: str
    parameters: dict[str, Any]
    fault: str


class ToolWithout(BaseModel):
    """An advanced ability of tools that the plan does not have, and the smallest plan that does."""

    ability: AdvancedTool
    needed: str


class ToolPluginList(BaseModel):
    """The plug-ins of the installation, whether its mail leaves the house, and what the plan does not have."""

    items: list[ToolPluginOut]
    plan: str
    without: list[ToolWithout]
    mail_leaves: bool = Field(
        description="Whether a mail service is set up: else mail is only kept to be looked at"
    )


class McpServerOut(BaseModel):
    """What a server offers."""

    operations: list[OpenApiOperation]


class ToolPublishIn(BaseModel):
    """What is said of a version."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"note": "Asks for the day"}]})

    note: Note = ""


class ToolVersionOut(BaseModel):
    """A published version."""

    number: int
    note: str
    author: str
    live: bool
    created_at: datetime
    definition: ToolDefinition


class ToolVersionList(BaseModel):
    """Versions, newest first."""

    items: list[ToolVersionOut]
    next_cursor: str | None = None


class ToolTryIn(BaseModel):
    """Arguments to call the draft with, and what a conversation would tell of who is in it: samples where left out."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"arguments": {"day": "2026-03-14"}, "given": {"contact.phone": "+34910000000"}}]
        },
    )

    arguments: Arguments = {}
    given: Annotated[
        dict[
            Annotated[str, StringConstraints(max_length=60)],
            Annotated[str, StringConstraints(max_length=300)],
        ],
        Field(
            max_length=20,
            description="By name: `contact.id`, `contact.name`, `contact.phone`, `contact.email`, `caller.number`,"
            " `visitor.id`; an empty text is one that is not known",
        ),
    ] = {}


class ToolSent(BaseModel):
    """What was sent, without what signed it in."""

    method: str
    url: str
    headers: dict[str, str]
    body: str


class ToolTriedOut(BaseModel):
    """How it went. `result` is what an agent would get; `answer` what came back, cut; `error` a code."""

    ok: bool
    status: int | None
    ms: float
    attempts: int
    error: str | None
    result: Any = None
    variables: dict[str, Any]
    answer: str
    sent: ToolSent


class ToolCaseIn(BaseModel):
    """A case. With a status, its answer stands in for the real one in tests."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "A Saturday",
                    "arguments": {"day": "2026-03-14"},
                    "mock_status": 200,
                    "mock_body": '{"slots": []}',
                }
            ]
        },
    )

    name: Label
    arguments: Arguments = {}
    mock_status: Annotated[int, Field(ge=100, le=599)] | None = None
    mock_body: Annotated[str, StringConstraints(max_length=20_000)] = ""


class ToolCaseOut(BaseModel):
    """A saved case."""

    id: str = Field(examples=["tcs_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    arguments: dict[str, Any]
    mock_status: int | None
    mock_body: str


class ToolCaseList(BaseModel):
    """The saved cases, the oldest first."""

    items: list[ToolCaseOut]


class ToolCallOut(BaseModel):
    """One call. `answer` is what came back, cut; whoever may not read conversations gets neither it nor the arguments."""

    id: str
    version: int | None
    source: Literal["conversation", "test", "bench"]
    conversation_id: str | None
    state: Literal["running", "done", "failed"]
    arguments: dict[str, Any]
    status: int | None
    answer: str
    error: str | None
    ms: float | None
    mocked: bool
    at: datetime


class ToolCallList(BaseModel):
    """Calls, newest first."""

    items: list[ToolCallOut]
    next_cursor: str | None = None


class ToolUse(BaseModel):
    """An agent that was granted the tool, and the version in its draft."""

    id: str
    name: str
    version: int


class ToolUseList(BaseModel):
    """Agents that were granted the tool."""

    items: list[ToolUse]
