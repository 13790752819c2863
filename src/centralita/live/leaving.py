"""Chats that nobody goes on with: ended as left, so that what is counted of ended conversations counts them, too."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import asyncpg

from centralita import engine
from centralita.identity.organizations.idleness import DEFAULT_MINUTES, SETTING
from centralita.kit.errors import NotFound, Unavailable
from centralita.kit.ids import ConversationId, OrganizationId
from centralita.kit.logs import get_logger
from centralita.live import journal, transcript
from centralita.live.database import LOST, tenant
from centralita.live.sessions import Sessions
from centralita.live.turns import Turn

# Of one organization in one round.
_AT_ONCE: Final = 200
# Who waits for a person, or has one, is left alone for longer: people come back to it after the weekend.
_HANDED_OFF: Final = timedelta(hours=72)

_ORGANIZATIONS: Final = "SELECT id, COALESCE((settings ->> $1)::int, $2) FROM organization"
# Somebody's yes, a timer or a model that is waited for is not idleness. Read by the index of what is open.
_IDLE: Final = (
    "SELECT c.id FROM conversation c WHERE c.organization_id = $1 AND c.status IN ('active', 'handed_off') AND NOT c.test"
    " AND c.channel <> 'voice' AND c.active_at < $2"
    " AND c.last_at < CASE c.status WHEN 'active' THEN $2 ELSE $3 END"
    " AND NOT EXISTS (SELECT 1 FROM pending_effect p WHERE p.conversation_id = c.id)"
    " ORDER BY c.active_at LIMIT $4"
)
_STILL: Final = "SELECT last_at < $3 FROM conversation WHERE organization_id = $1 AND id = $2"

log = get_logger(__name__)


class Leaving:
    """Ends what was left, in every process: whoever comes second finds it ended."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._task: asyncio.Task[None] | None = None

    def start(self, every: float) -> None:
        """Begin to look, so many seconds apart; 0: never."""
        if every:
            self._task = asyncio.create_task(self._keep_looking(every))

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def round(self) -> int:
        """End what is idle everywhere, the longest left first; how many."""
        ended = 0
        for organization_id, minutes in await self._sessions.pool.fetch(
            _ORGANIZATIONS, SETTING, DEFAULT_MINUTES
        ):
            ended += await self.round_of(OrganizationId(organization_id), timedelta(minutes=minutes))
        return ended

    async def round_of(self, organization_id: OrganizationId, patience: timedelta) -> int:
        """The same of one organization, at most so many as a round may take."""
        at = self._sessions.clock.now()
        quiet, forgotten = at - patience, at - max(patience, _HANDED_OFF)
        async with tenant(self._sessions.pool, organization_id) as connection:
            rows = await connection.fetch(_IDLE, organization_id, quiet, forgotten, _AT_ONCE)
        ended = 0
        for row in rows:
            try:
                ended += await self._end(organization_id, ConversationId(row["id"]), quiet, at)
            except Unavailable:
                raise
            except Exception:
                # One that cannot be read keeps no other from being ended.
                log.exception("idle_chat_stays", conversation=str(row["id"]))
        return ended

    async def _end(
        self, organization_id: OrganizationId, conversation_id: ConversationId, quiet: datetime, at: datetime
    ) -> bool:
        async with tenant(self._sessions.pool, organization_id) as connection:
            try:
                kept = await transcript.load(connection, organization_id, conversation_id)
            except NotFound:
                return False
            # Somebody wrote, or a person took it, between the look and the lock.
            still = await connection.fetchval(_STILL, organization_id, conversation_id, quiet)
            if not still or kept.state.status == "ended" or kept.state.pending:
                return False
            turn = Turn.of(kept, await self._sessions.blueprints.get(connection, kept.edition), at)
            turn.apply(engine.HungUp(at=at.timestamp(), by="idleness"))
            change = turn.change(kept.state)
            await journal.write(connection, organization_id, conversation_id, change)
        self._sessions.tell(change.applied_to(kept), turn)
        return True

    async def _keep_looking(self, every: float) -> None:
        while True:
            await asyncio.sleep(every)
            try:
                await self.round()
            except (Unavailable, *LOST, asyncpg.PostgresError):
                log.debug("leaving_waits")
