"""Prompts as the API shows them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from centralita.identity.access.actor import Actor
from centralita.kit.ids import to_text
from centralita.studio.agents.public import PromptUse
from centralita.studio.prompts import schemas, trial_schemas, version_schemas
from centralita.studio.prompts.compiling import compile_content, included_number
from centralita.studio.prompts.domain import content as contents
from centralita.studio.prompts.domain.checks import judge
from centralita.studio.prompts.domain.content import PromptContent, PromptVariable
from centralita.studio.prompts.domain.diff import Row, diff
from centralita.studio.prompts.looking import Look
from centralita.studio.prompts.models import (
    Prompt,
    PromptAnswer,
    PromptCase,
    PromptLabel,
    PromptTrial,
    PromptVersion,
)
from centralita.studio.prompts.policy import allowed
from centralita.studio.prompts.pricing import Price, prices

_OPENING = 160
_HEADING = re.compile(r"^#{1,4}[ \t].*$", re.MULTILINE)
TrialState = Literal["queued", "running", "done", "cancelled"]


def summary(actor: Actor, prompt: Prompt, labels: Sequence[PromptLabel]) -> schemas.PromptSummary:
    """A prompt in a list."""
    return schemas.PromptSummary(
        id=to_text("prm", prompt.id),
        name=prompt.name,
        title=prompt.title,
        tags=prompt.tags,
        language=prompt.draft["language"],
        opening=" ".join(_HEADING.sub("", prompt.draft["text"][: _OPENING * 3]).split())[:_OPENING],
        labels=[label(row) for row in labels],
        last_number=prompt.last_number,
        has_changes=prompt.last_hash is None or bytes(prompt.last_hash) != bytes(prompt.draft_hash),
        updated_at=prompt.updated_at,
        created_at=prompt.created_at,
        can=allowed(actor),
    )


def label(row: PromptLabel) -> schemas.PromptLabelOut:
    """A label."""
    return schemas.PromptLabelOut(
        label=row.label, number=row.number, moved_by=row.moved_by_name, moved_at=row.moved_at
    )


def detail(
    actor: Actor, prompt: Prompt, labels: Sequence[PromptLabel], looked: Look, newest: PromptVersion | None
) -> schemas.PromptOut:
    """A prompt as its page shows it."""
    taken = included(newest.includes if newest else ())
    content = contents.read(prompt.draft)
    return schemas.PromptOut(
        **summary(actor, prompt, labels).model_dump(),
        content=content,
        look=look(content.text, looked),
        outdated=[each for each in taken if each.newest and each.newest != each.number],
        revision=prompt.revision,
    )


def look(text: str, looked: Look) -> schemas.PromptLook:
    """What the rules found, at places as browsers count them."""
    units = _units(text)
    return schemas.PromptLook(
        findings=[
            schemas.PromptFinding(
                code=each.code,
                severity=each.severity,
                start=units[each.start],
                end=units[each.end],
                data=each.data,
            )
            for each in looked.findings
        ],
        tokens=looked.tokens,
        variables=list(looked.compiled.variables),
        costs=[cost(each) for each in prices(looked.tokens, answered=0)],
    )


def cost(one: Price) -> schemas.PromptCost:
    """What a model costs."""
    return schemas.PromptCost(vendor=one.vendor, model=one.model, account=one.account, micros=one.micros)


def _units(text: str) -> list[int]:
    """For each place in a text how many UTF-16 units stand before it."""
    places = [0]
    for letter in text:
        places.append(places[-1] + (2 if ord(letter) > 0xFFFF else 1))
    return places


def included(rows: Iterable[dict[str, object]]) -> list[schemas.IncludedPrompt]:
    """What a version includes, with what there is now."""
    taken = {str(row["name"]): int(str(row["number"])) for row in rows}
    known = {prompt.name: included_number(prompt) for prompt in Prompt.objects.filter(name__in=taken)}
    return [
        schemas.IncludedPrompt(name=name, number=number, newest=known.get(name))
        for name, number in taken.items()
    ]


def version(row: PromptVersion, labels: Sequence[PromptLabel]) -> version_schemas.PromptVersionOut:
    """A version."""
    return version_schemas.PromptVersionOut(
        number=row.number,
        note=row.note,
        author=row.author_name,
        labels=[each.label for each in labels if each.number == row.number],
        created_at=row.created_at,
        content=contents.read(row.content),
        compiled=row.compiled,
        variables=[PromptVariable(**each) for each in row.variables],
        includes=included(row.includes),
    )


@dataclass(frozen=True, slots=True)
class State:
    """A prompt as it is, or would be, sent; `includes` are the versions of the prompts in it, by name."""

    name: str
    content: PromptContent
    text: str
    includes: Mapping[str, int]


def compared(base: State, target: State) -> version_schemas.PromptDiff:
    """What changed from one state to another."""
    old = {variable.name: variable for variable in base.content.variables}
    new = {variable.name: variable for variable in target.content.variables}
    before, after = base.includes, target.includes
    return version_schemas.PromptDiff(
        base=base.name,
        target=target.name,
        rows=[_row(row) for row in diff(base.text, target.text)],
        variables=[name for name in {**old, **new} if old.get(name) != new.get(name)],
        included=[
            version_schemas.IncludedChange(name=name, before=before.get(name), after=after.get(name))
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        ],
        language=base.content.language != target.content.language,
    )


def version_state(row: PromptVersion) -> State:
    """A version, to compare it."""
    taken = {str(each["name"]): int(str(each["number"])) for each in row.includes}
    return State(str(row.number), contents.read(row.content), row.compiled, taken)


def draft_state(prompt: Prompt) -> State:
    """The draft with what others have published now, to compare it."""
    content = contents.read(prompt.draft)
    compiled = compile_content(prompt.name, content)
    return State("draft", content, compiled.text, {each.name: each.number for each in compiled.includes})


def _row(row: Row) -> version_schemas.DiffRow:
    return version_schemas.DiffRow(
        how=row.how,
        before=[version_schemas.DiffPiece(text=each.text, changed=each.changed) for each in row.before],
        after=[version_schemas.DiffPiece(text=each.text, changed=each.changed) for each in row.after],
        skipped=row.skipped,
    )


def use(one: PromptUse) -> schemas.PromptUseOut:
    """A step that uses a prompt."""
    return schemas.PromptUseOut(
        agent_id=to_text("agt", one.agent_id),
        agent=one.name,
        flow_id=one.flow_id,
        node_id=one.node_id,
        node=one.node,
        label=one.label,
        version=one.version,
        live_version=one.live_version,
    )


def case(row: PromptCase) -> trial_schemas.PromptCaseOut:
    """A saved case."""
    return trial_schemas.PromptCaseOut(
        id=to_text("pcs", row.id),
        name=row.name,
        values=row.values,
        earlier=[trial_schemas.PromptTurn(who=who, text=text) for who, text in row.earlier],
        message=row.message,
        says=row.says,
        never=row.never,
    )


def trial(row: PromptTrial, answers: Sequence[PromptAnswer]) -> trial_schemas.PromptTrialOut:
    """A trial with its answers."""
    return trial_schemas.PromptTrialOut(
        id=to_text("ptr", row.id),
        version=row.number,
        agent_id=to_text("agt", row.agent_id) if row.agent_id else None,
        state=cast("TrialState", row.state),
        total=row.total,
        done=sum(each.ended_at is not None for each in answers),
        started_by=row.started_by_name,
        created_at=row.created_at,
        ended_at=row.ended_at,
        answers=[
            trial_schemas.PromptAnswerOut(
                case=each.case_name,
                message=each.message,
                model=each.model,
                version=each.number or row.number,
                done=each.ended_at is not None,
                text=each.text,
                calls=[trial_schemas.PromptCall(**call) for call in each.calls],
                checks=_checks(each),
                error=each.error or None,
                tokens_in=each.tokens_in,
                tokens_out=each.tokens_out,
                seconds=each.seconds,
                micros=each.cost_micros,
            )
            for each in answers
        ],
    )


def _checks(row: PromptAnswer) -> list[trial_schemas.PromptCheck]:
    if row.ended_at is None or row.error:
        return []
    return [
        trial_schemas.PromptCheck(kind=each.kind, text=each.text, passed=each.passed)
        for each in judge(row.text, row.says, row.never)
    ]
