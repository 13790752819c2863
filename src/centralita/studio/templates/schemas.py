"""Templates and industries on the wire."""

from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Language = Literal["es", "en"]


class TemplateSummary(Schema):
    """A template in a list."""

    key: str = Field(examples=["dental_clinic"])
    industry: str
    title: str
    summary: str
    agent_name: str
    purpose: str
    kind: str = Field(description="How people reach such an agent: chat, voice or both")
    languages: list[Language]
    version: int


class TemplateList(Schema):
    """The templates that match."""

    items: list[TemplateSummary]


class QuestionOut(Schema):
    """A sample question with its answer."""

    question: str
    answer: str


class SampleDocumentOut(Schema):
    """A sample document in Markdown."""

    title: str
    text: str


class TriedConversation(Schema):
    """A conversation with the template that goes well: what the caller says, and what comes of it."""

    name: str
    says: list[str]
    outcome: str | None
    person: bool = Field(description="A person is called into it")


class TemplateOut(TemplateSummary):
    """A template with what it would make, in one language."""

    language: Language
    greeting: str
    persona: str
    steps: list[str] = Field(description="The flows by name")
    blueprint: dict[str, Any]
    sample: dict[str, Any] = Field(description="Sample facts for a profile that is still empty")
    questions: list[QuestionOut]
    document: SampleDocumentOut
    scenarios: list[TriedConversation]


class IndustryOut(Schema):
    """A line of business with its templates."""

    key: str
    name: dict[str, str]
    description: dict[str, str]
    templates: list[str]


class IndustryList(Schema):
    """Every line of business."""

    items: list[IndustryOut]


class SampleIn(Schema):
    """Which samples to take over. They only fill what is still empty."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"language": "es", "business": True, "questions": True, "document": True}]
        },
    )

    language: Language
    business: bool = True
    questions: bool = True
    document: bool = True


class SampleOut(Schema):
    """What was filled in: names of fields and kinds of records, how many questions, and how many documents."""

    filled: list[str]
    questions: int
    documents: int
