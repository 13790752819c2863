"""A phone call as the brain has it: what is heard goes in, words come out as they are written, then what to do.

One class for every wire. The conversation behind it is kept as a chat's is, so a call that is cut off goes on where
it was, in another process too.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal
from uuid import UUID, uuid5

import asyncpg

from centralita import engine
from centralita.kit.errors import NotFound
from centralita.kit.ids import BlueprintId, ConversationId, OrganizationId, new_id
from centralita.ledger.events.hints import Hint
from centralita.live import transcript
from centralita.live.brain.aloud import Aloud
from centralita.live.conversation import VOICE, AgentAway, ConversationEnded, KeysRequest, Opening, in_trial
from centralita.live.database import Connection, tenant
from centralita.live.sessions import Sessions
from centralita.live.transcript import Kept, News
from centralita.live.trials import TRIAL_COLUMNS, TRIAL_JOIN, trial_in
from centralita.live.wire import MessageOut, SayRequest
from centralita.studio.experiments.domain.assignment import Place, Trial, persons_of

# A hint that got lost costs no more than this.
_LOOK_EVERY: Final = 3.0
# A pause that a flow makes on purpose is waited for; anything longer speaks when its time has come.
_SHORT_PAUSE: Final = 5.0
_LONGEST: Final = 8_000
# Whose call it is matters only while an experiment runs: it is not looked up otherwise. A call that a member of the
# organization makes from the dashboard is a test.
_FIND: Final = (
    "SELECT a.status, a.languages, v.blueprint_id, COALESCE($3, a.live_version_id) AS version_id,"  # noqa: S608 - our own
    f" {TRIAL_COLUMNS}, l.visitor_id, COALESCE(l.tried, false) AS tried, COALESCE(l.contact_id,"
    " (SELECT k.contact_id FROM contact_key k WHERE x.id IS NOT NULL AND k.organization_id = a.organization_id"
    " AND k.kind = 'phone' AND k.value = $5 LIMIT 1)) AS contact_id"
    " FROM agent a"
    " LEFT JOIN agent_version v ON v.organization_id = a.organization_id AND v.agent_id = a.id"
    " AND v.id = COALESCE($3, a.live_version_id)"
    f" {TRIAL_JOIN}"
    " LEFT JOIN LATERAL (SELECT c.contact_id, c.variables ->> 'visitor_id' AS visitor_id,"
    " c.direction = 'web' AND c.created_by IS NOT NULL AS tried FROM call c WHERE x.id IS NOT NULL"
    " AND c.organization_id = a.organization_id AND c.conversation_id = $4 LIMIT 1) l ON true"
    " WHERE a.organization_id = $1 AND a.id = $2"
)
# A caller who was written down as a contact after their first call stays who they were; so do two that became one.
_NUMBERS: Final = (
    "SELECT value FROM contact_key WHERE organization_id = $1 AND contact_id = $2 AND kind = 'phone'"
)
_BEFORE: Final = (
    "SELECT arm, person FROM experiment_entry WHERE organization_id = $1 AND experiment_id = $2"
    " AND (person = ANY($3::text[]) OR contact_id = $4) ORDER BY at, id LIMIT 1"
)
_LAST_TRANSFER: Final = (
    "SELECT effects FROM journal_entry WHERE organization_id = $1 AND conversation_id = $2"
    " ORDER BY turn DESC LIMIT 20"
)


@dataclass(frozen=True, slots=True)
class CallContext:
    """Who calls whom. `version_id` None is the agent's live version. `variables` are known of the contact."""

    organization_id: OrganizationId
    agent_id: UUID
    conversation_id: ConversationId
    version_id: UUID | None = None
    language: str | None = None
    variables: Mapping[str, engine.Value] | None = None
    caller: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What the line should do after the words: go on listening, connect to `number`, or hang up.

    `hand_over` says that a person was called; the agent is silent until they give the talk back.
    """

    kind: Literal["listen", "end", "transfer", "hand_over"]
    number: str = ""
    reason: str = ""


LISTEN: Final = Deed("listen")
# Pieces of text, then one Deed.
Spoken = str | Deed
Act = Callable[[], Awaitable[None]]


class VoiceCalls:
    """Opens the sessions of calls."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    @contextlib.asynccontextmanager
    async def session(self, context: CallContext) -> AsyncGenerator["VoiceSession"]:
        """The call's session: a new one, or where it stopped when its line was cut. Raises AgentAway."""
        sessions = self.sessions
        with sessions.broker.listening(context.conversation_id) as hints:
            known = await self._known(context)
            first: list[MessageOut] = []
            if known is None:
                opening = await self._opening(context)
                try:
                    _, _, first = await sessions.start(opening)
                except asyncpg.UniqueViolationError:
                    # Two lines for one call at the same moment: the other one was first.
                    known = await self._known(context)
            session = VoiceSession(sessions, context, hints, known, first)
            try:
                yield session
            finally:
                await session.settled()

    async def _known(self, context: CallContext) -> Kept | None:
        try:
            async with tenant(self.sessions.pool, context.organization_id) as connection:
                kept = await transcript.load(connection, context.organization_id, context.conversation_id)
        except NotFound:
            return None
        if kept.agent_id != context.agent_id or kept.channel != VOICE:
            # Whoever opens one agent's brain gets into no other talk by naming it.
            raise AgentAway
        return kept

    async def _opening(self, context: CallContext) -> Opening:
        async with tenant(self.sessions.pool, context.organization_id) as connection:
            row = await connection.fetchrow(
                _FIND,
                context.organization_id,
                context.agent_id,
                context.version_id,
                context.conversation_id,
                context.caller,
            )
            trial = None if row is None else trial_in(row)
            before = (
                await _place_before(connection, context, trial, row["contact_id"])
                if row is not None and trial is not None and row["contact_id"] is not None
                else None
            )
        if row is None or row["blueprint_id"] is None or row["status"] in {"paused", "archived"}:
            raise AgentAway
        opening = Opening(
            organization_id=context.organization_id,
            agent_id=context.agent_id,
            version_id=row["version_id"],
            blueprint_id=BlueprintId(row["blueprint_id"]),
            channel_id=None,
            channel=VOICE,
            test=False,
            language=context.language,
            visitor_id=context.caller[:64],
            variables=dict(context.variables or {}),
            conversation_id=context.conversation_id,
        )
        if row["tried"]:
            return opening
        return in_trial(opening, trial, row["contact_id"], (row["visitor_id"] or "")[:64], before)


