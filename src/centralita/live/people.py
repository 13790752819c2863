"""People who hold conversations: take over, write, hand back."""

from uuid import UUID

from centralita import engine
from centralita.kit.errors import Conflict
from centralita.kit.ids import ConversationId, OrganizationId
from centralita.live import journal, transcript
from centralita.live.conversation import ConversationEnded, replay
from centralita.live.database import tenant
from centralita.live.sessions import Sessions
from centralita.live.turns import Turn
from centralita.live.wire import Author, ConversationOut, Extra, MessageOut


class HeldByAnother(Conflict):
    """Another person holds the conversation; `name` says who."""

    code = "conversation_held"


class People:
    """What people of the business do in running conversations."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def say(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        *,
        user_id: UUID,
        name: str,
        text: str,
        client_id: UUID,
    ) -> MessageOut:
        """A person who holds the conversation writes; the agent only takes note."""
        at = self._sessions.clock.now()
        async with tenant(self._sessions.pool, organization_id) as connection:
            kept = await transcript.load(connection, organization_id, conversation_id, client_id)
            if kept.said_before is not None:
                return (await replay(connection, kept)).message
            if kept.state.status == "ended":
                raise ConversationEnded
            if kept.held_by != user_id:
                raise HeldByAnother(name=kept.held_by_name)
            blueprint = await self._sessions.blueprints.get(connection, kept.edition)
            turn = Turn.of(kept, blueprint, at)
            message = turn.add_message(
                "person", text, Extra(author=Author(name)), client_id=client_id, author_id=user_id
            )
            turn.apply(engine.PersonSaid(at=at.timestamp(), text=text))
            change = turn.change(kept.state)
            change.held_by, change.held_by_name = user_id, kept.held_by_name
            await journal.write(connection, organization_id, conversation_id, change)
        self._sessions.tell(change.applied_to(kept), turn)
        return message.out()

    async def take_over(
        self, organization_id: OrganizationId, conversation_id: ConversationId, *, user_id: UUID, name: str
    ) -> tuple[ConversationOut, bool]:
        """A person takes the conversation; whether that changed anything. Raises HeldByAnother."""
        return await self._hold(organization_id, conversation_id, user_id, name, take=True)

    async def hand_back(
        self, organization_id: OrganizationId, conversation_id: ConversationId, *, user_id: UUID, name: str
    ) -> tuple[ConversationOut, bool]:
        """The agent goes on where it was."""
        return await self._hold(organization_id, conversation_id, user_id, name, take=False)

    async def _hold(
        self,
        organization_id: OrganizationId,
        conversation_id: ConversationId,
        user_id: UUID,
        name: str,
        *,
        take: bool,
    ) -> tuple[ConversationOut, bool]:
        at = self._sessions.clock.now()
        async with tenant(self._sessions.pool, organization_id) as connection:
            kept = await transcript.load(connection, organization_id, conversation_id)
            if kept.state.status == "ended":
                raise ConversationEnded
            held = kept.state.status == "held"
            if take and held:
                if kept.held_by != user_id:
                    raise HeldByAnother(name=kept.held_by_name)
                return transcript.conversation_out(conversation_id, kept.state, kept.held_by_name), False
            if not take and kept.state.status == "active":
                return transcript.conversation_out(conversation_id, kept.state, ""), False
            blueprint = await self._sessions.blueprints.get(connection, kept.edition)
            turn = Turn.of(kept, blueprint, at)
            moment = at.timestamp()
            event = engine.TakenOver(at=moment, by=name) if take else engine.HandedBack(at=moment)
            turn.apply(event)
            fact = "conversation.taken_over" if take else "conversation.handed_back"
            turn.add_fact(fact, {"by": name}, actor_kind="user", actor_id=user_id)
            await self._sessions.settle(connection, organization_id, turn)
            change = turn.change(kept.state)
            if take:
                change.person_called = True
                change.held_by, change.held_by_name = user_id, name
            await journal.write(connection, organization_id, conversation_id, change)
        shown = name if take else ""
        self._sessions.tell(change.applied_to(kept), turn)
        return transcript.conversation_out(conversation_id, turn.state, shown), True
