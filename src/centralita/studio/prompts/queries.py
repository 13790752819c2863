"""Reading prompts. Inside the scope."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from centralita.kit.errors import NotFound
from centralita.kit.ids import to_text
from centralita.kit.pagination import MalformedCursor, Page, decode_cursor, paginate
from centralita.studio.agents.domain.search import like_pattern
from centralita.studio.prompts.models import (
    Prompt,
    PromptAnswer,
    PromptCase,
    PromptLabel,
    PromptTrial,
    PromptVersion,
)


def list_prompts(search: str, tag: str, *, cursor: str | None, limit: int) -> Page[Prompt]:
    """One page of prompts, by title."""
    prompts = filtered(search, tag).order_by("name_key", "id")
    if cursor:
        name, last = decode_cursor(cursor, length=2)
        prompts = prompts.filter(Q(name_key__gt=name) | Q(name_key=name, id__gt=_uuid(last)))
    return paginate(list(prompts[: limit + 1]), limit, lambda prompt: (prompt.name_key, str(prompt.id)))


def id_of_name(name: str) -> str | None:
    """The public id of the prompt with this name; None while there is none."""
    found = Prompt.objects.filter(name=name).values_list("id", flat=True).first() if name else None
    return to_text("prm", found) if found else None


def filtered(search: str, tag: str) -> QuerySet[Prompt]:
    """The prompts that match, in no order."""
    prompts = Prompt.objects.all()
    if tag:
        prompts = prompts.filter(tags__contains=[tag])
    if search.strip():
        prompts = prompts.extra(where=["name_key LIKE %s"], params=[like_pattern(search)])
    return prompts


def list_tags() -> list[str]:
    """The tags in use."""
    rows = Prompt.objects.values_list("tags", flat=True)
    return sorted({tag for tags in rows for tag in tags}, key=str.casefold)


def get_prompt(prompt_id: UUID, *, lock: bool = False) -> Prompt:
    """One prompt; NotFound when it is another organization's or gone."""
    prompts = Prompt.objects.select_for_update() if lock else Prompt.objects.all()
    prompt = prompts.filter(id=prompt_id).first()
    if prompt is None:
        raise NotFound(kind="prompt")
    return prompt


def labels_of(prompt_ids: Iterable[UUID]) -> dict[UUID, list[PromptLabel]]:
    """The labels of prompts: production first, then by name."""
    found: dict[UUID, list[PromptLabel]] = {}
    for row in PromptLabel.objects.filter(prompt_id__in=list(prompt_ids)).order_by("label"):
        found.setdefault(row.prompt_id, []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.label != "production", row.label))
    return found


def list_versions(prompt: Prompt, *, cursor: str | None, limit: int) -> Page[PromptVersion]:
    """One page of versions, newest first."""
    versions = PromptVersion.objects.filter(prompt_id=prompt.id).order_by("-number")
    if cursor:
        (number,) = decode_cursor(cursor, length=1)
        versions = versions.filter(number__lt=number if isinstance(number, int) else 0)
    return paginate(list(versions[: limit + 1]), limit, lambda version: (version.number,))


def get_version(prompt_id: UUID, number: int) -> PromptVersion:
    """One version by its number."""
    version = PromptVersion.objects.filter(prompt_id=prompt_id, number=number).first()
    if version is None:
        raise NotFound(kind="version")
    return version


def list_cases(prompt: Prompt) -> Sequence[PromptCase]:
    """The saved cases, the oldest first."""
    return list(PromptCase.objects.filter(prompt_id=prompt.id).order_by("id"))


def list_trials(prompt: Prompt, *, cursor: str | None, limit: int) -> Page[PromptTrial]:
    """One page of trials, newest first."""
    trials = PromptTrial.objects.filter(prompt_id=prompt.id).order_by("-id")
    if cursor:
        trials = trials.filter(id__lt=_uuid(decode_cursor(cursor, length=1)[0]))
    return paginate(list(trials[: limit + 1]), limit, lambda trial: (str(trial.id),))


def get_trial(prompt: Prompt, trial_id: UUID) -> PromptTrial:
    """One trial of a prompt."""
    trial = PromptTrial.objects.filter(prompt_id=prompt.id, id=trial_id).first()
    if trial is None:
        raise NotFound(kind="prompt_trial")
    return trial


def answers_of(trial_ids: Iterable[UUID]) -> dict[UUID, list[PromptAnswer]]:
    """What came of trials, in order."""
    found: dict[UUID, list[PromptAnswer]] = {}
    for row in PromptAnswer.objects.filter(trial_id__in=list(trial_ids)).order_by("position"):
        found.setdefault(row.trial_id, []).append(row)
    return found


def _uuid(part: str | int | None) -> UUID:
    try:
        return UUID(str(part))
    except ValueError:
        raise MalformedCursor(field="cursor") from None
