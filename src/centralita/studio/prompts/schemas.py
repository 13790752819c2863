"""Prompts on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.studio.prompts.domain.content import MOST_VARIABLES, PromptContent, PromptVariable
from centralita.studio.prompts.domain.includes import NAME_PATTERN
from centralita.studio.prompts.domain.lint import Severity

LABEL_PATTERN = r"^[a-z][a-z0-9_-]{0,29}$"
PromptName = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
PromptTitle = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
LabelName = Annotated[str, StringConstraints(pattern=LABEL_PATTERN)]
PromptTag = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
PromptTags = Annotated[list[PromptTag], Field(max_length=20)]
Values = Annotated[
    dict[
        Annotated[str, StringConstraints(max_length=120)], Annotated[str, StringConstraints(max_length=500)]
    ],
    Field(
        max_length=MOST_VARIABLES, description="By the names of variables; what is left out has its sample"
    ),
]
Message = Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True)]
BlueprintId = Annotated[str, StringConstraints(max_length=100)]
AgentId = Annotated[
    str | None, Field(description="Whose manner and language it is put in; none: a plain agent")
]

CONTENT_EXAMPLE: dict[str, Any] = {
    "text": "You look after {{customer}}.\n\n## Never\n- Never promise a price that is not on record.",
    "language": "en",
    "variables": [
        {"name": "customer", "kind": "text", "sample": "Ana Ruiz", "description": "Who is calling"}
    ],
}


class PromptIn(BaseModel):
    """A new prompt. Its name is what other prompts include it by, and stays."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "reception",
                    "title": "Reception",
                    "tags": ["clinic"],
                    "content": CONTENT_EXAMPLE,
                }
            ]
        },
    )

    name: PromptName
    title: PromptTitle
    tags: PromptTags = []
    content: PromptContent = PromptContent()


class PromptChangeIn(BaseModel):
    """What is to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"title": "Reception desk"}]})

    title: PromptTitle | None = None
    tags: PromptTags | None = None
    content: PromptContent | None = None


class PromptLabelOut(BaseModel):
    """A label and the version that it points at."""

    label: str
    number: int
    moved_by: str
    moved_at: datetime


class PromptSummary(BaseModel):
    """A prompt in a list. `last_number` is none while it has no version."""

    id: str = Field(examples=["prm_01k9h2v7zq4m8x3n5t6w1y0r2s"])
    name: str
    title: str
    tags: list[str]
    language: str
    opening: str = Field(description="How its text begins")
    labels: list[PromptLabelOut]
    last_number: int | None
    has_changes: bool
    updated_at: datetime
    created_at: datetime
    can: list[str]


class PromptList(BaseModel):
    """Prompts, by title."""

    items: list[PromptSummary]
    next_cursor: str | None = None
    total: int


class PromptFinding(BaseModel):
    """What a rule found, from `start` to `end` in UTF-16 units, as browsers count; both 0: about the whole text."""

    code: str
    severity: Severity
    start: int
    end: int
    data: dict[str, str]


class IncludedPrompt(BaseModel):
    """A prompt that is put in: the version that was taken, and the one that would be now."""

    name: str
    number: int
    newest: int | None


class PromptLook(BaseModel):
    """What the rules found, and about how long it is with what it includes."""

    findings: list[PromptFinding]
    tokens: int = Field(description="An approximation: every vendor counts its own way")
    variables: list[PromptVariable] = Field(description="Its own and those of what it includes")
    costs: list["PromptCost"] = Field(
        description="What it adds to the cost of each answer, by model; nothing of the answer itself"
    )


class PromptOut(PromptSummary):
    """A prompt as its page shows it."""

    content: PromptContent
    look: PromptLook
    outdated: list[IncludedPrompt] = Field(
        description="What the newest version includes in an older version than there is now"
    )
    revision: int


class PromptLookIn(BaseModel):
    """A content that need not be saved. `name` is its prompt's own, to see whether it includes itself."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "reception", "content": CONTENT_EXAMPLE}]}
    )

    name: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,63})?$")] = ""
    content: PromptContent
    in_agent: bool = Field(
        default=False, description="An agent's own text: no other prompt can be put into it by its name"
    )


class PromptPreviewIn(PromptLookIn):
    """A content, and the situation to see it in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "reception",
                    "content": CONTENT_EXAMPLE,
                    "values": {"customer": "Luis"},
                    "message": "When are you open?",
                }
            ]
        },
    )

    agent_id: AgentId = None
    part: Literal["task", "persona"] = Field(
        default="task", description="What the text is of the agent: a step's task, or who the agent is"
    )
    flow_id: BlueprintId = Field(
        default="", description="Where the agent's step is; empty: found by the prompt"
    )
    node_id: BlueprintId = Field(default="", description="The step whose text it is, or that is seen with it")
    channel: Literal["chat", "voice"] = "chat"
    values: Values = {}
    message: Message = "?"


class PromptCost(BaseModel):
    """What one answer would cost with a model, by the public price list; none where nobody knows the price."""

    vendor: str
    model: str
    account: str | None = Field(
        description="The connected account; none for a model that is shown for comparison"
    )
    micros: int | None = Field(description="Millionths of a US dollar")


class PromptSaid(BaseModel):
    """A message that goes with the instructions."""

    role: str
    text: str


class PromptPassage(BaseModel):
    """A passage of the agent's knowledge that was found for the message."""

    title: str
    place: str
    text: str


class PromptTool(BaseModel):
    """A tool that the model may call."""

    name: str
    description: str


class PromptPreviewOut(BaseModel):
    """What is sent, word for word. `answered` is false where the agent would not ask a model at all."""

    asked: bool
    system: str
    messages: list[PromptSaid]
    passages: list[PromptPassage] = Field(description="They stand in the instructions; with an agent only")
    tools: list[PromptTool] = Field(
        description="Those of the agent's step that takes its task from the prompt; without such a step, all of the"
        " agent's"
    )
    tokens: int = Field(description="Of all that is sent; an approximation")
    answer_tokens: int = Field(description="How long an answer is taken to be, for the costs")
    costs: list[PromptCost]


class PromptUseOut(BaseModel):
    """A step of an agent that takes its task from the prompt.

    `version` stands in its draft, `live_version` is what callers get of it; without a label it stays with its version.
    """

    agent_id: str
    agent: str
    flow_id: str
    node_id: str
    node: str
    label: str
    version: int
    live_version: int | None


class PromptIncludedIn(BaseModel):
    """A prompt whose draft or newest version includes this one, with the version taken; none: only its draft does."""

    id: str
    name: str
    title: str
    number: int | None


class PromptUses(BaseModel):
    """Where a prompt is used."""

    items: list[PromptUseOut]
    prompts: list[PromptIncludedIn]


class PromptTagList(BaseModel):
    """The tags in use."""

    items: list[str]


class PromptTemplateOut(BaseModel):
    """A text to begin a prompt from."""

    key: str
    title: str
    summary: str
    industry: str | None
    purpose: str
    language: str
    content: PromptContent


class PromptTemplateList(BaseModel):
    """Texts to begin a prompt from."""

    items: list[PromptTemplateOut]
