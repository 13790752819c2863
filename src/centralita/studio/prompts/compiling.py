"""A content as it would be sent: with what it includes, as that is published now."""

from dataclasses import dataclass

from centralita.studio.prompts.domain.content import PromptContent, PromptVariable, together
from centralita.studio.prompts.domain.includes import Include, expand, find_cycle, includes_of
from centralita.studio.prompts.models import Prompt, PromptLabel, PromptVersion

LABEL = "production"


@dataclass(frozen=True, slots=True)
class Included:
    """A prompt that was put in, by name, and the version of it."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """The text and the variables of a content with its includes, and what stands in the way of it."""

    text: str
    variables: tuple[PromptVariable, ...]
    includes: tuple[Included, ...]
    gone: tuple[Include, ...]
    headless: tuple[Include, ...]
    cycle: tuple[str, ...]
    put_in: tuple[tuple[Include, str], ...]


def compile_content(name: str, content: PromptContent) -> Compiled:
    """Put in what is included. `name` is the prompt's own, empty for one that has none yet."""
    shelf = _Shelf()
    cycle = find_cycle(name, content.text, shelf.source_of) if name else None
    names = dict.fromkeys(each.name for each in includes_of(content.text))
    versions = {each: version for each in names if each != name and (version := shelf.version_of(each))}
    expanded = expand(content.text, {each: version.compiled for each, version in versions.items()})
    theirs = [PromptVariable(**row) for version in versions.values() for row in version.variables]
    return Compiled(
        text=expanded.text,
        variables=together(content.variables, theirs),
        includes=tuple(Included(each, version.number) for each, version in versions.items()),
        gone=expanded.gone,
        headless=expanded.headless,
        cycle=cycle or (),
        put_in=expanded.put_in,
    )


def alone(content: PromptContent) -> Compiled:
    """A content into which nothing is put."""
    return Compiled(content.text, content.variables, (), (), (), (), ())


def included_number(prompt: Prompt) -> int | None:
    """The version that others take when they include a prompt: production, else the newest."""
    labelled = PromptLabel.objects.filter(prompt_id=prompt.id, label=LABEL).values_list("number", flat=True)
    return labelled.first() or prompt.last_number


class _Shelf:
    """What others have published, looked up once each."""

    def __init__(self) -> None:
        self._found: dict[str, PromptVersion | None] = {}

    def version_of(self, name: str) -> PromptVersion | None:
        if name not in self._found:
            prompt = Prompt.objects.filter(name=name).first()
            number = included_number(prompt) if prompt else None
            self._found[name] = (
                PromptVersion.objects.filter(prompt_id=prompt.id, number=number).first()
                if prompt and number
                else None
            )
        return self._found[name]

    def source_of(self, name: str) -> str | None:
        version = self.version_of(name)
        return None if version is None else str(version.content["text"])
