"""The life of one simulated call: it rings, somebody talks or does not, it ends, and the webhooks tell of it."""

import asyncio
import time
from dataclasses import replace
from typing import Final

import asyncpg

from centralita.kit.clock import Clock
from centralita.kit.errors import AppError
from centralita.kit.logs import get_logger
from centralita.kit.storage import Storage
from centralita.live.brain.answering import Answering, Closed, closed_now, turned_away
from centralita.live.brain.ports import Calls, conversation_for
from centralita.live.brain.voice import LISTEN, CallContext, Deed, VoiceCalls, VoiceSession
from centralita.live.database import LOST
from centralita.live.intake import Intake
from centralita.live.sandbox.browser import BrowserTalk, Guest
from centralita.live.sandbox.callee import Callee
from centralita.live.sandbox.judging import cost_of, latencies, sentiment_of, successful, summary_of
from centralita.live.sandbox.personas import Pickup, persona_of
from centralita.live.sandbox.phrases import lines_of
from centralita.live.sandbox.store import Order, Store
from centralita.live.sandbox.talk import CHARACTERS_A_SECOND, Talk, Timekeeper
from centralita.providers.voice.calls import CallSnapshot, CallStatus, Ending, Utterance
from centralita.providers.voice.platforms import VoicePlatform
from centralita.providers.voice.sandbox_events import write_event
from centralita.providers.voice.signatures import signed
from centralita.studio.sandbox import speaking
from centralita.studio.sandbox.catalogue import default_voice
from centralita.studio.sandbox.domain import Deployed

# What the platform says → our word and whether the call came about.
ENDINGS: Final = {
    "user_hangup": (Ending.CALLEE_HUNG_UP, CallStatus.COMPLETED),
    "agent_hangup": (Ending.AGENT_HUNG_UP, CallStatus.COMPLETED),
    "call_transfer": (Ending.TRANSFERRED, CallStatus.COMPLETED),
    "voicemail_reached": (Ending.VOICEMAIL, CallStatus.COMPLETED),
    "inactivity": (Ending.SILENCE, CallStatus.COMPLETED),
    "max_duration_reached": (Ending.TOO_LONG, CallStatus.COMPLETED),
    "user_requested_dnc": (Ending.OPTED_OUT, CallStatus.COMPLETED),
    "user_requested_callback": (Ending.CALLBACK_WANTED, CallStatus.COMPLETED),
    "manual_stopped": (Ending.STOPPED, CallStatus.CANCELLED),
    "dial_busy": (Ending.BUSY, CallStatus.FAILED),
    "dial_no_answer": (Ending.NO_ANSWER, CallStatus.FAILED),
    "user_declined": (Ending.DECLINED, CallStatus.FAILED),
    "invalid_destination": (Ending.INVALID_NUMBER, CallStatus.FAILED),
    "error_llm": (Ending.BRAIN_FAILED, CallStatus.FAILED),
    "error_user_not_joined": (Ending.NO_ANSWER, CallStatus.FAILED),
    "error_process_lost": (Ending.PLATFORM_FAILED, CallStatus.FAILED),
}
_UNANSWERED: Final = {
    Pickup.BUSY: "dial_busy",
    Pickup.NO_ANSWER: "dial_no_answer",
    Pickup.DECLINES: "user_declined",
    Pickup.INVALID: "invalid_destination",
}
_ANALYSIS_SECONDS: Final = 1.0
_CONFIDENCE: Final = 1.0
_TRIES: Final = 4

log = get_logger(__name__)


def other_number(snapshot: CallSnapshot) -> str:
    """The number of whoever is at the other end; a browser has none."""
    return snapshot.from_number if snapshot.direction == "inbound" else snapshot.to_number


class Platform:
    """What a call needs of the rest of the process."""

    def __init__(
        self,
        store: Store,
        voices: VoiceCalls,
        calls: Calls,
        intake: Intake,
        storage: Storage,
        clock: Clock,
        pace: float,
        answering: Answering,
    ) -> None:
        self.answering = answering
        self.store, self.voices, self.calls, self.intake = store, voices, calls, intake
        self.storage, self.clock, self.pace = storage, clock, pace


