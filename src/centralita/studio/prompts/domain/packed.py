"""A prompt as it travels: with a template, or to whoever installs one from the gallery."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from centralita.studio.prompts.domain.content import PromptContent, together
from centralita.studio.prompts.domain.includes import (
    NAME_PATTERN,
    expand,
    find_cycle,
    includes_of,
    with_names,
)
from centralita.studio.prompts.domain.lint import Finding, Subject, lint

MOST_INCLUDED = 20


class PackedPrompt(BaseModel):
    """A prompt as a template keeps it. Its name is a wish: another prompt may have it already."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    tags: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1, max_length=40)], ...], Field(max_length=20)
    ] = ()
    content: PromptContent


def errors_in(prompts: Sequence[PackedPrompt], known: Collection[str]) -> Iterator[Finding]:
    """What keeps prompts that travel together from being published where they arrive.

    Each includes only others of them; `known` are the variables that every conversation has.
    """
    packed = {one.name: one for one in prompts}
    whole: dict[str, str] = {}
    for one in in_order(packed):
        content = packed[one].content
        expanded = expand(content.text, whole)
        whole[one] = expanded.text
        names = {each.name for each in includes_of(content.text)}
        included = (each for name in names & packed.keys() for each in packed[name].content.variables)
        subject = Subject(
            text=content.text,
            whole=expanded.text,
            declared=together(content.variables, included),
            known=known,
            gone=expanded.gone,
            headless=expanded.headless,
            cycle=find_cycle(one, content.text, lambda name: _text_of(packed, name)) or (),
            put_in=expanded.put_in,
        )
        yield from (finding for finding in lint(subject) if finding.severity == "error")


def _text_of(packed: Mapping[str, PackedPrompt], name: str) -> str | None:
    return packed[name].content.text if name in packed else None


def in_order(packed: Mapping[str, PackedPrompt]) -> list[str]:
    """The names of prompts, those first that others of them include."""
    found: dict[str, None] = {}
    under_way: set[str] = set()

    def visit(name: str) -> None:
        if name in found or name in under_way or name not in packed:
            return
        under_way.add(name)
        for each in includes_of(packed[name].content.text):
            visit(each.name)
        found[name] = None

    for name in packed:
        visit(name)
    return list(found)


def with_included_as(content: PromptContent, names: Mapping[str, str]) -> PromptContent:
    """A content whose includes go by other names."""
    return content.model_copy(update={"text": with_names(content.text, names)})
