"""What visitors think of a conversation, said in the widget."""

from typing import Final, Literal

import msgspec

from centralita.kit.errors import NotFound
from centralita.kit.ids import ConversationId, OrganizationId, new_id, to_text
from centralita.live.database import tenant
from centralita.live.sessions import Sessions

Scale = Literal["csat", "nps"]

_RATE: Final[dict[Scale, str]] = {
    "csat": "UPDATE conversation SET csat=$3, rating_comment=$4 WHERE organization_id=$1 AND id=$2 RETURNING test",
    "nps": "UPDATE conversation SET nps=$3, rating_comment=$4 WHERE organization_id=$1 AND id=$2 RETURNING test",
}
_FACT: Final = (
    "INSERT INTO ledger_event (id, organization_id, at, kind, subject_id, actor_kind, data)"
    " VALUES ($1,$2,$3,'conversation.rated',$4,'visitor',$5)"
)


async def rate(
    sessions: Sessions,
    organization_id: OrganizationId,
    conversation_id: ConversationId,
    *,
    scale: Scale,
    score: int,
    comment: str,
) -> None:
    """Keep a rating; the last one counts. Possible after the end too. Raises NotFound."""
    async with tenant(sessions.pool, organization_id) as connection:
        test = await connection.fetchval(
            _RATE[scale], organization_id, conversation_id, score, comment.replace("\0", "")
        )
        if test is None:
            raise NotFound(kind="conversation")
        if not test:
            data = msgspec.json.encode({"scale": scale, "score": score}).decode()
            await connection.execute(
                _FACT, new_id(), organization_id, sessions.clock.now(), conversation_id, data
            )
    sessions.broker.tell(organization_id, "conversation.changed", {"id": to_text("cnv", conversation_id)})
