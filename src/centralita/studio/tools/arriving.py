"""How a tool that travels says that it signs in, and what becomes of that where it arrives: a sign-in without its secret."""

from centralita.identity.access.actor import Actor
from centralita.kit.outbound import OutboundRefused
from centralita.providers.secrets import Split
from centralita.studio.tools.actions.sign_ins import insert_sign_in
from centralita.studio.tools.domain import definition
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.packed import PackedSignIn
from centralita.studio.tools.domain.sharing import MOST_ORIGINS, WITH_ADDRESS, HostsWrong, origins_of
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import SharedSignIn, Tool
from centralita.studio.tools.signing import kind_of, sign_in_of
from centralita.studio.tools.way_out import tool_outbound

# What of a form says where the secret goes, and nothing of who signs in.
_TOLD = ("header", "parameter")


def packed_sign_in(tool: Tool) -> PackedSignIn | None:
    """What travels of how it signs in. One of its own goes by the name of its host, so that several become one."""
    shared = sign_in_of(tool)
    kind = kind_of(tool, shared)
    if kind is SignIn.NONE:
        return None
    shown = shared.shown if shared else tool.sign_in_shown
    label = shared.label if shared else tool.secret_origin.partition("://")[2]
    return PackedSignIn.model_validate(
        {
            "label": (label or tool.label)[:120],
            "kind": kind.value,
            "shown": {name: shown[name] for name in _TOLD if name in shown},
        }
    )


def give_sign_in(actor: Actor, tool: Tool, packed: PackedSignIn, *, own: bool) -> bool:
    """Let a new tool sign in as it says; whether that still waits for its secret.

    A secret that is there is given to a tool of the organization's `own` only: what others made gets one to fill in,
    and none that waits for the secret of another host.
    """
    content = definition.read(tool.draft)
    if content.request.kind not in WITH_ADDRESS:
        return False
    origin = origin_of(content.request.address)
    named = SharedSignIn.objects.filter(label=packed.label, kind=packed.kind).first()
    if named is None or not (own or _waits_for(named, origin)):
        named = _waiting(actor, packed, origin)
    if named.waiting:
        _allow_host(named, content.request.address)
    tool.shared_sign_in_id = named.id
    tool.save(update_fields=["shared_sign_in_id"])
    return named.waiting


def _waits_for(row: SharedSignIn, origin: str) -> bool:
    """Whether whoever types its secret expects it to go there: by a name alone nobody gets what is meant for another."""
    return row.waiting and (not origin or not row.origins or origin in row.origins)


def _waiting(actor: Actor, packed: PackedSignIn, origin: str) -> SharedSignIn:
    alike = SharedSignIn.objects.filter(label__startswith=packed.label[:110])
    for row in alike.filter(waiting=True, kind=packed.kind).order_by("id"):
        if row.label.startswith(f"{packed.label[:110]} (") and _waits_for(row, origin):
            return row
    taken = set(alike.values_list("label", flat=True))
    label, number = packed.label, 1
    while label in taken:
        number += 1
        label = f"{packed.label[:110]} ({number})"
    shown = {str(name): text for name, text in packed.shown.items()}
    return insert_sign_in(actor, label, SignIn(packed.kind), Split(shown, {}), [], waiting=True)


def _allow_host(row: SharedSignIn, address: str) -> None:
    """While nobody has typed a secret, the hosts are a proposal."""
    origin = origin_of(address)
    if not origin or origin in row.origins or len(row.origins) >= MOST_ORIGINS:
        return
    try:
        row.origins = [*row.origins, *origins_of([origin], tool_outbound().guard)]
    except (HostsWrong, OutboundRefused):
        return
    row.save(update_fields=["origins"])
