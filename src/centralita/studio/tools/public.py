"""The door to tools for other slices of the control plane. Inside the organization's scope."""

from collections.abc import Container, Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from centralita.identity.access.actor import Actor
from centralita.kit.clock import now
from centralita.kit.ids import from_text, to_text
from centralita.studio.tools import presentation
from centralita.studio.tools.actions.cases import CaseDraft, add_case
from centralita.studio.tools.actions.publish import publish_tool
from centralita.studio.tools.actions.write import (
    RESERVED_NAMES,
    SignInChange,
    ToolChange,
    change_tool,
    create_tool,
)
from centralita.studio.tools.arriving import give_sign_in, packed_sign_in
from centralita.studio.tools.built_in import BUILT_IN, WRITING
from centralita.studio.tools.domain import checks, definition
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.approval import NO_APPROVAL
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.granting import renamed, with_grants
from centralita.studio.tools.domain.message import ToolMessage
from centralita.studio.tools.domain.packed import PackedCase, PackedSignIn, PackedTool, without_secrets
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.domain.sms import may_have_gone
from centralita.studio.tools.models import SentMessage, Tool, ToolCall, ToolVersion
from centralita.studio.tools.plans import abilities_of, missing
from centralita.studio.tools.queries import get_tool, get_version, list_cases
from centralita.studio.tools.way_out import tool_outbound

__all__ = [
    "NO_APPROVAL",
    "PackedCase",
    "PackedSignIn",
    "PackedTool",
    "Sent",
    "Share",
    "ToolDefinition",
    "ToolMessage",
    "current_grants",
    "forget_sent",
    "grant_new",
    "granted_versions",
    "is_sound",
    "message_sent",
    "only_reading",
    "renamed",
    "rewrite_tool",
    "those_that_sign_in",
    "tool_draft",
    "tool_labels",
    "tool_written",
    "with_grants",
    "without_secrets",
]

# For how long the limits of messages look back.
_COUNTED_FOR: Final = timedelta(days=1)
_CUT_OFF: Final = timedelta(minutes=5)
# So much of a name is left where it gets a number; of so many with that beginning one may be the same.
_NUMBERED: Final = 58
_MOST_NAMED: Final = 50


class Share(StrEnum):
    """Which of the organization's tools is granted instead of making another one of that name."""

    NONE = "none"
    ALIKE = "alike"
    SAME = "same"


class Sent(StrEnum):
    """Whether a call of a tool sent its message, as far as it is known."""

    NO = "no"
    PERHAPS = "perhaps"
    UNDER_WAY = "under_way"


def message_sent(call_id: UUID) -> Sent:
    """What the record of a call says of its message. A call that nobody ends for so long was cut off."""
    call = ToolCall.objects.filter(id=call_id).first()
    if call is None:
        return Sent.NO
    if call.state == "running":
        return Sent.UNDER_WAY if call.at > now() - _CUT_OFF else Sent.PERHAPS
    return Sent.PERHAPS if call.state == "done" or may_have_gone(call.error) else Sent.NO


def forget_sent() -> int:
    """Forget to whom messages went longer ago than limits look back; how many."""
    return SentMessage.objects.filter(at__lte=now() - _COUNTED_FOR).delete()[0]


def grant_new(
    actor: Actor,
    wanted: Iterable[PackedTool],
    *,
    share: Share = Share.NONE,
    publish: bool = True,
    own: bool = False,
) -> dict[str, dict[str, Any]]:
    """Make tools; by the wished name, what grants each to an agent. Raises TooManyTools.

    One that the checks find nothing wrong with is published. The others stay drafts: what grants them has no version,
    and a call of them fails until somebody mends and publishes them. Where a name or a label is taken, it gets a number.
    A tool that is there is granted instead where it may be shared: an `ALIKE` one takes and gives the same, one that
    is the `SAME` asks the same of the same address. Without `publish` all that are made stay drafts.

    Those that sign in share a sign-in that waits for its secret, one for each that they name, and stay drafts until it
    is filled in. Of what is the organization's `own`, one that is there already is used.
    """
    everybodys = frozenset(one.name for one in BUILT_IN)
    taken = {*everybodys, *RESERVED_NAMES, *Tool.objects.values_list("name", flat=True)}
    labels = set(Tool.objects.values_list("label", flat=True))
    guard = tool_outbound().guard
    granted: dict[str, dict[str, Any]] = {}
    for wish in wanted:
        shared = _shared(wish, share) if wish.name in taken else None
        if shared is not None:
            granted[wish.name] = _granted(shared)
            continue
        name = _free(wish.name, taken)
        label = _free_label(wish.label, labels)
        taken.add(name)
        labels.add(label)
        tool = create_tool(actor, name=name, label=label, draft=wish.definition, taken=everybodys)
        for case in wish.cases:
            add_case(actor, tool.id, CaseDraft(case.name, case.arguments, case.mock_status, case.mock_body))
        waits = wish.sign_in is not None and give_sign_in(actor, tool, wish.sign_in, own=own)
        sign_in = SignIn(wish.sign_in.kind) if wish.sign_in else SignIn.NONE
        lacks = missing(actor.organization_id, abilities_of(wish.definition, sign_in))[1]
        if publish and not waits and not lacks and not checks.problems(wish.definition, guard):
            tool, _version = publish_tool(actor, tool.id, note="")
        granted[wish.name] = _granted(tool)
    return granted


def _free(wished: str, taken: Container[str]) -> str:
    """The name, or with a number where another tool has it."""
    name, number = wished, 1
    while name in taken:
        number += 1
        name = f"{wished[:_NUMBERED]}_{number}"
    return name


def _free_label(wished: str, taken: Container[str]) -> str:
    """What people call the tool, or with a number where they call another one so: they read no other name."""
    label, number = wished, 1
    while label in taken:
        number += 1
        label = f"{wished[:112]} ({number})"
    return label


