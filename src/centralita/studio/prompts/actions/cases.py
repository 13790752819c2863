"""Cases that a prompt is tried with again and again."""

from collections.abc import Mapping
from uuid import UUID

from centralita.identity.access.actor import Actor
from centralita.kit.errors import Conflict, NotFound
from centralita.studio.prompts.actions.write import record
from centralita.studio.prompts.models import PromptCase
from centralita.studio.prompts.queries import get_prompt

MOST_CASES = 30


class TooManyCases(Conflict):
    """Data: `limit`."""

    code = "prompt_case_limit"


def add_case(
    actor: Actor, prompt_id: UUID, *, name: str, values: Mapping[str, str], message: str
) -> PromptCase:
    """A new case."""
    prompt = get_prompt(prompt_id, lock=True)
    if PromptCase.objects.filter(prompt_id=prompt.id).count() >= MOST_CASES:
        raise TooManyCases(limit=MOST_CASES)
    case = PromptCase.objects.create(
        organization_id=actor.organization_id,
        prompt_id=prompt.id,
        name=name,
        values=dict(values),
        message=message,
    )
    record(actor, "prompt_case_create", prompt, after={"case": case.name})
    return case


def change_case(
    actor: Actor, prompt_id: UUID, case_id: UUID, *, name: str, values: Mapping[str, str], message: str
) -> PromptCase:
    """Replace a case."""
    prompt = get_prompt(prompt_id, lock=True)
    case = _case(prompt.id, case_id)
    before = case.name
    case.name, case.values, case.message = name, dict(values), message
    case.save()
    record(actor, "prompt_case_update", prompt, before={"case": before}, after={"case": case.name})
    return case


def remove_case(actor: Actor, prompt_id: UUID, case_id: UUID) -> None:
    """Forget a case."""
    prompt = get_prompt(prompt_id, lock=True)
    case = _case(prompt.id, case_id)
    record(actor, "prompt_case_delete", prompt, before={"case": case.name})
    case.delete()


def _case(prompt_id: UUID, case_id: UUID) -> PromptCase:
    case = PromptCase.objects.filter(prompt_id=prompt_id, id=case_id).first()
    if case is None:
        raise NotFound(kind="prompt_case")
    return case
