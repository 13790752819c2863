"""Cases that a prompt is tried with again and again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class CaseContent:
    """What a case consists of. `earlier` are who said what before."""

    name: str
    message: str
    values: Mapping[str, str] = field(default_factory=dict)
    earlier: Sequence[tuple[str, str]] = ()
    says: Sequence[str] = ()
    never: Sequence[str] = ()


def add_case(actor: Actor, prompt_id: UUID, content: CaseContent) -> PromptCase:
    """A new case."""
    prompt = get_prompt(prompt_id, lock=True)
    if PromptCase.objects.filter(prompt_id=prompt.id).count() >= MOST_CASES:
        raise TooManyCases(limit=MOST_CASES)
    case = PromptCase(organization_id=actor.organization_id, prompt_id=prompt.id)
    _fill(case, content)
    record(actor, "prompt_case_create", prompt, after={"case": case.name})
    return case


def change_case(actor: Actor, prompt_id: UUID, case_id: UUID, content: CaseContent) -> PromptCase:
    """Replace a case."""
    prompt = get_prompt(prompt_id, lock=True)
    case = _case(prompt.id, case_id)
    before = case.name
    _fill(case, content)
    record(actor, "prompt_case_update", prompt, before={"case": before}, after={"case": case.name})
    return case


def _fill(case: PromptCase, content: CaseContent) -> None:
    case.name, case.message, case.values = content.name, content.message, dict(content.values)
    case.earlier = [list(turn) for turn in content.earlier]
    case.says, case.never = list(dict.fromkeys(content.says)), list(dict.fromkeys(content.never))
    case.save()


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
