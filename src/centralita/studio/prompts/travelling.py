"""Prompts that leave with what they include, and are made where they arrive. Inside the organization's scope."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.studio.prompts.actions.publish import publish_prompt
from centralita.studio.prompts.actions.write import PromptChange, change_prompt, create_prompt
from centralita.studio.prompts.compiling import LABEL, included_number
from centralita.studio.prompts.domain import content as contents
from centralita.studio.prompts.domain.content import PromptContent
from centralita.studio.prompts.domain.includes import includes_of
from centralita.studio.prompts.domain.packed import PackedPrompt, in_order, with_included_as
from centralita.studio.prompts.looking import look_over
from centralita.studio.prompts.models import Prompt, PromptLabel, PromptVersion
from centralita.studio.prompts.queries import get_prompt

# So much of a name is left where it gets a number; of so many with that beginning one may be the same.
_NUMBERED = 58
_MOST_NAMED = 50


def prompt_draft(prompt_id: UUID, *, lock: bool = False) -> PackedPrompt:
    """A prompt's draft. Raises NotFound."""
    return _packed(get_prompt(prompt_id, lock=lock))


def prompt_titles(prompt_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What people call these prompts; unknown ones are left out."""
    return dict(Prompt.objects.filter(id__in=list(prompt_ids)).values_list("id", "title"))


def prompts_named(names: Collection[str]) -> dict[str, PackedPrompt]:
    """The drafts of the prompts that are included by these names; unknown ones are left out."""
    return {row.name: _packed(row) for row in Prompt.objects.filter(name__in=list(names))}


def included_in(packed: PackedPrompt) -> list[PackedPrompt]:
    """What a prompt includes as it is published now, and what that includes: those first that others include.

    What is not published is left out.
    """
    found: dict[str, PackedPrompt] = {}
    waiting = [each.name for each in includes_of(packed.content.text)]
    while waiting:
        name = waiting.pop()
        if name in found or name == packed.name:
            continue
        row = Prompt.objects.filter(name=name).first()
        content = _published(row) if row else None
        if row is not None and content is not None:
            found[name] = PackedPrompt(name=row.name, title=row.title, tags=tuple(row.tags), content=content)
            waiting += [each.name for each in includes_of(content.text)]
    return [found[name] for name in in_order(found)]


def make_prompt(actor: Actor, packed: PackedPrompt, title: str) -> UUID:
    """A new prompt with this title, whose name has a number where another one has it. Raises TooManyPrompts."""
    return _make(actor, packed, title).id


def bring_included(actor: Actor, wanted: Sequence[PackedPrompt]) -> dict[str, str]:
    """Make prompts that others include, those first that the rest includes; their names here by the wished ones.

    One that is published here word for word is taken as it is. Raises TooManyPrompts.
    """
    names: dict[str, str] = {}
    for one in wanted:
        packed = one.model_copy(update={"content": with_included_as(one.content, names)})
        here = _same(packed)
        if here is None:
            here = _make(actor, packed, packed.title)
            _publish(actor, here)
        names[one.name] = here.name
    return names


def rewrite_prompt(actor: Actor, prompt_id: UUID, content: PromptContent) -> None:
    """Have a prompt's draft be this."""
    change_prompt(actor, prompt_id, PromptChange(content=content), seen=None)


def rewrite_included(actor: Actor, name: str, content: PromptContent) -> None:
    """Have a prompt that others include be this, and published; nothing where it is gone."""
    prompt = Prompt.objects.filter(name=name).first()
    if prompt is not None:
        rewrite_prompt(actor, prompt.id, content)
        prompt.refresh_from_db()
        _publish(actor, prompt)


def _packed(row: Prompt) -> PackedPrompt:
    return PackedPrompt(
        name=row.name, title=row.title, tags=tuple(row.tags), content=contents.read(row.draft)
    )


def _published(prompt: Prompt) -> PromptContent | None:
    """What others take when they include it."""
    number = included_number(prompt)
    version = PromptVersion.objects.filter(prompt_id=prompt.id, number=number).first() if number else None
    return contents.read(version.content) if version else None


def _same(packed: PackedPrompt) -> Prompt | None:
    """The prompt of this name, or of this name with a number, that others include word for word so."""
    named = Prompt.objects.filter(name__startswith=packed.name[:_NUMBERED]).order_by("created_at", "id")
    return next((one for one in named[:_MOST_NAMED] if _published(one) == packed.content), None)


def _make(actor: Actor, packed: PackedPrompt, title: str) -> Prompt:
    name, number = packed.name, 1
    while Prompt.objects.filter(name=name).exists():
        number += 1
        name = f"{packed.name[:_NUMBERED]}_{number}"
    return create_prompt(actor, name=name, title=title, tags=packed.tags, content=packed.content)


def _publish(actor: Actor, prompt: Prompt) -> None:
    """Make the draft the next version, unless the rules find errors in it or it is the last one already.

    Production goes along where it pointed at the last version.
    """
    same = prompt.last_hash is not None and bytes(prompt.last_hash) == bytes(prompt.draft_hash)
    if same or look_over(actor.organization_id, prompt.name, contents.read(prompt.draft)).errors:
        return
    last = PromptLabel.objects.filter(prompt_id=prompt.id, label=LABEL, number=prompt.last_number or 0)
    publish_prompt(actor, prompt.id, note="", labels=[LABEL] if last.exists() else [])