def _shared(wish: PackedTool, share: Share) -> Tool | None:
    match share:
        case Share.ALIKE:
            return _alike(wish)
        case Share.SAME:
            return _same(wish)
        case Share.NONE:
            return None


def _alike(wish: PackedTool) -> Tool | None:
    """The tool of this name, when whatever calls one may call the other: the same arguments, the same variables."""
    tool = Tool.objects.filter(name=wish.name).first()
    if tool is None:
        return None
    shapes = [definition.shape_of(one) for one in (wish.definition, definition.read(tool.draft))]
    return tool if shapes[0] == shapes[1] else None


def _same(wish: PackedTool) -> Tool | None:
    """The tool of this name, or of this name with a number, that does the same."""
    named = Tool.objects.filter(name__startswith=wish.name[:_NUMBERED]).order_by("created_at", "id")
    return next((tool for tool in named[:_MOST_NAMED] if _packed(tool, _in_use(tool)).does_as(wish)), None)


def _in_use(tool: Tool) -> Mapping[str, Any]:
    """What whoever is granted the tool now gets: its live version, or its draft where there is none."""
    content: Mapping[str, Any] = (
        tool.draft if tool.live_number is None else get_version(tool, tool.live_number).content
    )
    return content


def _granted(tool: Tool) -> dict[str, Any]:
    if tool.live_number is not None:
        version = get_version(tool, tool.live_number)
        return presentation.grant(tool, version).model_dump(mode="json")
    return presentation.grant_of_draft(tool).model_dump(mode="json")


def current_grants(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What grants each of these tools as it is live now, or as a draft that waits; unknown ones are left out."""
    wanted = [from_text("tool", identifier) for identifier in set(ids)]
    return {to_text("tool", tool.id): _granted(tool) for tool in Tool.objects.filter(id__in=wanted)}


def granted_versions(grants: Iterable[tuple[str, int]]) -> dict[tuple[str, int], PackedTool]:
    """The tools of these ids and versions, as they were published; unknown ones are left out.

    Version 0 is the draft of one that was never published.
    """
    found: dict[tuple[str, int], PackedTool] = {}
    for identifier, number in set(grants):
        tool = Tool.objects.filter(id=from_text("tool", identifier)).first()
        if tool is None:
            continue
        content = tool.draft if number == 0 and tool.live_number is None else None
        if content is None:
            rows = ToolVersion.objects.filter(tool_id=tool.id, number=number or tool.live_number or 0)
            content = rows.values_list("content", flat=True).first()
        if content is not None:
            found[identifier, number] = _packed(tool, content)
    return found


def those_that_sign_in(identifiers: Iterable[str]) -> frozenset[str]:
    """Those of these tools that prove to the other side who asks."""
    wanted = {from_text("tool", one): one for one in identifiers}
    signing = Tool.objects.filter(id__in=wanted).exclude(sign_in=SignIn.NONE, shared_sign_in_id=None)
    return frozenset(wanted[one] for one in signing.values_list("id", flat=True))


def only_reading() -> frozenset[str]:
    """The names of the tools that change nothing: of ours, and of those of the organization, as they are live."""
    live = {
        (row.tool_id, row.number): row.content
        for row in ToolVersion.objects.filter(
            Exists(Tool.objects.filter(id=OuterRef("tool_id"), live_number=OuterRef("number")))
        )
    }
    own = {
        tool.name
        for tool in Tool.objects.all()
        if definition.read(live.get((tool.id, tool.live_number or 0), tool.draft)).only_reads
    }
    return frozenset(own | {tool.name for tool in BUILT_IN if tool.name not in WRITING})


def tool_draft(tool_id: UUID, *, lock: bool = False) -> tuple[PackedTool, bool]:
    """A tool's draft, and whether it signs in: how is not told. Raises NotFound."""
    tool = get_tool(tool_id, lock=lock)
    signs_in = tool.sign_in != SignIn.NONE or tool.shared_sign_in_id is not None
    return without_secrets(_packed(tool, tool.draft)), signs_in


def tool_labels(tool_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What people call these tools; unknown ones are left out."""
    return dict(Tool.objects.filter(id__in=list(tool_ids)).values_list("id", "label"))


def tool_written(tool_id: UUID) -> ToolDefinition:
    """A tool's draft as it is written, which nobody else changes in this transaction. Raises NotFound."""
    return definition.read(get_tool(tool_id, lock=True).draft)


def rewrite_tool(actor: Actor, tool_id: UUID, content: Mapping[str, Any]) -> None:
    """Have a tool's draft be this. Raises DefinitionMalformed.

    Where it calls another host than before, it signs in nowhere: what proves who asks is for the one it was given to.
    """
    tool = get_tool(tool_id, lock=True)
    written = definition.read(content)
    elsewhere = origin_of(written.request.address) != tool.secret_origin
    away = tool.sign_in != SignIn.NONE and elsewhere
    change = ToolChange(definition=written, sign_in=SignInChange(SignIn.NONE, {}) if away else None)
    change_tool(actor, tool_id, change, seen=None)


def _packed(tool: Tool, content: Mapping[str, Any]) -> PackedTool:
    cases = tuple(
        PackedCase(
            name=row.name, arguments=row.arguments, mock_status=row.mock_status, mock_body=row.mock_body
        )
        for row in list_cases(tool)
    )
    return PackedTool(
        name=tool.name,
        label=tool.label,
        definition=definition.read(content),
        cases=cases,
        sign_in=packed_sign_in(tool),
    )


def is_sound(wanted: ToolDefinition) -> bool:
    """Whether the checks find nothing to mend before it could be called."""
    return not checks.problems(wanted, tool_outbound().guard)