async def _place_before(
    connection: Connection, context: CallContext, trial: Trial, contact_id: UUID
) -> Place | None:
    """The place that a contact had in an experiment, under whichever of its numbers; None when it had none yet."""
    numbers = await connection.fetch(_NUMBERS, context.organization_id, contact_id)
    persons = persons_of(trial, contact_id, {context.caller, *(each["value"] for each in numbers)})
    row = await connection.fetchrow(_BEFORE, context.organization_id, trial.id, persons, contact_id)
    return None if row is None else Place(trial.id, row["arm"], row["person"])


class VoiceSession:
    """One call. Each act yields pieces of text as they are written and then a Deed; one act at a time.

    Whoever stops reading an act (the caller spoke meanwhile) simply begins the next one: what was asked for before is
    not waited for any more, and nothing of it is said.
    """

    def __init__(
        self,
        sessions: Sessions,
        context: CallContext,
        hints: "asyncio.Queue[Hint]",
        known: Kept | None,
        first: list[MessageOut],
    ) -> None:
        self._sessions = sessions
        self._organization_id = context.organization_id
        self.conversation_id = context.conversation_id
        self._hints = hints
        self._first = first
        self._sequence = known.sequence if known else 0
        self.resumed = known is not None
        self._acting: asyncio.Task[None] | None = None
        self._aloud = Aloud()
        # The transfer that the line was told of and whose outcome we do not know.
        transfer = known.state.memo.get("transfer") if known else None
        self._transfer = transfer if isinstance(transfer, str) else ""
        self._called = known is not None and known.state.status == "waiting_person"
        self.last: MessageOut | None = None
        """What the agent said last: its choices and input say what it expects."""

    # What comes in

    async def greet(self) -> AsyncGenerator[Spoken]:
        """What the agent says first; nothing where the call goes on after a cut."""
        async for spoken in self._answer(_nothing):
            yield spoken

    async def hear(self, text: str, *, key: str = "") -> AsyncGenerator[Spoken]:
        """The caller said this. The same `key` again is the same utterance."""
        said = SayRequest(client_id=self._client_id(key), text=text[:_LONGEST])
        async for spoken in self._answer(partial(self._say, said) if text.strip() else _nothing):
            yield spoken

    async def key(self, digits: str, *, key: str = "") -> AsyncGenerator[Spoken]:
        """The caller pressed keys."""
        said = KeysRequest(client_id=self._client_id(key), text=digits[:64])
        async for spoken in self._answer(partial(self._say, said) if digits.strip() else _nothing):
            yield spoken

    async def silence(self) -> AsyncGenerator[Spoken]:
        """Nothing came for a while."""
        async for spoken in self._answer(partial(self._give, engine.CallerSilent(at=self._now()))):
            yield spoken

    async def unasked(self) -> AsyncGenerator[Spoken]:
        """What the agent says by itself between the acts, such as after a pause; a Deed after each. Never ends."""
        while True:
            hint = await self._next_hint()
            async for spoken in self._catch_up(hint):
                yield spoken
            deed = self._deed(await self._state())
            if self._aloud.take_spoke() or deed != LISTEN:
                yield await self._complete(deed)

    async def interrupted(self, said: str) -> None:
        """The caller spoke before the agent's last words were all said; `said` is what was heard of them."""
        await self._act(partial(self._give, engine.Interrupted(at=self._now(), said=said[:_LONGEST])))

    async def hung_up(self, by: str = "caller") -> None:
        """The line is closed. A transfer that the line was told of has gone well then."""
        if self._transfer:
            await self._act(partial(self._transferred, ok=True))
        await self._act(partial(self._give, engine.HungUp(at=self._now(), by=by)))

    async def state(self) -> engine.State:
        """Where the conversation stands."""
        return await self._state()

    async def settled(self) -> None:
        """What is under way is finished, however the line ended."""
        if self._acting is not None:
            with contextlib.suppress(Exception):
                await asyncio.shield(self._acting)

    # How it is answered

    async def _answer(self, act: Act) -> AsyncGenerator[Spoken]:
        self._aloud.begin()
        await self._act(self._after_a_transfer(act))
        first, self._first = self._first, []
        async for spoken in self._speak(first):
            yield spoken
        while not self._hints.empty():
            async for spoken in self._catch_up(self._hints.get_nowait()):
                yield spoken
        async for spoken in self._catch_up(None):
            yield spoken
        while _busy(await self._state()):
            async for spoken in self._catch_up(await self._next_hint()):
                yield spoken
        self._aloud.take_spoke()
        yield await self._complete(self._deed(await self._state()))

    async def _act(self, act: Act) -> None:
        """Do it to its end even when nobody waits any more: half a turn is never kept, so a whole one must be."""
        task = asyncio.create_task(self._in_turn(self._acting, act))
        self._acting = task
        with contextlib.suppress(ConversationEnded):
            await asyncio.shield(task)

    async def _in_turn(self, before: "asyncio.Task[None] | None", act: Act) -> None:
        if before is not None:
            with contextlib.suppress(Exception):
                await before
        await act()

    def _after_a_transfer(self, act: Act) -> Act:
        async def both() -> None:
            if self._transfer:
                # Still on the line, so nobody took the call.
                await self._transferred(ok=False)
            await act()

        return both

    async def _say(self, said: SayRequest) -> None:
        await self._sessions.say(self._organization_id, self.conversation_id, said)

    async def _give(self, event: engine.Event) -> None:
        await self._sessions.give(self._organization_id, self.conversation_id, event)

    async def _transferred(self, *, ok: bool, error: str = "came_back") -> None:
        effect, self._transfer = self._transfer, ""
        await self._give(
            engine.ToolReturned(at=self._now(), effect_id=effect, ok=ok, error=None if ok else error)
        )

    async def _next_hint(self) -> Hint | None:
        try:
            async with asyncio.timeout(_LOOK_EVERY):
                return await self._hints.get()
        except TimeoutError:
            return None

    async def _catch_up(self, hint: Hint | None) -> AsyncGenerator[Spoken]:
        """Say what is new: a piece of what is being written, or whole messages."""
        if hint is not None and hint.kind == "delta":
            effect = str(hint.body.get("turn", ""))
            if any(ask.id == effect for ask in (await self._state()).pending):
                piece = self._aloud.piece(effect, str(hint.body.get("text", "")))
                if piece:
                    yield piece
            return
        if hint is not None and hint.kind not in {"message", "look"}:
            return
        news = hint.body.get("news") if hint is not None else None
        if isinstance(news, News) and news.messages and news.messages[0].sequence <= self._sequence + 1:
            messages = news.messages
        else:
            kept = self._recall()
            if kept is not None and kept.sequence <= self._sequence:
                return
            async with tenant(self._sessions.pool, self._organization_id) as connection:
                messages = await transcript.messages_after(
                    connection, self._organization_id, self.conversation_id, self._sequence
                )
        async for spoken in self._speak(messages):
            yield spoken

    async def _speak(self, messages: list[MessageOut]) -> AsyncGenerator[Spoken]:
        for message in messages:
            if message.sequence <= self._sequence:
                continue
            self._sequence = message.sequence
            if message.role != "agent":
                continue
            self.last = message
            piece = self._aloud.message(message, (await self._state()).language)
            if piece:
                yield piece

    def _deed(self, state: engine.State) -> Deed:
        if state.status == "ended":
            return Deed("end", reason=state.outcome)
        if state.status == "waiting_person":
            called, self._called = self._called, True
            return LISTEN if called else Deed("hand_over")
        self._called = False
        effect = state.memo.get("transfer")
        if state.status == "active" and isinstance(effect, str) and effect != self._transfer:
            return Deed("transfer", reason=effect)
        return LISTEN

    async def _complete(self, deed: Deed) -> Deed:
        """A transfer with its number; one that a phone cannot do has failed, and the agent goes on."""
        if deed.kind != "transfer":
            return deed
        transfer = await self._find_transfer(deed.reason)
        self._transfer = deed.reason
        if transfer is None or transfer.target != "phone":
            return Deed("transfer")
        return Deed("transfer", number=transfer.to, reason=transfer.summary)

    async def _find_transfer(self, effect_id: str) -> engine.Transfer | None:
        async with tenant(self._sessions.pool, self._organization_id) as connection:
            rows = await connection.fetch(_LAST_TRANSFER, self._organization_id, self.conversation_id)
        effects = (effect for row in rows for effect in engine.decode_effects(row["effects"]))
        return next(
            (one for one in effects if isinstance(one, engine.Transfer) and one.id == effect_id), None
        )

    def _recall(self) -> Kept | None:
        return self._sessions.memory.recall(self._organization_id, self.conversation_id)

    async def _state(self) -> engine.State:
        kept = self._recall()
        if kept is None:
            async with tenant(self._sessions.pool, self._organization_id) as connection:
                kept = await transcript.load(connection, self._organization_id, self.conversation_id)
            self._sessions.memory.keep(kept)
        return kept.state

    def _client_id(self, key: str) -> UUID:
        return uuid5(self.conversation_id, key) if key else new_id()

    def _now(self) -> float:
        return self._sessions.clock.now().timestamp()


def _busy(state: engine.State) -> bool:
    """Whether the agent is about to say something: a model is asked, a tool runs, a short pause goes by."""
    return state.status == "active" and any(
        not isinstance(ask, engine.StartTimer) or ask.seconds <= _SHORT_PAUSE for ask in state.pending
    )


async def _nothing() -> None: ...


async def words_and_deed(spoken: AsyncGenerator[Spoken]) -> tuple[str, Deed]:
    """An act to its end at once: all that was said, and the Deed."""
    words: list[str] = []
    deed = LISTEN
    async with contextlib.aclosing(spoken):
        async for piece in spoken:
            if isinstance(piece, Deed):
                deed = piece
            else:
                words.append(piece)
    return "".join(words), deed
