"""Versions, and the labels that point at them. Agents' drafts that follow a label move with it."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.kit.errors import Conflict
from centralita.kit.ids import to_text
from centralita.studio.agents.public import prompt_uses, refresh_drafts
from centralita.studio.prompts.actions.write import record
from centralita.studio.prompts.domain import content as contents
from centralita.studio.prompts.looking import look_over
from centralita.studio.prompts.models import Prompt, PromptLabel, PromptVersion
from centralita.studio.prompts.queries import get_prompt, get_version

MOST_LABELS = 20


class PromptHasProblems(Conflict):
    """The rules found errors; the draft stays a draft. `count` says how many."""

    code = "prompt_has_problems"


class PromptNothingNew(Conflict):
    """The draft is what the newest version says. Data: `number`."""

    code = "prompt_nothing_to_publish"


class TooManyLabels(Conflict):
    """Data: `limit`."""

    code = "prompt_label_limit"


class LabelInUse(Conflict):
    """Drafts of agents follow the label. Data: `count`."""

    code = "prompt_label_in_use"


def publish_prompt(
    actor: Actor, prompt_id: UUID, *, note: str, labels: Sequence[str]
) -> tuple[Prompt, PromptVersion]:
    """Make the draft the next version, and have `labels` point at it."""
    prompt = get_prompt(prompt_id, lock=True)
    content = contents.read(prompt.draft)
    look = look_over(actor.organization_id, prompt.name, content)
    if look.errors:
        raise PromptHasProblems(count=look.errors)
    last = (
        PromptVersion.objects.filter(prompt_id=prompt.id, number=prompt.last_number).first()
        if prompt.last_number
        else None
    )
    # What it includes may have moved on while its own text did not.
    if last is not None and last.content == prompt.draft and last.compiled == look.compiled.text:
        raise PromptNothingNew(number=last.number)
    version = PromptVersion.objects.create(
        organization_id=actor.organization_id,
        prompt_id=prompt.id,
        number=(prompt.last_number or 0) + 1,
        content=prompt.draft,
        compiled=look.compiled.text,
        variables=[each.model_dump(mode="json") for each in look.compiled.variables],
        includes=[asdict(each) for each in look.compiled.includes],
        note=note,
        author_id=actor.user_id,
        author_name=actor.name,
    )
    prompt.last_number, prompt.last_hash = version.number, prompt.draft_hash
    prompt.revision += 1
    prompt.save()
    record(
        actor,
        "prompt_publish",
        prompt,
        before={"last": version.number - 1 or None},
        after={"last": version.number, "labels": list(labels), "note": note},
    )
    for label in dict.fromkeys(labels):
        _point(actor, prompt, label, version.number)
    return prompt, version


def move_label(actor: Actor, prompt_id: UUID, label: str, number: int) -> Prompt:
    """Have a label point at a version: the newest, or an older one to roll back."""
    prompt = get_prompt(prompt_id, lock=True)
    get_version(prompt.id, number)
    if not _point(actor, prompt, label, number):
        witness.nothing_changed()
        return prompt
    prompt.revision += 1
    prompt.save()
    return prompt


def remove_label(actor: Actor, prompt_id: UUID, label: str) -> Prompt:
    """Take a label away. Not while drafts follow it."""
    prompt = get_prompt(prompt_id, lock=True)
    row = PromptLabel.objects.filter(prompt_id=prompt.id, label=label).first()
    if row is None:
        witness.nothing_changed()
        return prompt
    following = sum(use.label == label for use in prompt_uses(None, to_text("prm", prompt.id)))
    if following:
        raise LabelInUse(label=label, count=following)
    record(actor, "prompt_label_remove", prompt, before={"label": label, "number": row.number})
    row.delete()
    prompt.revision += 1
    prompt.save()
    return prompt


def restore_version(actor: Actor, prompt_id: UUID, number: int) -> Prompt:
    """Make an old version's content the draft again; versions and labels stay."""
    prompt = get_prompt(prompt_id, lock=True)
    version = get_version(prompt.id, number)
    digest = contents.content_hash(version.content)
    if bytes(prompt.draft_hash) == digest:
        witness.nothing_changed()
        return prompt
    prompt.draft, prompt.draft_hash = version.content, digest
    prompt.revision += 1
    prompt.save()
    record(actor, "prompt_restore", prompt, after={"number": number})
    return prompt


def _point(actor: Actor, prompt: Prompt, label: str, number: int) -> bool:
    """Whether the label moved."""
    row = PromptLabel.objects.filter(prompt_id=prompt.id, label=label).first()
    if row is not None and row.number == number:
        return False
    before = None if row is None else row.number
    if row is None:
        if PromptLabel.objects.filter(prompt_id=prompt.id).count() >= MOST_LABELS:
            raise TooManyLabels(limit=MOST_LABELS)
        row = PromptLabel(organization_id=actor.organization_id, prompt_id=prompt.id, label=label)
    row.number, row.moved_by_name = number, actor.name
    row.save()
    moved = refresh_drafts(actor, to_text("prm", prompt.id))
    record(
        actor,
        "prompt_label_move",
        prompt,
        before={"label": label, "number": before},
        after={"label": label, "number": number, "drafts": [to_text("agt", each) for each in moved]},
    )
    return True
