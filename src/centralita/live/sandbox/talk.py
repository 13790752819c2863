"""The talk on a simulated line: agent and person take turns at the pace of speech, one may cut the other short."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from centralita.live.brain.voice import Deed, Spoken, VoiceSession
from centralita.live.sandbox.callee import Callee, Heard, Reaction
from centralita.providers.voice.calls import Utterance

CHARACTERS_A_SECOND: Final = 14.0
_SILENCE_SECONDS: Final = 8.0
_HEARD_BEFORE_CUTTING: Final = 0.4
_HELD_SECONDS: Final = 20.0


class Timekeeper:
    """Seconds of the call: as many times faster than the clock as the pace says."""

    def __init__(self, pace: float) -> None:
        self._pace = pace
        self._began = time.monotonic()

    def now(self) -> float:
        """Seconds since the line opened."""
        return (time.monotonic() - self._began) * self._pace

    async def wait(self, seconds: float) -> None:
        """Let seconds of the call go by."""
        await asyncio.sleep(max(0.0, seconds) / self._pace)

    async def until(self, moment: float) -> None:
        """Wait for a second of the call."""
        await self.wait(moment - self.now())


@dataclass(slots=True)
class Talk:
    """One talk. `said` is told of the transcript each time it grows; the person `picks_up`, or rang us."""

    session: VoiceSession
    callee: Callee
    times: Timekeeper
    said: Callable[[tuple[Utterance, ...]], Awaitable[None]]
    picks_up: bool = True
    transcript: list[Utterance] = field(default_factory=list)
    waits_ms: list[float] = field(default_factory=list)
    _words: str = ""

    async def run(self) -> str:
        """Until somebody hangs up; why, in the platform's words."""
        # Whoever picks up says so before the agent begins.
        if self.picks_up:
            await self._callee_says(self.callee.hello())
        deed = await self._agent_says(self.session.greet())
        while True:
            if deed.kind == "end":
                return "agent_hangup" if deed.reason != "no_response" else "inactivity"
            if deed.kind == "transfer" and deed.number:
                self.transcript.append(self._utterance("system", f"→ {deed.number}", self.times.now()))
                return "call_transfer"
            if deed.kind == "hand_over":
                await self._wait_for_a_person()
            reaction = self.callee.react(self._heard())
            if reaction.kind == "hang_up":
                return await self._leave(reaction)
            deed = await self._agent_says(await self._person(reaction))

    async def _person(self, reaction: Reaction) -> AsyncGenerator[Spoken]:
        match reaction.kind:
            case "silence":
                await self.times.wait(_SILENCE_SECONDS)
                return self.session.silence()
            case "keys":
                await self.times.wait(reaction.after)
                await self._tell("callee", f"[{reaction.text}]", self.times.now())
                return self.session.key(reaction.text)
            case _:
                await self.times.wait(reaction.after)
                await self._callee_says(reaction.text)
                return self.session.hear(reaction.text)

    async def _leave(self, reaction: Reaction) -> str:
        await self.times.wait(reaction.after)
        if reaction.text:
            await self._callee_says(reaction.text)
        return reaction.reason

    async def _wait_for_a_person(self) -> None:
        """Somebody was called in: whoever holds the line waits for a while."""
        await self.times.wait(_HELD_SECONDS)
        self.callee.leaving = self.callee.leaving or "user_hangup"

    async def _agent_says(self, words: AsyncGenerator[Spoken]) -> Deed:
        """Speak the words as they come, at the pace of speech."""
        began, text, deed = -1.0, "", Deed("listen")
        asked = time.perf_counter()
        async with contextlib.aclosing(words):
            async for piece in words:
                if isinstance(piece, Deed):
                    deed = piece
                    break
                if began < 0:
                    began = self.times.now()
                    self.waits_ms.append((time.perf_counter() - asked) * 1000)
                text += piece
        self._words = text.strip()
        if not self._words:
            return deed
        if self.callee.interrupts() and deed.kind == "listen":
            heard = _first_words(self._words, _HEARD_BEFORE_CUTTING)
            await self.times.until(began + len(heard) / CHARACTERS_A_SECOND)
            await self.session.interrupted(heard)
            await self._tell("agent", f"{heard}…", began)
            return deed
        await self.times.until(began + len(self._words) / CHARACTERS_A_SECOND)
        await self._tell("agent", self._words, began)
        return deed

    async def _callee_says(self, text: str) -> None:
        if not text:
            return
        began = self.times.now()
        await self.times.wait(len(text) / CHARACTERS_A_SECOND)
        await self._tell("callee", text, began)

    async def _tell(self, role: Literal["agent", "callee"], text: str, began: float) -> None:
        self.transcript.append(self._utterance(role, text, began))
        await self.said(tuple(self.transcript))

    def _utterance(self, role: Literal["agent", "callee", "system"], text: str, began: float) -> Utterance:
        return Utterance(role, text.replace("\0", "\ufffd"), round(began, 2), round(self.times.now(), 2))

    def _heard(self) -> Heard:
        last = self.session.last
        if last is None:
            return Heard(self._words)
        return Heard(self._words, last.choices or (), last.input)


def _first_words(text: str, share: float) -> str:
    """About that share of a text, to the end of a word."""
    at = text.find(" ", int(len(text) * share))
    return text if at < 0 else text[:at]
