"""How tools sign in: each with its own secret, or with a sign-in that several share. Inside the organization's scope."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from centralita.kit.encryption import Undecryptable
from centralita.kit.errors import NotFound
from centralita.studio.tools import secrets
from centralita.studio.tools.calling import NO_KEY, Key
from centralita.studio.tools.domain.checks import ToolProblem, problems
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.sharing import SharedBy
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import SharedSignIn, Tool
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
    return problems(definition, tool_outbound().guard, kind_of(tool, shared), usable(), by)


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
