"""Making, changing and deleting tools."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.identity.plans.catalogue import AdvancedTool
from centralita.kit.errors import Conflict, Invalid, Stale
from centralita.kit.ids import new_id, to_text
from centralita.providers.secrets import SecretNeeded, Split
from centralita.studio.agents.domain.search import search_key
from centralita.studio.tools import secrets
from centralita.studio.tools.domain import addresses, definition
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.sharing import fits
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import Tool
from centralita.studio.tools.plans import abilities_of, require
from centralita.studio.tools.queries import get_tool
from centralita.studio.tools.signing import get_sign_in, kind_of, opened_secret, sign_in_of
from centralita.studio.tools.way_out import tool_outbound

MOST_TOOLS = 300
RESERVED_NAMES = frozenset({"finish_step", "save_answers"})


class TooManyTools(Conflict):
    """Data: `limit`."""

    code = "tool_limit"


class NameTaken(Conflict):
    """Another tool of the organization, or one that every agent has, is called so."""

    code = "tool_name_taken"


class AddressNeeded(Invalid):
    """A secret is kept for the address that it is for, so there has to be one."""

    code = "tool_address_needed"


class SignInUnfit(Conflict):
    """A kind of sign-in that a tool cannot use, such as a key in the body of one without a body. Data: `names`."""

    code = "tool_sign_in_unfit"


@dataclass(frozen=True, slots=True)
class SignInChange:
    """How it signs in from now on. A secret that is left out stays, if the kind and the host do.

    With `shared_id` it is by a sign-in that others use, too, and its own is forgotten.
    """

    kind: SignIn
    credentials: Mapping[str, str]
    shared_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ToolChange:
    """What is to change; None stays."""

    label: str | None = None
    definition: ToolDefinition | None = None
    sign_in: SignInChange | None = None
    test_mode: str | None = None


def create_tool(actor: Actor, *, name: str, label: str, draft: ToolDefinition, taken: frozenset[str]) -> Tool:
    """A new tool, signing in nowhere. `taken` are names that every agent's own tools have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('tool', %s))", [actor.organization_id.int % 2**63]
        )
    if Tool.objects.count() >= MOST_TOOLS:
        raise TooManyTools(limit=MOST_TOOLS)
    if name in RESERVED_NAMES | taken or Tool.objects.filter(name=name).exists():
        raise NameTaken(field="name", name=name)
    identifier = new_id()
    content = definition.content_of(draft)
    tool = Tool.objects.create(
        id=identifier,
        organization_id=actor.organization_id,
        name=name,
        label=label,
        name_key=search_key(f"{label} {name}"),
        draft=content,
        draft_hash=definition.content_hash(content),
        secret=secrets.seal(settings.CIPHER, identifier, actor.organization_id, {}),
        created_by=actor.user_id,
    )
    record(actor, "tool_create", tool, after=snapshot(tool))
    return tool


def change_tool(actor: Actor, tool_id: UUID, change: ToolChange, *, seen: int | None) -> Tool:
    """Apply what the change names. Stale when the tool has moved on from revision `seen`."""
    tool = get_tool(tool_id, lock=True)
    if seen is not None and seen != tool.revision:
        raise Stale(actual=tool.revision, seen=seen)
    before, sealed_before, draft_before = snapshot(tool), tool.secret, bytes(tool.draft_hash)
    had = _abilities(tool)
    if change.label is not None:
        tool.label = change.label
        tool.name_key = search_key(f"{tool.label} {tool.name}")
    if change.definition is not None:
        tool.draft = definition.content_of(change.definition)
        tool.draft_hash = definition.content_hash(tool.draft)
    if change.test_mode is not None:
        tool.test_mode = change.test_mode
    _sign_in(tool, change.sign_in)
    require(actor.organization_id, _abilities(tool), had=had, field=_advanced_at(change))
    after = snapshot(tool)
    changed = [name for name in after if before[name] != after[name]]
    secret_changed = tool.secret is not sealed_before
    if not changed and not secret_changed and bytes(tool.draft_hash) == draft_before:
        witness.nothing_changed()
        return tool
    tool.revision += 1
    tool.save()
    record(
        actor,
        "tool_update",
        tool,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | ({"secret": "changed"} if secret_changed else {}),
    )
    return tool


