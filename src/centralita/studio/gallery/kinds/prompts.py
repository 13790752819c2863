"""Prompts: into the library, with those that they include."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.identity.access.permissions import Permission
from centralita.kit.errors import NotFound
from centralita.studio.gallery.domain.fields import by_name, field_steps, merged_fields
from centralita.studio.gallery.domain.merging import Step
from centralita.studio.gallery.domain.package import PromptPackage
from centralita.studio.gallery.domain.weaving import text_steps, woven
from centralita.studio.gallery.errors import PromptUnfit
from centralita.studio.gallery.kinds.kind import Made, Wish
from centralita.studio.gallery.models import GalleryCopy, GalleryTemplate
from centralita.studio.gallery.schemas import GalleryPackIn
from centralita.studio.prompts.public import (
    PackedPrompt,
    PromptContent,
    bring_included,
    errors_in,
    given_variables,
    in_order,
    included_in,
    includes_of,
    make_prompt,
    prompt_draft,
    prompt_titles,
    prompts_named,
    rewrite_included,
    rewrite_prompt,
    with_included_as,
    with_names,
)
from centralita.studio.saved_templates.public import Saved

_INCLUDED = "included"


class PromptKind:
    """A prompt of the library. What it includes comes with it, published, so that it can be put in."""

    prefix = "prm"

    def pack(self, actor: Actor, saved: Saved, told: GalleryPackIn) -> dict[str, Any]:
        prompt = PackedPrompt.model_validate(saved.content)
        return {
            "purpose": told.purpose,
            "prompt": prompt.model_dump(mode="json"),
            "included": [one.model_dump(mode="json") for one in included_in(prompt)],
        }

    def require_fit(self, actor: Actor, package: PromptPackage) -> None:
        found = list(errors_in((*package.included, package.prompt), given_variables()))
        if found:
            raise PromptUnfit(count=len(found))

    def problems(self, package: PromptPackage, language: str) -> list[str]:
        return []

    def require(self, actor: Actor, thing_id: UUID) -> None:
        prompt_draft(thing_id)

    def names_of(self, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
        return prompt_titles(ids) if actor.may(Permission.PROMPT_READ) else {}

    def make(self, actor: Actor, template: GalleryTemplate, package: PromptPackage, wish: Wish) -> Made:
        names = bring_included(actor, package.included)
        content = with_included_as(package.prompt.content, names)
        made = make_prompt(actor, package.prompt.model_copy(update={"content": content}), wish.name)
        return Made(made, content.model_dump(mode="json"), names)

    def steps(
        self, actor: Actor, copy: GalleryCopy, before: PromptPackage, after: PromptPackage, *, lock: bool
    ) -> Sequence[Step]:
        ours = prompt_draft(_prompt_of(copy), lock=lock).content
        base, theirs = _base(copy), with_included_as(after.prompt.content, copy.names)
        fields = field_steps("variable", *(_fields(one) for one in (base, theirs, ours)), whole=2)
        return (
            *text_steps(base.text, theirs.text, ours.text),
            *(
                replace(step, where="", area="general" if step.path == ("language",) else "variable")
                for step in fields
            ),
            *_included_steps(copy, before, after),
        )

    def take(
        self,
        actor: Actor,
        copy: GalleryCopy,
        before: PromptPackage,
        after: PromptPackage,
        steps: Sequence[Step],
        taken: Collection[str],
    ) -> None:
        prompt_id = _prompt_of(copy)
        ours = prompt_draft(prompt_id, lock=True).content
        base, theirs = _base(copy), with_included_as(after.prompt.content, copy.names)
        texts = base.text, theirs.text, ours.text
        new = {one.name: one for one in after.included if one.name not in copy.names}
        brought = bring_included(actor, _wanted(woven(*texts, taken), new, copy.names))
        names = {**copy.names, **brought}
        for one in after.included:
            if _key(one.name) in taken:
                rewrite_included(actor, names[one.name], with_included_as(one.content, names))
        fields = [step for step in steps if step.area in {"variable", "general"}]
        merged = merged_fields(_fields(theirs), _fields(ours), fields, taken)
        content = PromptContent(
            # Only what comes is renamed: what somebody includes here by the same name is theirs.
            text=woven(*texts, taken, lambda text: with_names(text, brought)),
            language=merged["language"],
            variables=tuple(merged["variables"].values()),
        )
        rewrite_prompt(actor, prompt_id, content)
        copy.names = names
        copy.base = with_included_as(after.prompt.content, names).model_dump(mode="json")


def _prompt_of(copy: GalleryCopy) -> UUID:
    if copy.prompt_id is None:
        raise NotFound(kind="prompt")
    return copy.prompt_id


def _base(copy: GalleryCopy) -> PromptContent:
    return PromptContent.model_validate(copy.base)


def _fields(content: PromptContent) -> dict[str, Any]:
    """What there is of a content besides its text."""
    stored = content.model_dump(mode="json")
    return {"language": stored["language"], "variables": by_name(stored["variables"])}


def _key(name: str) -> str:
    return f"{_INCLUDED}/{name}"


def _wanted(text: str, new: Mapping[str, PackedPrompt], names: Mapping[str, str]) -> list[PackedPrompt]:
    """Those of the new prompts that the text includes, or that they include, with the others as they are called here."""
    found: dict[str, PackedPrompt] = {}
    waiting = [each.name for each in includes_of(text)]
    while waiting:
        name = waiting.pop()
        one = new.get(name)
        if one is not None and name not in found:
            found[name] = one.model_copy(update={"content": with_included_as(one.content, names)})
            waiting += [each.name for each in includes_of(one.content.text)]
    return [found[name] for name in in_order(found)]


def _included_steps(copy: GalleryCopy, before: PromptPackage, after: PromptPackage) -> Iterator[Step]:
    """What changed of the prompts that it includes. One that somebody deleted here is left alone."""
    was = {one.name: one for one in before.included}
    here = prompts_named(copy.names.values())
    for one in after.included:
        old, own = was.get(one.name), here.get(copy.names.get(one.name, ""))
        if old is None or own is None:
            continue
        base, theirs = (with_included_as(each.content, copy.names) for each in (old, one))
        if theirs in (base, own.content):
            continue
        yield Step(
            key=_key(one.name),
            path=(_INCLUDED, one.name),
            area="prompt",
            how="changed",
            name=own.title,
            where="",
            base=base.text,
            theirs=theirs.text,
            ours=own.content.text,
            conflict=own.content != base,
        )
