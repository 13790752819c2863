"""Test conversations that go back: the journal is applied again up to a message."""

import msgspec

from centralita import engine
from centralita.kit.errors import NotFound
from centralita.kit.ids import ConversationId, OrganizationId, new_id
from centralita.live import journal, transcript
from centralita.live.database import tenant
from centralita.live.journal import Birth
from centralita.live.sessions import Sessions
from centralita.live.turns import Turn
from centralita.live.wire import ConversationOut, MessageOut, attachment_extra

_encoder = msgspec.json.Encoder()


async def rewind(
    sessions: Sessions, organization_id: OrganizationId, conversation_id: ConversationId, sequence: int
) -> tuple[ConversationId, ConversationOut, list[MessageOut]]:
    """A new test conversation whose history is the old one before the visitor's message `sequence`.

    The journal is applied again to a fresh state: the same events give the same messages.
    """
    fresh = ConversationId(new_id())
    async with tenant(sessions.pool, organization_id) as connection:
        kept = await transcript.load(connection, organization_id, conversation_id)
        if not kept.test:
            raise NotFound(kind="conversation")
        blueprint = await sessions.blueprints.get(connection, kept.edition)
        history = await transcript.entries_until(connection, organization_id, conversation_id, kept.turn)
        first = await connection.fetchrow(
            "SELECT language, variables FROM conversation WHERE organization_id=$1 AND id=$2",
            organization_id,
            conversation_id,
        )
        state = engine.begin(
            blueprint,
            seed=kept.state.seed,
            channel="chat",
            language=first["language"] if first else None,
            variables=kept.state.given,
        )
        begun = state
        turn = Turn(blueprint, state, 0, 0, sessions.clock.now(), kept.agent_id, test=True)
        for event, _effects, took_ms in history:
            if isinstance(event, engine.UserSaid):
                if turn.sequence + 1 >= sequence:
                    break
                turn.add_message("visitor", event.text, attachment_extra(None, event.choice_id))
            turn.apply(event, took_ms)
        change = turn.change(begun)
        change.variables = _encoder.encode(turn.state.variables)
        birth = Birth(
            organization_id=organization_id,
            id=fresh,
            agent_id=kept.agent_id,
            version_id=None,
            edition=kept.edition,
            channel_id=None,
            channel=kept.channel,
            test=True,
            visitor_id="",
            page_url="",
        )
        await journal.write(connection, organization_id, fresh, change, birth)
    return fresh, transcript.conversation_out(fresh, turn.state, ""), turn.told()
