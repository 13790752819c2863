"""The door to prompts for others."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from centralita.kit.errors import AppError
from centralita.kit.ids import from_text
from centralita.studio.prompts.domain.content import PromptContent, PromptVariable
from centralita.studio.prompts.domain.includes import includes_of, with_names
from centralita.studio.prompts.domain.lint.secrets import secrets
from centralita.studio.prompts.domain.packed import (
    MOST_INCLUDED,
    PackedPrompt,
    errors_in,
    in_order,
    with_included_as,
)
from centralita.studio.prompts.looking import given_variables
from centralita.studio.prompts.models import PromptLabel, PromptVersion
from centralita.studio.prompts.travelling import (
    bring_included,
    included_in,
    make_prompt,
    prompt_draft,
    prompt_titles,
    prompts_named,
    rewrite_included,
    rewrite_prompt,
)

__all__ = [
    "MOST_INCLUDED",
    "PackedPrompt",
    "PromptContent",
    "PromptVariable",
    "Text",
    "bring_included",
    "errors_in",
    "given_variables",
    "in_order",
    "included_in",
    "includes_of",
    "make_prompt",
    "prompt_draft",
    "prompt_titles",
    "prompts_named",
    "rewrite_included",
    "rewrite_prompt",
    "secrets_in",
    "texts_of",
    "with_included_as",
    "with_names",
]


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


def secrets_in(text: str) -> list[tuple[int, int]]:
    """Where something in a text looks like a secret: first and last place, in order. Pure."""
    return [(each.start, each.end) for each in secrets(text)]


def _id(text: str) -> UUID | None:
    try:
        return from_text("prm", text)
    except AppError:
        return None
