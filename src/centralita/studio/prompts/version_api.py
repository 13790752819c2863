"""Versions and labels of prompts over HTTP."""

from centralita.identity.gate.routing import TenantRequest, TenantRouter
from centralita.kit.pagination import DEFAULT_LIMIT
from centralita.studio.prompts import presentation, queries
from centralita.studio.prompts.actions.publish import (
    move_label,
    publish_prompt,
    remove_label,
    restore_version,
)
from centralita.studio.prompts.api import READ, WRITE, Cursor, Limit, detail, prompt_id_of
from centralita.studio.prompts.schemas import PromptOut
from centralita.studio.prompts.version_schemas import (
    PromptLabelIn,
    PromptPublishIn,
    PromptVersionList,
    PromptVersionOut,
)

router = TenantRouter("prompts")


@router.post(
    "/prompts/{prompt_id}/publish",
    permission=WRITE,
    operation="prompt_publish",
    response=PromptVersionOut,
    status=201,
)
def publish(request: TenantRequest, prompt_id: str, payload: PromptPublishIn) -> PromptVersionOut:
    """Make the draft the next version, and have labels point at it. Drafts of agents that follow them get it."""
    prompt, version = publish_prompt(
        request.actor, prompt_id_of(prompt_id), note=payload.note, labels=payload.labels
    )
    return presentation.version(version, queries.labels_of([prompt.id]).get(prompt.id, []))


@router.get(
    "/prompts/{prompt_id}/versions",
    permission=READ,
    operation="prompt_version_list",
    response=PromptVersionList,
)
def versions(
    request: TenantRequest, prompt_id: str, cursor: Cursor = None, limit: Limit = DEFAULT_LIMIT
) -> PromptVersionList:
    """Versions, newest first."""
    prompt = queries.get_prompt(prompt_id_of(prompt_id))
    page = queries.list_versions(prompt, cursor=cursor, limit=limit)
    labels = queries.labels_of([prompt.id]).get(prompt.id, [])
    return PromptVersionList(
        items=[presentation.version(row, labels) for row in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/prompts/{prompt_id}/versions/{number}",
    permission=READ,
    operation="prompt_version_read",
    response=PromptVersionOut,
)
def version(request: TenantRequest, prompt_id: str, number: int) -> PromptVersionOut:
    """One version."""
    prompt = queries.get_prompt(prompt_id_of(prompt_id))
    row = queries.get_version(prompt.id, number)
    return presentation.version(row, queries.labels_of([prompt.id]).get(prompt.id, []))


@router.post(
    "/prompts/{prompt_id}/versions/{number}/restore",
    permission=WRITE,
    operation="prompt_restore",
    response=PromptOut,
)
def restore(request: TenantRequest, prompt_id: str, number: int) -> PromptOut:
    """Make an old version's content the draft again."""
    return detail(request, restore_version(request.actor, prompt_id_of(prompt_id), number))


@router.put(
    "/prompts/{prompt_id}/labels",
    permission=WRITE,
    operation="prompt_label_move",
    response=PromptOut,
)
def move(request: TenantRequest, prompt_id: str, payload: PromptLabelIn) -> PromptOut:
    """Have a label point at a version, an older one to roll back. Drafts of agents that follow it get its text.

    Without a version the label is taken away, which is refused while drafts follow it.
    """
    identifier = prompt_id_of(prompt_id)
    if payload.number is None:
        return detail(request, remove_label(request.actor, identifier, payload.label))
    return detail(request, move_label(request.actor, identifier, payload.label, payload.number))
