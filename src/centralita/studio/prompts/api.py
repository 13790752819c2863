"""Prompts over HTTP: parse, act, present."""

import json
from typing import Annotated
from uuid import UUID

from ninja import Query

from centralita.identity.access import witness
from centralita.identity.access.permissions import Permission
from centralita.identity.gate.routing import TenantRequest, TenantRouter, expected_revision, with_etag
from centralita.kit.ids import from_text, to_text
from centralita.kit.pagination import DEFAULT_LIMIT, MAXIMUM_LIMIT
from centralita.studio.agents.public import prompt_uses
from centralita.studio.languages import LanguageCode
from centralita.studio.prompts import presentation, queries
from centralita.studio.prompts.actions.write import PromptChange, change_prompt, create_prompt, delete_prompt
from centralita.studio.prompts.catalogue import prompt_templates
from centralita.studio.prompts.compiling import alone, compile_content
from centralita.studio.prompts.domain import content as contents
from centralita.studio.prompts.domain.content import sample_values
from centralita.studio.prompts.domain.tokens import about_tokens
from centralita.studio.prompts.looking import look_over
from centralita.studio.prompts.models import Prompt
from centralita.studio.prompts.previewing import Situation, sent
from centralita.studio.prompts.pricing import ANSWER_TOKENS, prices
from centralita.studio.prompts.schemas import (
    PromptChangeIn,
    PromptIn,
    PromptList,
    PromptLook,
    PromptLookIn,
    PromptOut,
    PromptPassage,
    PromptPreviewIn,
    PromptPreviewOut,
    PromptSaid,
    PromptTagList,
    PromptTemplateList,
    PromptTemplateOut,
    PromptTool,
    PromptUses,
)
from centralita.studio.prompts.uses import including
from centralita.studio.prompts.version_schemas import PromptDiff

router = TenantRouter("prompts")

Limit = Annotated[int, Query(ge=1, le=MAXIMUM_LIMIT)]
Cursor = Annotated[str | None, Query(max_length=500)]
READ, WRITE = Permission.PROMPT_READ, Permission.PROMPT_MANAGE
STATE = r"^(draft|[1-9][0-9]{0,6})$"


def prompt_id_of(text: str) -> UUID:
    """The id in an address."""
    return from_text("prm", text)


def detail(request: TenantRequest, prompt: Prompt) -> PromptOut:
    """A prompt as its page shows it, looked over."""
    with_etag(request, prompt.revision)
    labels = queries.labels_of([prompt.id]).get(prompt.id, [])
    look = look_over(request.actor.organization_id, prompt.name, contents.read(prompt.draft))
    newest = queries.get_version(prompt.id, prompt.last_number) if prompt.last_number else None
    return presentation.detail(request.actor, prompt, labels, look, newest)


@router.get("/prompts", permission=READ, operation="prompt_list", response=PromptList)
def list_prompts(
    request: TenantRequest,
    search: Annotated[str, Query(max_length=120)] = "",
    tag: Annotated[str, Query(max_length=40)] = "",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_LIMIT,
) -> PromptList:
    """Prompts, by title."""
    page = queries.list_prompts(search, tag, cursor=cursor, limit=limit)
    labels = queries.labels_of(prompt.id for prompt in page.items)
    return PromptList(
        items=[presentation.summary(request.actor, each, labels.get(each.id, [])) for each in page.items],
        next_cursor=page.next_cursor,
        total=queries.filtered(search, tag).count(),
    )


@router.post("/prompts", permission=WRITE, operation="prompt_create", response=PromptOut, status=201)
def create(request: TenantRequest, payload: PromptIn) -> PromptOut:
    """Make a prompt. Agents can use it once it has a version."""
    prompt = create_prompt(
        request.actor, name=payload.name, title=payload.title, tags=payload.tags, content=payload.content
    )
    return detail(request, prompt)


@router.get("/prompts/tags", permission=READ, operation="prompt_tags", response=PromptTagList)
def tags(request: TenantRequest) -> PromptTagList:
    """The tags in use."""
    return PromptTagList(items=queries.list_tags())


@router.get("/prompts/templates", permission=READ, operation="prompt_templates", response=PromptTemplateList)
def templates(request: TenantRequest, language: LanguageCode | None = None) -> PromptTemplateList:
    """Texts to begin from, by industry and purpose; those in Spanish or English."""
    found = prompt_templates(language or ("es" if request.actor.language.startswith("es") else "en"))
    return PromptTemplateList(
        items=[
            PromptTemplateOut(
                key=each.key,
                title=each.title,
                summary=each.summary,
                industry=each.industry or None,
                purpose=each.purpose,
                language=each.content.language,
                content=each.content,
            )
            for each in found
        ]
    )


