"""The door to prompts for others."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from centralita.identity.access.actor import Actor
from centralita.kit.errors import AppError
from centralita.kit.ids import from_text
from centralita.studio.prompts.actions.write import create_prompt
from centralita.studio.prompts.domain import content as contents
from centralita.studio.prompts.domain.content import PromptContent
from centralita.studio.prompts.models import Prompt, PromptLabel, PromptVersion
from centralita.studio.prompts.queries import get_prompt

__all__ = ["PackedPrompt", "Text", "make_prompt", "prompt_draft", "texts_of"]


@dataclass(frozen=True, slots=True)
class Text:
    """A version's text. `label` is the one that it was asked for by, empty where that is gone or none was named."""

    number: int
    text: str
    label: str


def texts_of(wanted: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str, int], Text]:
    """The text for each id with the label that is followed (else empty) and the version known before.

    What there is no more is left out. Inside the organization's scope.
    """
    asked = {each: identifier for each in wanted if (identifier := _id(each[0])) is not None}
    pointed = {
        (row.prompt_id, row.label): row.number
        for row in PromptLabel.objects.filter(prompt_id__in=set(asked.values()))
    }
    numbers = {key: pointed.get((identifier, key[1])) for key, identifier in asked.items()}
    rows = PromptVersion.objects.filter(
        prompt_id__in=set(asked.values()), number__in={numbers[key] or key[2] for key in asked}
    )
    versions = {
        (row.prompt_id, row.number): row.compiled for row in rows.only("prompt_id", "number", "compiled")
    }
    found: dict[tuple[str, str, int], Text] = {}
    for key, identifier in asked.items():
        number = numbers[key] or key[2]
        text = versions.get((identifier, number))
        if text is not None:
            found[key] = Text(number, text, key[1] if numbers[key] else "")
    return found


class PackedPrompt(BaseModel):
    """A prompt as a template keeps it. Its name is a wish: another prompt may have it already."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    tags: tuple[str, ...] = ()
    content: PromptContent


def prompt_draft(prompt_id: UUID) -> PackedPrompt:
    """A prompt's draft. Raises NotFound."""
    row = get_prompt(prompt_id)
    return PackedPrompt(
        name=row.name, title=row.title, tags=tuple(row.tags), content=contents.read(row.draft)
    )


def make_prompt(actor: Actor, packed: PackedPrompt, title: str) -> UUID:
    """A new prompt with this title, whose name has a number where another one has it. Raises TooManyPrompts."""
    name, number = packed.name, 1
    while Prompt.objects.filter(name=name).exists():
        number += 1
        name = f"{packed.name[:58]}_{number}"
    made = create_prompt(actor, name=name, title=title, tags=packed.tags, content=packed.content)
    return made.id


def _id(text: str) -> UUID | None:
    try:
        return from_text("prm", text)
    except AppError:
        return None
