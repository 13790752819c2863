"""Writing the audit trail. Each entry's digest covers the one before it, so a rewrite shows.

The chain of an organization is serialised by locking its head; writes of the control plane are rare enough.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from centralita.identity.access import witness
from centralita.identity.access.actor import Actor
from centralita.identity.audit.models import AuditEntry, AuditHead
from centralita.kit.clock import now
from centralita.kit.ids import new_id

GENESIS = b"\0" * 32

Snapshot = Mapping[str, object] | None


def digest_of(previous: bytes, fields: Mapping[str, object]) -> bytes:
    """The link: SHA-256 over the link before and the entry in canonical JSON."""
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=False)
    return hashlib.sha256(previous + canonical.encode()).digest()


def link_fields(
    *,
    sequence: int,
    at: datetime,
    actor_kind: str,
    actor_id: object,
    action: str,
    subject_kind: str,
    subject_id: str,
    before: object,
    after: object,
) -> dict[str, object]:
    """What a digest covers."""
    return {
        "sequence": sequence,
        "at": at.isoformat(),
        "actor_kind": actor_kind,
        "actor_id": str(actor_id) if actor_id else None,
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "before": before,
        "after": after,
    }


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
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_head (id, organization_id, sequence, digest) VALUES (%s, %s, 0, %s)"
            " ON CONFLICT DO NOTHING",
            [new_id(), actor.organization_id, GENESIS],
        )
    head = AuditHead.objects.select_for_update().get()
    at = now()
    plain_before, plain_after = _plain(before), _plain(after)
    fields = link_fields(
        sequence=head.sequence + 1,
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        before=plain_before,
        after=plain_after,
    )
    digest = digest_of(bytes(head.digest), fields)
    AuditEntry.objects.create(
        organization_id=actor.organization_id,
        sequence=head.sequence + 1,
        at=at,
        actor_kind=actor.kind,
        actor_id=actor.user_id,
        actor_name=actor.name,
        address=actor.address,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        before=plain_before,
        after=plain_after,
        request_id=actor.request_id,
        digest=digest,
    )
    AuditHead.objects.filter(id=head.id).update(sequence=head.sequence + 1, digest=digest)


def _plain(snapshot: Snapshot) -> object:
    """The snapshot as it will be read back from the database, so that the digest can be checked later."""
    if snapshot is None:
        return None
    return json.loads(json.dumps(dict(snapshot), default=str))


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold."""

    sequence: int


def verify() -> Break | None:
    """Walk the chain of the current organization; the first break, or None when it holds."""
    previous, expected = GENESIS, 1
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=500):
        fields = link_fields(
            sequence=entry.sequence,
            at=entry.at,
            actor_kind=entry.actor_kind,
            actor_id=entry.actor_id,
            action=entry.action,
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
            before=entry.before,
            after=entry.after,
        )
        if entry.sequence != expected or digest_of(previous, fields) != bytes(entry.digest):
            return Break(sequence=expected)
        previous, expected = bytes(entry.digest), expected + 1
    head = AuditHead.objects.first()
    if head is not None and head.sequence != expected - 1:
        return Break(sequence=expected)
    return None