@router.post("/prompts/look", permission=READ, operation="prompt_look", response=PromptLook)
def look(request: TenantRequest, payload: PromptLookIn) -> PromptLook:
    """What the rules find in a content that need not be saved. Nothing is asked of a model."""
    witness.nothing_changed()
    found = look_over(request.actor.organization_id, payload.name, payload.content, in_agent=payload.in_agent)
    return presentation.look(payload.content.text, found)


@router.post("/prompts/preview", permission=READ, operation="prompt_preview", response=PromptPreviewOut)
def preview(request: TenantRequest, payload: PromptPreviewIn) -> PromptPreviewOut:
    """What a model would be told, word for word, and about what an answer would cost. Nothing is sent."""
    witness.nothing_changed()
    compiled = alone(payload.content) if payload.in_agent else compile_content(payload.name, payload.content)
    situation = Situation(
        agent_id=from_text("agt", payload.agent_id) if payload.agent_id else None,
        language=payload.content.language,
        channel=payload.channel,
        values=sample_values(compiled.variables, payload.values),
        message=payload.message,
        prompt_id=queries.id_of_name(payload.name) or "",
        part=payload.part,
        step=(payload.flow_id, payload.node_id),
    )
    found = sent(request.actor, compiled.text, situation)
    asked = found.ask if found else None
    said = [PromptSaid(role=each.role, text=each.text) for each in asked.messages] if asked else []
    tools = list(asked.tools) if asked else []
    system = asked.system if asked else ""
    tokens = (
        about_tokens(system)
        + sum(about_tokens(each.text) for each in said)
        + sum(about_tokens(f"{each.name} {each.description} {json.dumps(each.parameters)}") for each in tools)
    )
    return PromptPreviewOut(
        asked=asked is not None,
        system=system,
        messages=said,
        passages=[
            PromptPassage(title=each.title, place=each.place, text=each.text)
            for each in (found.passages if found else ())
        ],
        tools=[PromptTool(name=each.name, description=each.description) for each in tools],
        tokens=tokens,
        answer_tokens=ANSWER_TOKENS,
        costs=[presentation.cost(each) for each in prices(tokens)],
    )


@router.get("/prompts/{prompt_id}", permission=READ, operation="prompt_read", response=PromptOut)
def read(request: TenantRequest, prompt_id: str) -> PromptOut:
    """One prompt, looked over. Its `ETag` goes into `If-Match` when you change it."""
    return detail(request, queries.get_prompt(prompt_id_of(prompt_id)))


@router.patch("/prompts/{prompt_id}", permission=WRITE, operation="prompt_update", response=PromptOut)
def change(request: TenantRequest, prompt_id: str, payload: PromptChangeIn) -> PromptOut:
    """Change a prompt's draft, title or tags. Versions stay as they are."""
    prompt = change_prompt(
        request.actor,
        prompt_id_of(prompt_id),
        PromptChange(payload.title, payload.tags, payload.content),
        seen=expected_revision(request),
    )
    return detail(request, prompt)


@router.delete("/prompts/{prompt_id}", permission=WRITE, operation="prompt_delete", response=None)
def delete(request: TenantRequest, prompt_id: str) -> None:
    """Delete a prompt with its versions, cases and trials. Steps that took their text from it keep the text."""
    delete_prompt(request.actor, prompt_id_of(prompt_id))


@router.get("/prompts/{prompt_id}/diff", permission=READ, operation="prompt_diff", response=PromptDiff)
def compare(
    request: TenantRequest,
    prompt_id: str,
    base: Annotated[str, Query(pattern=STATE)] = "1",
    target: Annotated[str, Query(pattern=STATE)] = "draft",
) -> PromptDiff:
    """What changed between two states, `draft` or a version's number, in the text that is sent: with what it includes."""
    prompt = queries.get_prompt(prompt_id_of(prompt_id))
    before, after = (
        presentation.draft_state(prompt)
        if state == "draft"
        else presentation.version_state(queries.get_version(prompt.id, int(state)))
        for state in (base, target)
    )
    return presentation.compared(before, after)


@router.get("/prompts/{prompt_id}/uses", permission=READ, operation="prompt_uses", response=PromptUses)
def uses(request: TenantRequest, prompt_id: str) -> PromptUses:
    """The steps of agents that take their task from the prompt, and the prompts that include it."""
    prompt = queries.get_prompt(prompt_id_of(prompt_id))
    found = prompt_uses(request.actor, to_text("prm", prompt.id))
    return PromptUses(items=[presentation.use(each) for each in found], prompts=list(including(prompt)))
