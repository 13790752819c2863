"""A template as it travels: all that a thing is made of, bounded, and nothing that is anybody's own."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from centralita.engine import Blueprint
from centralita.studio.agents.domain.life import Kind, Purpose
from centralita.studio.prompts.public import MOST_INCLUDED, PackedPrompt
from centralita.studio.scenarios.public import MOST_SCENARIOS, PackedScenario
from centralita.studio.tools.public import PackedTool

MAXIMUM_BYTES: Final = 1_500_000
MOST_QUESTIONS: Final = 60
MOST_DOCUMENTS: Final = 10
LONGEST_DOCUMENT: Final = 60_000
_REGION: Final = "ES"

_Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_Language = Annotated[str, StringConstraints(max_length=8)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PackedQuestion(_Part):
    """A sample question with its answer."""

    question: Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
    answer: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    language: _Language = ""


class PackedDocument(_Part):
    """A sample document in Markdown."""

    title: _Title
    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_DOCUMENT)]
    language: _Language = ""


class Package(_Part):
    """Everything that a template of an agent takes along."""

    kind: Kind
    purpose: Purpose
    blueprint: Blueprint
    tools: Annotated[tuple[PackedTool, ...], Field(max_length=100)] = ()
    scenarios: Annotated[tuple[PackedScenario, ...], Field(max_length=MOST_SCENARIOS)] = ()
    questions: Annotated[tuple[PackedQuestion, ...], Field(max_length=MOST_QUESTIONS)] = ()
    documents: Annotated[tuple[PackedDocument, ...], Field(max_length=MOST_DOCUMENTS)] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is in."""
        return tuple(self.blueprint.languages)

    @property
    def region(self) -> str:
        """Where its phone numbers are from."""
        return self.blueprint.settings.phone_region


class PromptPackage(_Part):
    """A prompt with those that it includes: those first that the others include. `purpose` is its author's choice."""

    purpose: Purpose | Literal[""] = ""
    prompt: PackedPrompt
    included: Annotated[tuple[PackedPrompt, ...], Field(max_length=MOST_INCLUDED)] = ()
    kind: Literal[""] = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The language that it is in."""
        return (self.prompt.content.language,)

    @property
    def region(self) -> str:
        """Where its phone numbers are from, as far as it can be told."""
        return _REGION


class ToolPackage(_Part):
    """A tool without how it signs in; `signs_in` says that it has to. `purpose` is its author's choice."""

    purpose: Purpose | Literal[""] = ""
    tool: PackedTool
    signs_in: bool = False
    kind: Literal[""] = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """A tool speaks none."""
        return ()

    @property
    def region(self) -> str:
        """Where its phone numbers are from, as far as it can be told."""
        return _REGION


class FlowPackage(_Part):
    """A flow, as an agent of nothing else with the variables and the tools that the flow names."""

    kind: Kind
    purpose: Purpose
    blueprint: Blueprint
    tools: Annotated[tuple[PackedTool, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _one_flow(self) -> Self:
        if len(self.blueprint.flows) != 1:
            raise ValueError("one flow")
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is in."""
        return tuple(self.blueprint.languages)

    @property
    def region(self) -> str:
        """Where its phone numbers are from."""
        return self.blueprint.settings.phone_region


AnyPackage = Package | FlowPackage | PromptPackage | ToolPackage
_PACKAGES: Final[Mapping[str, type[AnyPackage]]] = {
    "agent": Package,
    "flow": FlowPackage,
    "prompt": PromptPackage,
    "tool": ToolPackage,
}


def read_package(holds: str, content: Mapping[str, Any]) -> AnyPackage:
    """What is stored of a template of this kind."""
    return _PACKAGES[holds].model_validate(content)


def as_stored(package: AnyPackage) -> dict[str, Any]:
    """The package as it is stored."""
    stored: dict[str, Any] = package.model_dump(mode="json")
    return stored


def size_of(stored: Mapping[str, Any]) -> int:
    """How many bytes a stored package has."""
    return len(json.dumps(stored, separators=(",", ":"), ensure_ascii=False).encode())


def prompts_of(blueprint: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The tasks that a model is given, with the names of their steps."""
    for flow in blueprint.get("flows") or ():
        for node in flow.get("nodes") or ():
            text = (node.get("data") or {}).get("prompt")
            if isinstance(text, str) and text.strip():
                yield str(node.get("name") or node.get("id")), text