def _sign_in(tool: Tool, change: SignInChange | None) -> None:
    """Take over what was typed, and see that no secret goes where it was not meant to."""
    request = tool.draft.get("request", {})
    origin = addresses.origin_of(str(request.get("address", "")))
    kind = change.kind if change else SignIn(tool.sign_in)
    # What a plug-in is handed is for that plug-in, wherever it asks.
    if request.get("kind") == "plugin":
        origin = f"plugin:{request.get('remote', '')}"
    if change is None:
        if kind is not SignIn.NONE and origin != tool.secret_origin:
            raise SecretNeeded(field="credentials")
        return
    tool.shared_sign_in_id = use_shared(tool, change.shared_id) if change.shared_id else None
    if kind is SignIn.NONE:
        forget_own(tool)
        return
    if not origin:
        raise AddressNeeded(field="definition.request.address")
    opened = opened_secret(tool) if kind.value == tool.sign_in else {}
    guard = tool_outbound().guard
    if opened and origin == tool.secret_origin:
        split = secrets.merge(kind, Split(tool.sign_in_shown, opened), change.credentials, guard)
    elif opened and not set(opened) <= {name for name, text in change.credentials.items() if text}:
        raise SecretNeeded(field=f"credentials.{next(iter(opened))}")
    else:
        split = secrets.check(kind, change.credentials, guard)
    tool.sign_in, tool.sign_in_shown, tool.secret_origin = kind.value, split.shown, origin
    if split.secret != opened:
        tool.secret = secrets.seal(settings.CIPHER, tool.id, tool.organization_id, split.secret)


def _abilities(tool: Tool) -> frozenset[AdvancedTool]:
    return abilities_of(definition.read(tool.draft), kind_of(tool, sign_in_of(tool)))


def _advanced_at(change: ToolChange) -> str:
    return "sign_in" if change.definition is None else "definition.request.kind"


def use_shared(tool: Tool, shared_id: UUID) -> UUID:
    """The sign-in that it is to use, if it fits what the tool does. Raises NotFound and SignInUnfit."""
    shared = get_sign_in(shared_id, lock=True)
    if not shared.waiting and not fits(definition.read(tool.draft), SignIn(shared.kind)):
        raise SignInUnfit(field="sign_in_id", names=tool.label)
    return shared.id


def forget_own(tool: Tool) -> None:
    """Forget the tool's own secret."""
    if tool.sign_in == SignIn.NONE:
        return
    tool.sign_in, tool.sign_in_shown, tool.secret_origin = SignIn.NONE.value, {}, ""
    tool.secret = secrets.seal(settings.CIPHER, tool.id, tool.organization_id, {})


def delete_tool(actor: Actor, tool_id: UUID) -> None:
    """Delete a tool with its versions, cases and the record of its calls. Agents that call it are told it failed."""
    tool = get_tool(tool_id, lock=True)
    record(actor, "tool_delete", tool, before=snapshot(tool))
    tool.delete()


def snapshot(tool: Tool) -> dict[str, Any]:
    """What the trail keeps of a tool: nothing secret, and of the draft where it leads."""
    request = tool.draft.get("request", {})
    return {
        "name": tool.name,
        "label": tool.label,
        "request": f"{request.get('method', '')} {str(request.get('address', '')).partition('?')[0]}".strip(),
        "sign_in": tool.sign_in,
        "sign_in_shown": dict(tool.sign_in_shown),
        "shared_sign_in": to_text("tsi", tool.shared_sign_in_id) if tool.shared_sign_in_id else None,
        "test_mode": tool.test_mode,
        "draft": bytes(tool.draft_hash).hex()[:12],
    }


def record(
    actor: Actor,
    action: str,
    tool: Tool,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Tell the trail."""
    trail.record(
        actor,
        action=action,
        subject_kind="tool",
        subject_id=to_text("tool", tool.id),
        before=before,
        after=after,
    )