class SimulatedCall:
    """Makes one call. `stop` set hangs up at once. With a `guest` a person at a browser talks, at their own pace."""

    def __init__(self, platform: Platform, order: Order, guest: Guest | None = None) -> None:
        self._platform = platform
        self._order = order
        self._guest = guest
        self._deployed = Deployed.read(order.config)
        self._persona = persona_of(other_number(order.snapshot))
        self._pace = platform.pace if guest is None else 1.0
        self._times = Timekeeper(self._pace)
        self._now = order.snapshot
        self._language = order.variables.get("language") or self._deployed.language or "en"
        self._talk: Talk | BrowserTalk | None = None
        self._outcome = ""
        self.stop = asyncio.Event()

    async def make(self) -> None:
        """From queued to told in full."""
        if self._now.status.ended:
            # Stopped before anybody was at it, or cut right after its end: only told of.
            await self._become(self._now, "call_ended")
            await self._analyse(self._now)
            return
        if self._now.status is not CallStatus.QUEUED:
            # Somebody else was at it and is no more: what was said then is lost.
            await self._end("error_process_lost")
            return
        if self._now.direction == "web" and self._guest is None:
            # The time to join is over.
            await self._end("error_user_not_joined")
            return
        life = asyncio.create_task(self._live())
        stopped = asyncio.create_task(self.stop.wait())
        try:
            await asyncio.wait({life, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if life.done():
                reason = life.result()
            else:
                life.cancel()
                await asyncio.gather(life, return_exceptions=True)
                reason = "manual_stopped"
        finally:
            for task in (life, stopped):
                task.cancel()
            await asyncio.gather(life, stopped, return_exceptions=True)
        await self._end(reason)

    async def _live(self) -> str:
        if self._guest is not None:
            await self._answered()
            return await self._person()
        await self._become(replace(self._now, status=CallStatus.RINGING), "call_ringing")
        # Whoever rings a number of ours has picked up already.
        inbound = self._now.direction == "inbound"
        pickup = Pickup.ANSWERS if inbound else self._persona.pickup
        rings = self._order.ring_seconds if pickup is Pickup.NO_ANSWER else self._persona.rings
        await self._times.wait(min(rings, self._order.ring_seconds))
        if pickup in _UNANSWERED:
            return _UNANSWERED[pickup]
        if rings > self._order.ring_seconds:
            return "dial_no_answer"
        await self._answered()
        if pickup is Pickup.VOICEMAIL:
            return await self._machine()
        return await self._person()

    async def _answered(self) -> None:
        self._times = Timekeeper(self._pace)
        answered = replace(
            self._now,
            status=CallStatus.IN_PROGRESS,
            answered_at=self._platform.clock.now(),
            duration_seconds=0.0,
        )
        await self._become(answered, "call_started")

    async def _machine(self) -> str:
        greeting = lines_of(self._language)["machine"][0]
        await self._times.wait(len(greeting) / CHARACTERS_A_SECOND)
        await self._grown((Utterance("callee", greeting, 0.0, round(self._times.now(), 2), _CONFIDENCE),))
        return "voicemail_reached"

    async def _person(self) -> str:
        order = self._order
        snapshot = order.snapshot
        if snapshot.direction == "inbound":
            answering = self._platform.answering
            closed = await closed_now(answering, order.organization_id, order.account_id, snapshot.to_number)
            if closed is not None:
                return await self._turned_away(closed)
        context = CallContext(
            organization_id=order.organization_id,
            agent_id=self._deployed.agent_id or order.id,
            version_id=self._deployed.version_id,
            conversation_id=await conversation_for(
                self._platform.calls,
                order.organization_id,
                order.account_id,
                order.snapshot.our_call,
                order.snapshot.call_id,
            ),
            language=order.variables.get("language") or self._deployed.language or None,
            variables=dict(order.variables),
            caller=other_number(order.snapshot),
        )
        reason = "error_llm"
        try:
            async with self._platform.voices.session(context) as session:
                state = await session.state()
                self._language = state.language
                self._talk = await self._begin_talk(session)
                try:
                    async with asyncio.timeout(self._deployed.max_minutes * 60 / self._pace):
                        reason = await self._talk.run()
                except TimeoutError:
                    reason = "max_duration_reached"
                finally:
                    await asyncio.shield(session.hung_up("caller" if reason == "user_hangup" else "platform"))
                    after = await session.state()
                    collected = {
                        name: value
                        for name, value in after.variables.items()
                        if value not in (None, "") and name not in order.variables
                    }
                    self._now = replace(self._now, collected=collected)
                    self._outcome = after.outcome
        except (AppError, asyncpg.PostgresError, *LOST) as error:
            log.warning("sandbox_brain_failed", call=str(order.id), error=repr(error))
            return "error_llm"
        return reason

    async def _turned_away(self, closed: Closed) -> str:
        """Outside the number's hours whoever rings hears so, or is passed on."""
        began, words, deed = self._times.now(), "", LISTEN
        async for spoken in turned_away(closed):
            if isinstance(spoken, Deed):
                deed = spoken
            else:
                words += spoken
        await self._times.wait(len(words) / CHARACTERS_A_SECOND)
        said = [Utterance("agent", words, round(began, 2), round(self._times.now(), 2))]
        if deed.kind == "transfer":
            said.append(Utterance("system", f"→ {deed.number}", round(self._times.now(), 2)))
        await self._grown(tuple(said))
        return "call_transfer" if deed.kind == "transfer" else "agent_hangup"

    async def _begin_talk(self, session: VoiceSession) -> Talk | BrowserTalk:
        if self._guest is None:
            callee = Callee(self._persona, self._language, other_number(self._order.snapshot))
            rang = self._order.snapshot.direction == "inbound"
            return Talk(session, callee, self._times, self._grown, picks_up=not rang)
        await self._guest.tell({"type": "joined", "language": self._language})
        return BrowserTalk(session, self._guest, self._times, self._grown)

    async def _end(self, reason: str) -> None:
        if self._guest is not None:
            await self._guest.tell({"type": "ended", "reason": reason})
        ending, status = ENDINGS[reason]
        moment = self._platform.clock.now()
        talked = self._now.answered_at is not None
        transcript = tuple(self._talk.transcript) if self._talk else self._now.transcript
        seconds = self._now.duration_seconds
        if reason != "error_process_lost" and talked:
            seconds = round(self._times.now(), 2)
        ended = replace(
            self._now,
            status=status,
            ending=ending,
            platform_reason=reason,
            ended_at=moment,
            duration_seconds=seconds if talked else 0.0,
            transcript=transcript,
            transcript_final=True,
            cost=cost_of(seconds or 0.0) if talked else (),
            cost_final=True,
            latency_ms=latencies(self._talk.waits_ms if self._talk else ()),
        )
        key = await self._recorded(ended) if talked else ""
        ended = replace(ended, has_recording=bool(key))
        await self._become(ended, "call_ended", key)
        await self._analyse(ended)

    async def _analyse(self, ended: CallSnapshot) -> None:
        talked, transcript = ended.answered_at is not None, ended.transcript
        await self._times.wait(_ANALYSIS_SECONDS)
        analyzed = replace(
            ended,
            summary=summary_of(ended, self._language) if talked else "",
            sentiment=sentiment_of(transcript) if talked else "",
            successful=successful(ended.ending, self._outcome, transcript),
        )
        await self._become(analyzed, "call_analyzed")

    async def _grown(self, transcript: tuple[Utterance, ...]) -> None:
        grown = replace(self._now, transcript=transcript, duration_seconds=round(self._times.now(), 2))
        await self._become(grown, "transcript_updated")

    async def _become(self, snapshot: CallSnapshot, event: str, recording_key: str = "") -> None:
        """Keep how it stands, then tell of it; as often as the database needs."""
        self._now = snapshot
        if await self._persist(snapshot, recording_key):
            self.stop.set()
        await self._tell(write_event(event, snapshot))

    async def _persist(self, snapshot: CallSnapshot, recording_key: str) -> bool:
        for tried in range(_TRIES):
            try:
                return await self._platform.store.save(self._order, snapshot, recording_key or None)
            except (AppError, asyncpg.PostgresError, *LOST):
                if tried == _TRIES - 1:
                    raise
                await asyncio.sleep(0.5 * 2**tried)
        return False

    async def _tell(self, raw: bytes) -> None:
        """As a platform does: signed bytes, sent again for a while when they are not taken."""
        for tried in range(_TRIES):
            headers = signed(VoicePlatform.SANDBOX, raw, self._order.secret, self._platform.clock.now())
            try:
                await self._platform.intake.deliver(self._order.hook, raw, headers)
            except (AppError, asyncpg.PostgresError, *LOST) as error:
                log.warning("sandbox_webhook_failed", call=str(self._order.id), error=repr(error))
                await asyncio.sleep(0.5 * 2**tried)
            else:
                return

    async def _recorded(self, snapshot: CallSnapshot) -> str:
        """The call spoken by two voices, where there is something to speak with; the key of the file.

        A person's words are never put into a voice that is not theirs: a web call has no recording.
        """
        if self._guest is not None or not speaking.speaks() or not snapshot.transcript:
            return ""
        agent = self._deployed.voice or default_voice(self._language)
        callee = default_voice(self._language)
        if callee == agent:
            callee = "es_hugo" if agent.startswith("es") else "en_jack"
        lines = [
            (agent if one.role == "agent" else callee, one.text, one.at or 0.0)
            for one in snapshot.transcript
            if one.role in {"agent", "callee"}
        ]
        key = f"recordings/sandbox/{self._order.organization_id.hex}/{self._order.id.hex}.wav"
        began = time.monotonic()
        try:
            audio = await asyncio.to_thread(speaking.record, lines, self._language)
            await asyncio.to_thread(self._platform.storage.put, key, [audio])
        except (OSError, ValueError, AppError, *speaking.FAILURES) as error:
            log.warning("sandbox_recording_failed", call=str(self._order.id), error=repr(error))
            return ""
        log.debug("sandbox_recorded", seconds=time.monotonic() - began)
        return key
