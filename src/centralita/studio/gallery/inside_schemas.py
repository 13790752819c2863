"""What a template takes along, on the wire: what is shown of it before anybody takes it."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from centralita.studio.saved_templates.public import Holds


class GalleryFinding(Schema):
    """Something that is taken out, and what stands there instead."""

    kind: Literal["secret", "email", "phone", "fact", "id"]
    place: str
    shown: str
    instead: str
    written: bool = Field(
        description="A secret in a text: it has to be taken out there before the template can be handed in"
    )


class GalleryPrompt(Schema):
    """The task that a model is given in a step."""

    step: str
    text: str


class GalleryVariable(Schema):
    """A variable that a text uses, and a value to see it with."""

    name: str
    kind: str
    sample: str
    description: str


class GalleryWritten(Schema):
    """A prompt of the library, or one that it includes."""

    name: str
    title: str
    text: str
    language: str
    tags: list[str]
    variables: list[GalleryVariable]
    included: bool = Field(description="It comes along because another one includes it")


class GalleryArgument(Schema):
    """Something that a tool is told."""

    name: str
    description: str
    type: str
    required: bool


class GallerySent(Schema):
    """A name and a value that a tool sends; what goes out under the name of a secret is empty."""

    part: Literal["query", "headers", "body"]
    name: str
    value: str


class GalleryToolOut(Schema):
    """A tool: where it calls, what it is told, what it sends and what it gives."""

    name: str
    label: str
    description: str
    method: str
    address: str
    arguments: list[GalleryArgument]
    sends: list[GallerySent]
    body: str = Field(description="A body that is written as a whole, or the message that it sends")
    gives: list[str] = Field(description="The variables that it fills")
    approval: bool = Field(description="A person is asked before it is called")


class GalleryTried(Schema):
    """A scenario."""

    name: str
    says: list[str]


class GalleryPair(Schema):
    """A sample question with its answer."""

    question: str
    answer: str


class GalleryText(Schema):
    """A sample document."""

    title: str
    text: str


class GalleryInside(Schema):
    """What a template takes along. `holds` says what it is a template of; what such a thing has not is empty."""

    holds: Holds
    kind: str
    purpose: str
    languages: list[str]
    steps: list[str] = Field(description="The flows by name")
    blueprint: dict[str, Any]
    kinds: dict[str, str] = Field(description="What each kind of step is called")
    prompts: list[GalleryPrompt]
    written: list[GalleryWritten] = Field(description="Prompts of the library, the one that is meant first")
    tools: list[GalleryToolOut]
    signs_in: bool = Field(description="A tool that signs in: whoever installs it does so with their own")
    scenarios: list[GalleryTried]
    questions: list[GalleryPair]
    documents: list[GalleryText]
    addresses: list[str] = Field(description="Every host that a tool or a text names")
