"""Making, changing and deleting prompts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict, Stale
from centralita.kit.ids import to_text
from centralita.studio.agents.domain.search import search_key
from centralita.studio.agents.public import refresh_drafts
from centralita.studio.prompts.domain import content as contents
from centralita.studio.prompts.domain.content import PromptContent
from centralita.studio.prompts.models import Prompt
from centralita.studio.prompts.queries import get_prompt

MOST_PROMPTS = 500


class TooManyPrompts(Conflict):
    """Data: `limit`."""

    code = "prompt_limit"


class NameTaken(Conflict):
    """Another prompt of the organization is included by this name."""

    code = "prompt_name_taken"


@dataclass(frozen=True, slots=True)
class PromptChange:
    """What is to change; None stays."""

    title: str | None = None
    tags: Sequence[str] | None = None
    content: PromptContent | None = None


def create_prompt(
    actor: Actor, *, name: str, title: str, tags: Sequence[str], content: PromptContent
) -> Prompt:
    """A new prompt; agents can use it once it has a version."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('prompt', %s))",
            [actor.organization_id.int % 2**63],
        )
    if Prompt.objects.count() >= MOST_PROMPTS:
        raise TooManyPrompts(limit=MOST_PROMPTS)
    if Prompt.objects.filter(name=name).exists():
        raise NameTaken(field="name", name=name)
    stored = contents.content_of(content)
    prompt = Prompt.objects.create(
        organization_id=actor.organization_id,
        name=name,
        title=title,
        name_key=search_key(f"{title} {name}"),
        tags=list(dict.fromkeys(tags)),
        draft=stored,
        draft_hash=contents.content_hash(stored),
        created_by=actor.user_id,
    )
    record(actor, "prompt_create", prompt, after=snapshot(prompt))
    return prompt


def change_prompt(actor: Actor, prompt_id: UUID, change: PromptChange, *, seen: int | None) -> Prompt:
    """Apply what the change names. Stale when the prompt has moved on from revision `seen`."""
    prompt = get_prompt(prompt_id, lock=True)
    if seen is not None and seen != prompt.revision:
        raise Stale(actual=prompt.revision, seen=seen)
    before = snapshot(prompt)
    if change.title is not None:
        prompt.title = change.title
        prompt.name_key = search_key(f"{prompt.title} {prompt.name}")
    if change.tags is not None:
        prompt.tags = list(dict.fromkeys(change.tags))
    if change.content is not None:
        prompt.draft = contents.content_of(change.content)
        prompt.draft_hash = contents.content_hash(prompt.draft)
    after = snapshot(prompt)
    changed = [field for field in after if before[field] != after[field]]
    if not changed:
        witness.nothing_changed()
        return prompt
    prompt.revision += 1
    prompt.save()
    record(
        actor,
        "prompt_update",
        prompt,
        before={field: before[field] for field in changed},
        after={field: after[field] for field in changed},
    )
    return prompt


def delete_prompt(actor: Actor, prompt_id: UUID) -> None:
    """Delete a prompt with its versions, cases and trials. Steps that took their text from it keep the text."""
    prompt = get_prompt(prompt_id, lock=True)
    record(actor, "prompt_delete", prompt, before=snapshot(prompt))
    identifier = to_text("prm", prompt.id)
    prompt.delete()
    refresh_drafts(actor, identifier)


def snapshot(prompt: Prompt) -> dict[str, Any]:
    """What the trail keeps of a prompt: of its text only that it is another."""
    return {
        "name": prompt.name,
        "title": prompt.title,
        "tags": list(prompt.tags),
        "draft": bytes(prompt.draft_hash).hex()[:12],
    }


def record(
    actor: Actor,
    action: str,
    prompt: Prompt,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Tell the trail."""
    trail.record(
        actor,
        action=action,
        subject_kind="prompt",
        subject_id=to_text("prm", prompt.id),
        before=before,
        after=after,
    )
