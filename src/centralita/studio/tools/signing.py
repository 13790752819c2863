"""How tools sign in: each with its own secret, or with a sign-in that several share. Inside the organization's scope."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.conf import settings

from centralita.identity.plans.catalogue import AdvancedTool, first_plan_with
from centralita.kit.encryption import Undecryptable
from centralita.kit.errors import NotFound
from centralita.kit.ids import OrganizationId
from centralita.studio.tools import secrets
from centralita.studio.tools.calling import NO_KEY, Key
from centralita.studio.tools.domain.checks import ToolProblem, problems
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.sharing import SharedBy
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import SharedSignIn, Tool
from centralita.studio.tools.plans import abilities_of, missing
from centralita.studio.tools.plugins import usable
from centralita.studio.tools.way_out import tool_outbound


def get_sign_in(identifier: UUID, *, lock: bool = False) -> SharedSignIn:
    """A shared sign-in; NotFound when it is another organization's or gone."""
    rows = SharedSignIn.objects.select_for_update() if lock else SharedSignIn.objects.all()
    row = rows.filter(id=identifier).first()
    if row is None:
        raise NotFound(kind="tool_sign_in")
    return row


def shared_of(tools: Iterable[Tool]) -> dict[UUID, SharedSignIn]:
    """The shared sign-ins that these tools use, by their ids."""
    wanted = {tool.shared_sign_in_id for tool in tools if tool.shared_sign_in_id}
    return {row.id: row for row in SharedSignIn.objects.filter(id__in=wanted)} if wanted else {}


def sign_in_of(tool: Tool) -> SharedSignIn | None:
    """The shared sign-in that a tool uses."""
    return get_sign_in(tool.shared_sign_in_id) if tool.shared_sign_in_id else None


def kind_of(tool: Tool, shared: SharedSignIn | None) -> SignIn:
    """How the tool signs in."""
    return SignIn(shared.kind if shared else tool.sign_in)


def problems_of(
    tool: Tool, definition: ToolDefinition, shared: SharedSignIn | None
) -> tuple[ToolProblem, ...]:
    """Everything that has to be mended before the tool can be called."""
    by = SharedBy(shared.label, frozenset(shared.origins), shared.waiting) if shared else None
    kind = kind_of(tool, shared)
    found = problems(definition, tool_outbound().guard, kind, usable(), by)
    return (*found, *_beyond_plan(tool, definition, kind))


def _beyond_plan(tool: Tool, definition: ToolDefinition, kind: SignIn) -> Iterator[ToolProblem]:
    """What the plan does not have, where it never ran: what runs already goes on, and may be mended."""
    wanted = abilities_of(definition, kind) if tool.live_number is None else frozenset()
    if not wanted:
        return
    plan, lacking = missing(OrganizationId(tool.organization_id), wanted)
    for ability in lacking:
        field = "sign_in" if ability is AdvancedTool.OAUTH2 else "request.kind"
        data = {"plan": plan.value, "needed": first_plan_with(ability).value}
        yield ToolProblem(f"plan_{ability.value}", field, data)


def key_of(tool: Tool) -> Key:
    """How the tool signs in, with its secret in the clear."""
    shared = sign_in_of(tool)
    if shared is not None:
        return key_of_shared(shared)
    kind = SignIn(tool.sign_in)
    if kind is SignIn.NONE:
        return NO_KEY
    fields = {**tool.sign_in_shown, **opened_secret(tool)}
    return Key(kind, fields, frozenset({tool.secret_origin}), (tool.id, tool.revision))


def key_of_shared(shared: SharedSignIn) -> Key:
    """What a shared sign-in proves itself with, in the clear. All tools that use it share fetched tokens."""
    fields = {**shared.shown, **opened_shared(shared)}
    return Key(SignIn(shared.kind), fields, frozenset(shared.origins), (shared.id, shared.revision))


def opened_secret(tool: Tool) -> dict[str, str]:
    """The secret fields; none when their key is gone: then they have to be typed again."""
    try:
        return secrets.unseal(settings.CIPHER, tool.id, tool.organization_id, bytes(tool.secret))
    except Undecryptable:
        return {}


def opened_shared(row: SharedSignIn) -> dict[str, str]:
    """The secret fields; none when their key is gone, or nobody has typed them yet."""
    try:
        return secrets.shared.unseal(settings.CIPHER, row.id, row.organization_id, bytes(row.secret))
    except Undecryptable:
        return {}
