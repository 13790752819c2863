"""What a template takes along, as whoever thinks of taking it sees it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from centralita import engine
from centralita.studio.agents.domain.naming import with_names
from centralita.studio.gallery.domain.package import (
    AnyPackage,
    FlowPackage,
    Package,
    PromptPackage,
    ToolPackage,
    prompts_of,
)
from centralita.studio.gallery.inside_schemas import (
    GalleryArgument,
    GalleryInside,
    GalleryPair,
    GalleryPrompt,
    GallerySent,
    GalleryText,
    GalleryToolOut,
    GalleryTried,
    GalleryVariable,
    GalleryWritten,
)
from centralita.studio.prompts.public import PackedPrompt
from centralita.studio.tools.public import NO_APPROVAL, PackedTool, ToolMessage

_HOST: Final = re.compile(r"(?:https?|wss?)://([^\s/?#\"'<>{}\])]{1,253})", re.IGNORECASE)
_MOST_HOSTS: Final = 200


def inside(package: AnyPackage, language: str) -> GalleryInside:
    """What a template takes along, its steps named in `language`."""
    told = GalleryInside(
        holds="agent",
        kind=package.kind,
        purpose=package.purpose,
        languages=list(package.languages),
        steps=[],
        blueprint={},
        kinds={},
        prompts=[],
        written=[],
        tools=[],
        signs_in=False,
        scenarios=[],
        questions=[],
        documents=[],
        addresses=_hosts(package.model_dump(mode="json")),
    )
    match package:
        case Package():
            return told.model_copy(update=_agent(package, language))
        case FlowPackage():
            return told.model_copy(update={**_drawn(package, language), "holds": "flow"})
        case ToolPackage():
            tool = {"holds": "tool", "tools": [_tool(package.tool)], "signs_in": package.signs_in}
            return told.model_copy(update=tool)
        case PromptPackage():
            return told.model_copy(update=_prompt(package))


def _agent(package: Package, language: str) -> dict[str, Any]:
    return {
        **_drawn(package, language),
        "scenarios": [
            GalleryTried(name=one.name, says=[step.told for step in one.script.steps if step.told])
            for one in package.scenarios
        ],
        "questions": [GalleryPair(question=one.question, answer=one.answer) for one in package.questions],
        "documents": [GalleryText(title=one.title, text=one.text) for one in package.documents],
    }


def _drawn(package: Package | FlowPackage, language: str) -> dict[str, Any]:
    titles = engine.node_titles(language)
    blueprint = with_names(package.blueprint.model_dump(mode="json"), titles)
    return {
        "steps": [flow.name or flow.id for flow in package.blueprint.flows],
        "blueprint": blueprint,
        "kinds": titles,
        "prompts": [GalleryPrompt(step=step, text=text) for step, text in prompts_of(blueprint)],
        "tools": [_tool(one) for one in package.tools],
    }


def _prompt(package: PromptPackage) -> dict[str, Any]:
    others = [_written(one, included=True) for one in reversed(package.included)]
    return {"holds": "prompt", "written": [_written(package.prompt, included=False), *others]}


def _written(prompt: PackedPrompt, *, included: bool) -> GalleryWritten:
    return GalleryWritten(
        name=prompt.name,
        title=prompt.title,
        text=prompt.content.text,
        language=prompt.content.language,
        tags=list(prompt.tags),
        variables=[
            GalleryVariable(name=one.name, kind=one.kind, sample=one.sample, description=one.description)
            for one in prompt.content.variables
        ],
        included=included,
    )


def _tool(tool: PackedTool) -> GalleryToolOut:
    definition = tool.definition
    request = definition.request
    return GalleryToolOut(
        name=tool.name,
        label=tool.label,
        description=definition.description,
        method=request.method if request.kind == "http" else request.kind.upper(),
        address=request.address,
        arguments=[
            GalleryArgument(
                name=name,
                description=str(schema.get("description") or ""),
                type=str(schema.get("type") or ""),
                required=name in definition.required,
            )
            for name, schema in definition.arguments.items()
        ],
        sends=[
            *(GallerySent(part="query", name=one.name, value=one.value) for one in request.query),
            *(GallerySent(part="headers", name=one.name, value=one.value) for one in request.headers),
            *(GallerySent(part="body", name=one.name, value=one.value) for one in request.fields),
        ],
        body="\n".join(filter(None, (request.template, *_message(request.message)))),
        gives=[one.name for one in definition.outputs],
        approval=definition.approval != NO_APPROVAL,
    )


def _message(message: ToolMessage | None) -> tuple[str, ...]:
    return (message.subject, message.text) if message else ()


def _hosts(stored: Mapping[str, Any]) -> list[str]:
    """Every host that a text names."""
    found = {host.lower() for text in _texts(stored) for host in _HOST.findall(text)}
    return sorted(found)[:_MOST_HOSTS]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
