"""What super admins do across organizations: one chain for the whole platform."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.audit import writing
from centralita.identity.audit.chain import Act, Anchor, Snapshot, Verdict, plain
from centralita.identity.audit.models import PlatformEntry, PlatformHead
from centralita.kit.logs import current_request_id

_CHAIN = writing.Chain(owner="platform", entries=PlatformEntry, heads=PlatformHead)


def record(
    action: str,
    *,
    actor_id: UUID | None,
    actor_name: str,
    actor_kind: str = "user",
    address: str = "",
    subject_kind: str = "",
    subject_id: str = "",
    before: Snapshot = None,
    after: Snapshot = None,
) -> None:
    """Append one entry to the platform's chain, in the caller's transaction."""
    witness.recorded()
    writing.add(
        _CHAIN,
        Act(
            action=action,
            actor_kind=actor_kind,
            actor_id=actor_id,
            actor_name=actor_name,
            address=address,
            subject_kind=subject_kind,
            subject_id=subject_id,
            before=plain(before),
            after=plain(after),
            request_id=current_request_id() or "",
        ),
    )


def verify(noted: Anchor | None = None) -> Verdict:
    """Walk the platform's chain."""
    return writing.check(_CHAIN, noted)
