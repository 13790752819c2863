"""The audit trail of what is done in the live plane: the same chain as the control plane's."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from centralita.identity.audit.chain import GENESIS, Act, digest_of
from centralita.kit.ids import new_id, to_text
from centralita.live.database import Connection
from centralita.live.identities import Operator


async def record(connection: Connection, operator: Operator, action: str, conversation_id: UUID) -> None:
    """Append what a member did to a conversation, in the caller's transaction."""
    act = Act(
        action=action,
        actor_id=operator.user_id,
        actor_name=operator.name,
        subject_kind="conversation",
        subject_id=to_text("cnv", conversation_id),
    )
    await append(connection, operator.organization_id, act)


async def append(connection: Connection, organization_id: UUID, act: Act) -> None:
    """Append one act, in the caller's transaction."""
    await connection.execute(
        "INSERT INTO audit_head (id, organization_id, sequence, digest) VALUES ($1, $2, 0, $3)"
        " ON CONFLICT DO NOTHING",
        new_id(),
        organization_id,
        GENESIS,
    )
    head = await connection.fetchrow(
        "SELECT sequence, digest FROM audit_head WHERE organization_id = $1 FOR UPDATE", organization_id
    )
    if head is None:
        return
    sequence, at, identifier = head["sequence"] + 1, datetime.now(UTC), new_id()
    owner = f"organization:{organization_id}"
    digest = digest_of(head["digest"], owner, identifier, sequence, at, act)
    await connection.execute(
        "INSERT INTO audit_entry (id, organization_id, sequence, at, actor_kind, actor_id, actor_name, address, action,"
        " subject_kind, subject_id, after, request_id, digest)"
        " VALUES ($1,$2,$3,$4,$5,$6,$7,'',$8,$9,$10,$11,'',$12)",
        identifier,
        organization_id,
        sequence,
        at,
        act.actor_kind,
        act.actor_id,
        act.actor_name,
        act.action,
        act.subject_kind,
        act.subject_id,
        None if act.after is None else msgspec.json.encode(act.after).decode(),
        digest,
    )
    await connection.execute(
        "UPDATE audit_head SET sequence = $2, digest = $3 WHERE organization_id = $1",
        organization_id,
        sequence,
        digest,
    )
