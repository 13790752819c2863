"""The audit trail of an organization: every write of the control plane adds to it."""

from uuid import UUID

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit import writing
from centralita.identity.audit.chain import Act, Anchor, Snapshot, Verdict, plain
from centralita.identity.audit.models import AuditEntry, AuditHead


def _chain(organization_id: UUID) -> writing.Chain:
    return writing.Chain(
        owner=f"organization:{organization_id}",
        entries=AuditEntry,
        heads=AuditHead,
        keys={"organization_id": organization_id},
    )


def record(
    actor: Actor,
    *,
    action: str,
    subject_kind: str = "",
    subject_id: str = "",
    before: Snapshot = None,
    after: Snapshot = None,
) -> None:
    """Append one entry to the chain of the actor's organization, in the caller's transaction."""
    witness.recorded()
    writing.add(
        _chain(actor.organization_id),
        Act(
            action=action,
            actor_kind=actor.kind,
            actor_id=actor.user_id,
            actor_name=actor.name,
            address=actor.address,
            subject_kind=subject_kind,
            subject_id=subject_id,
            before=plain(before),
            after=plain(after),
            request_id=actor.request_id,
        ),
    )


def verify(organization_id: UUID, noted: Anchor | None = None) -> Verdict:
    """Walk the chain of the organization, inside its scope."""
    return writing.check(_chain(organization_id), noted)
