"""Shared sign-ins: made, changed once for all tools that use them, deleted when none does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import trail
from centralita.kit.errors import Conflict, Invalid, Stale
from centralita.kit.ids import new_id, to_text
from centralita.providers.secrets import SecretNeeded, Split
from centralita.studio.tools import secrets
from centralita.studio.tools.actions.publish import publish_tool
from centralita.studio.tools.actions.write import SignInUnfit, forget_own, record
from centralita.studio.tools.domain import definition
from centralita.studio.tools.domain.addresses import origin_of
from centralita.studio.tools.domain.sharing import fits, origins_of
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.models import SharedSignIn, Tool, ToolVersion
from centralita.studio.tools.plans import abilities_of, require
from centralita.studio.tools.queries import get_tool
from centralita.studio.tools.signing import get_sign_in, opened_secret, opened_shared, problems_of
from centralita.studio.tools.way_out import tool_outbound

MOST_SIGN_INS = 100
_NAMED = 5


class TooManySignIns(Conflict):
    """Data: `limit`."""

    code = "tool_sign_in_limit"


class SignInLabelTaken(Conflict):
    """Another shared sign-in is called so."""

    code = "tool_sign_in_label_taken"


class SignInUsed(Conflict):
    """Tools use it. Data: `names`, a few of them, and `count`."""

    code = "tool_sign_in_used"


class HostUsed(Conflict):
    """Tools that use it lead to a host that would be taken away. Data: `names` and `host`."""

    code = "tool_sign_in_host_used"


class TestElsewhere(Invalid):
    """The address is at none of the hosts that the secret is for."""

    code = "tool_sign_in_test_elsewhere"


class NothingToShare(Conflict):
    """The tool has no secret of its own."""

    code = "tool_sign_in_nothing"


@dataclass(frozen=True, slots=True)
class SignInDraft:
    """A new shared sign-in. `origins` may be whole addresses: their hosts count."""

    label: str
    kind: SignIn
    credentials: Mapping[str, str]
    origins: Sequence[str]
    test_address: str = ""


@dataclass(frozen=True, slots=True)
class SignInPatch:
    """What is to change; None stays, and so does a secret that is left out, if kind and hosts do."""

    label: str | None = None
    kind: SignIn | None = None
    credentials: Mapping[str, str] | None = None
    origins: Sequence[str] | None = None
    test_address: str | None = None


def create_sign_in(actor: Actor, draft: SignInDraft) -> SharedSignIn:
    """A new shared sign-in. Raises what the form and the hosts are refused for."""
    guard = tool_outbound().guard
    require(actor.organization_id, abilities_of(None, draft.kind), field="kind")
    origins = origins_of(draft.origins, guard)
    _require_there(draft.test_address, origins)
    split = secrets.check(draft.kind, draft.credentials, guard)
    return insert_sign_in(actor, draft.label, draft.kind, split, origins, test_address=draft.test_address)


def insert_sign_in(
    actor: Actor,
    label: str,
    kind: SignIn,
    split: Split,
    origins: list[str],
    *,
    waiting: bool = False,
    test_address: str = "",
) -> SharedSignIn:
    """Keep a shared sign-in whose parts were checked. Raises TooManySignIns and SignInLabelTaken."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('tool_sign_in', %s))",
            [actor.organization_id.int % 2**63],
        )
    if SharedSignIn.objects.count() >= MOST_SIGN_INS:
        raise TooManySignIns(limit=MOST_SIGN_INS)
    _require_free(label)
    identifier = new_id()
    row = SharedSignIn.objects.create(
        id=identifier,
        organization_id=actor.organization_id,
        label=label,
        kind=kind.value,
        shown=split.shown,
        secret=secrets.shared.seal(settings.CIPHER, identifier, actor.organization_id, split.secret),
        origins=origins,
        waiting=waiting,
        test_address=_tested_at(test_address, origins),
        created_by=actor.user_id,
    )
    record_sign_in(actor, "tool_sign_in_create", row, after=snapshot(row))
    return row


def change_sign_in(actor: Actor, identifier: UUID, patch: SignInPatch, *, seen: int | None) -> SharedSignIn:
    """Change it for all tools that use it. Raises Stale, SecretNeeded, HostUsed and SignInUnfit."""
    row = get_sign_in(identifier, lock=True)
    if seen is not None and seen != row.revision:
        raise Stale(actual=row.revision, seen=seen)
    before, opened = snapshot(row), opened_shared(row)
    if patch.label is not None and patch.label != row.label:
        _require_free(patch.label)
        row.label = patch.label
    origins = row.origins if patch.origins is None else origins_of(patch.origins, tool_outbound().guard)
    split = _split(row, patch, opened, origins)
    if patch.kind is not None and patch.kind.value != row.kind:
        _require_fitting(row, patch.kind)
        require(actor.organization_id, abilities_of(None, patch.kind), field="kind")
        row.kind = patch.kind.value
    _require_unused_hosts(row, frozenset(row.origins) - frozenset(origins))
    row.origins = origins
    if patch.test_address is not None:
        _require_there(patch.test_address, origins)
        row.test_address = patch.test_address
    row.test_address = _tested_at(row.test_address, origins)
    if split is not None:
        row.shown = split.shown
        if split.secret != opened:
            row.secret = secrets.shared.seal(settings.CIPHER, row.id, row.organization_id, split.secret)
        row.waiting = False
    after = snapshot(row)
    changed = [name for name in after if before[name] != after[name]]
    secret_changed = split is not None and split.secret != opened
    if not changed and not secret_changed:
        witness.nothing_changed()
        return row
    if secret_changed or {"kind", "shown", "origins"} & set(changed):
        row.verdict, row.tested_at = "", None
    row.revision += 1
    row.save()
    record_sign_in(
        actor,
        "tool_sign_in_update",
        row,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | ({"secret": "changed"} if secret_changed else {}),
    )
    return row


