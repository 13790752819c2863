"""Applying what webhooks brought: each batch of one call in a transaction of its own, so that none blocks another."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from centralita.identity.access.actor import Actor, system_actor
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import OrganizationId
from centralita.kit.logs import get_logger
from centralita.operations.calls.domain.merge import Source
from centralita.operations.calls.incoming import begin_unknown
from centralita.operations.calls.keeping import call_of, keep_told
from centralita.operations.calls.ports import PORTS
from centralita.providers.voice.calls import CallSnapshot
from centralita.studio.voice_accounts.inbox import Waiting, done_with, park, take_waiting

_AT_ONCE: Final = 200

log = get_logger(__name__)


def apply_waiting(organization_id: OrganizationId) -> int:
    """Apply what waits in one organization; how many batches."""
    for done in range(_AT_ONCE):
        events: Sequence[Waiting] = ()
        try:
            with tenant_scope(organization_id):
                events = take_waiting()
                if not events:
                    return done
                _apply(system_actor(organization_id, "webhooks"), events)
        except Exception:
            if not events:
                raise
            # Ours to mend; until then the others go on.
            log.exception("webhook_not_applied", webhook=str(events[0].id), account=str(events[0].account_id))
            with tenant_scope(organization_id):
                park(events, "failed")
    return _AT_ONCE


def _apply(actor: Actor, events: Sequence[Waiting]) -> None:
    readable: list[tuple[Waiting, CallSnapshot]] = []
    for each in events:
        told = _read(each)
        if told is None:
            done_with([each.id], "unreadable")
        else:
            readable.append((each, told))
    groups: dict[tuple[UUID | None, str], list[tuple[Waiting, CallSnapshot]]] = {}
    for each, told in readable:
        groups.setdefault((told.our_call, told.call_id), []).append((each, told))
    for group in groups.values():
        _apply_group(actor, [each for each, _ in group], [told for _, told in group])


def _apply_group(actor: Actor, events: Sequence[Waiting], told: Sequence[CallSnapshot]) -> None:
    ids = [each.id for each in events]
    result = hear(actor, events[0].account_id, told, "webhook")
    if result == "unmatched":
        park(events, "unmatched")
    elif result == "foreign":
        done_with(ids, "foreign")
    else:
        done_with(ids, "changed" if result == "changed" else "unchanged")


def hear(actor: Actor, account_id: UUID, told: Sequence[CallSnapshot], source: Source) -> str:
    """Apply what was told of one call: `changed`, `unchanged`, `unmatched`, or `foreign` for a call of others."""
    call = call_of(account_id, told[-1])
    if call is None:
        begun = begin_unknown(actor, account_id, told[-1])
        if isinstance(begun, str):
            return begun
        call = begun
        keep_told(actor, call, told, source)
        return "changed"
    return "changed" if keep_told(actor, call, told, source) else "unchanged"


def _read(event: Waiting) -> CallSnapshot | None:
    try:
        return PORTS.read_snapshot(event.platform, event.body)
    except Exception:
        # A reader that stumbles over what a platform sends must not stop what comes after.
        log.exception("webhook_reader_failed", webhook=str(event.id), platform=event.platform.value)
        return None