def _split(
    row: SharedSignIn, patch: SignInPatch, opened: Mapping[str, str], origins: list[str]
) -> Split | None:
    """What is to be kept of the form; None where it stays as it is. No secret goes to a host it was not typed for."""
    guard = tool_outbound().guard
    kind = patch.kind or SignIn(row.kind)
    given = patch.credentials or {}
    other_kind, farther = kind.value != row.kind, not set(origins) <= set(row.origins)
    if patch.credentials is None and not other_kind and not (farther and not row.waiting):
        return None
    if other_kind or not opened:
        return secrets.check(kind, given if other_kind else {**row.shown, **given}, guard)
    if farther:
        missing = [name for name in opened if not given.get(name)]
        if missing:
            raise SecretNeeded(field=f"credentials.{missing[0]}")
    return secrets.merge(kind, Split(row.shown, dict(opened)), given, guard)


def publish_waiting(actor: Actor, row: SharedSignIn) -> list[tuple[Tool, ToolVersion]]:
    """Publish the tools that came without their secret, now that it is there and nothing else is missing."""
    waited = [tool for tool in tools_with(row) if tool.live_number is None]
    return [
        publish_tool(actor, tool.id, note="")
        for tool in waited
        if not problems_of(tool, definition.read(tool.draft), row)
    ]


def delete_sign_in(actor: Actor, identifier: UUID) -> None:
    """Forget a shared sign-in with its secret. Raises SignInUsed while tools use it."""
    row = get_sign_in(identifier, lock=True)
    using = tools_with(row)
    if using:
        raise SignInUsed(names=_names(using), count=len(using))
    record_sign_in(actor, "tool_sign_in_delete", row, before=snapshot(row))
    row.delete()


def share_own(actor: Actor, tool_id: UUID, label: str) -> tuple[SharedSignIn, list[Tool]]:
    """Make a tool's own sign-in a shared one, without anybody typing its secret again; the tools that use it then.

    Those that have the very same one take it, too: what was typed for each of them is sent where it was before.
    Raises NothingToShare.
    """
    tool = get_tool(tool_id, lock=True)
    opened = opened_secret(tool)
    if tool.sign_in == SignIn.NONE or not opened or not origin_of(tool.secret_origin):
        raise NothingToShare(field="sign_in")
    alike = [
        one
        for one in Tool.objects.select_for_update()
        .filter(sign_in=tool.sign_in, sign_in_shown=tool.sign_in_shown)
        .order_by("id")
        if one.id == tool.id or (origin_of(one.secret_origin) and opened_secret(one) == opened)
    ]
    origins = origins_of(
        dict.fromkeys([tool.secret_origin, *(one.secret_origin for one in alike)]), tool_outbound().guard
    )
    row = insert_sign_in(actor, label, SignIn(tool.sign_in), Split(tool.sign_in_shown, opened), origins)
    for one in alike:
        forget_own(one)
        one.shared_sign_in_id = row.id
        one.revision += 1
        one.save()
        record(actor, "tool_update", one, after={"shared_sign_in": to_text("tsi", row.id)})
    return row, alike


def tools_with(row: SharedSignIn) -> list[Tool]:
    """The tools that use it, by label."""
    return list(Tool.objects.filter(shared_sign_in_id=row.id).order_by("name_key", "id"))


def _require_free(label: str) -> None:
    if SharedSignIn.objects.filter(label=label).exists():
        raise SignInLabelTaken(field="label", label=label)


def _require_fitting(row: SharedSignIn, kind: SignIn) -> None:
    unfit = [tool for tool in tools_with(row) if not fits(definition.read(tool.draft), kind)]
    if unfit:
        raise SignInUnfit(field="kind", names=_names(unfit))


def _require_unused_hosts(row: SharedSignIn, gone: frozenset[str]) -> None:
    """Neither a draft nor what agents call leads to a host that is taken away."""
    using = tools_with(row) if gone else []
    live = {
        (version.tool_id, version.number): version.content
        for version in ToolVersion.objects.filter(tool_id__in=[tool.id for tool in using])
    }
    for host in sorted(gone):
        still = [
            tool
            for tool in using
            if host in {_host(tool.draft), _host(live.get((tool.id, tool.live_number or 0), {}))}
        ]
        if still:
            raise HostUsed(field="origins", host=host, names=_names(still))


def _host(content: Mapping[str, Any]) -> str:
    return origin_of(str(content.get("request", {}).get("address", "")))


def _names(tools: Sequence[Tool]) -> str:
    shown = ", ".join(tool.label for tool in tools[:_NAMED])
    return f"{shown}, …" if len(tools) > _NAMED else shown


def _require_there(address: str, origins: Sequence[str]) -> None:
    if address and not _tested_at(address, origins):
        raise TestElsewhere(field="test_address")


def _tested_at(address: str, origins: Sequence[str]) -> str:
    """Where it is tested, while that is one of its hosts."""
    return address.strip() if origin_of(address) in origins else ""


def snapshot(row: SharedSignIn) -> dict[str, Any]:
    """What the trail keeps of it: nothing secret."""
    return {
        "label": row.label,
        "kind": row.kind,
        "shown": dict(row.shown),
        "origins": list(row.origins),
        "waiting": row.waiting,
        "test_address": row.test_address.partition("?")[0],
    }


def record_sign_in(
    actor: Actor,
    action: str,
    row: SharedSignIn,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Tell the trail."""
    trail.record(
        actor,
        action=action,
        subject_kind="tool_sign_in",
        subject_id=to_text("tsi", row.id),
        before=before,
        after=after,
    )
