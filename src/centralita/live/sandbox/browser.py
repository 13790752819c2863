"""The talk of a web call: somebody at a browser says or types, the agent's words go there to be spoken or read."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

import asyncpg

from centralita.kit.errors import AppError
from centralita.kit.logs import get_logger
from centralita.live.brain.voice import Deed, Spoken, VoiceSession
from centralita.live.database import LOST
from centralita.live.sandbox.talk import CHARACTERS_A_SECOND, Timekeeper
from centralita.providers.voice.calls import Utterance

# Somebody who types needs longer than somebody who speaks; each key that is pressed starts it anew.
_SILENCE_SECONDS: Final = 40.0
_TROUBLE: Final = (AppError, asyncpg.PostgresError, *LOST)

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Word:
    """What comes from the browser. `heard` is how much of the agent's last words was spoken before they were cut."""

    kind: Literal["say", "keys", "typing", "hang_up", "gone"]
    text: str = ""
    heard: str | None = None


class Guest(Protocol):
    """Somebody at a browser."""

    async def tell(self, message: Mapping[str, object]) -> None:
        """Send; nothing happens once they are gone."""
        ...

    async def next(self) -> Word:
        """What they do next; `gone` for ever once the line is closed."""
        ...


@dataclass(slots=True)
class BrowserTalk:
    """One talk. `said` is told of the transcript each time it grows."""

    session: VoiceSession
    guest: Guest
    times: Timekeeper
    said: Callable[[tuple[Utterance, ...]], Awaitable[None]]
    transcript: list[Utterance] = field(default_factory=list)
    waits_ms: list[float] = field(default_factory=list)
    _turn: int = 0
    _speaking: "asyncio.Task[None] | None" = None
    _deeds: "asyncio.Queue[Deed]" = field(default_factory=asyncio.Queue)

    async def run(self) -> str:
        """Until somebody hangs up; why, in the platform's words."""
        self._speak(self.session.greet())
        next_word = asyncio.create_task(self.guest.next())
        next_deed = asyncio.create_task(self._deeds.get())
        try:
            while True:
                done, _ = await asyncio.wait(
                    {next_word, next_deed},
                    timeout=self._patience(),
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if next_word in done:
                    word = next_word.result()
                    if word.kind in {"hang_up", "gone"}:
                        return "user_hangup"
                    await self._take(word)
                    next_word = asyncio.create_task(self.guest.next())
                elif next_deed in done:
                    reason = _over(next_deed.result())
                    if reason:
                        return reason
                    next_deed = asyncio.create_task(self._deeds.get())
                else:
                    self._speak(self.session.silence())
        finally:
            tasks = [task for task in (next_word, next_deed, self._speaking) if task is not None]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _patience(self) -> float:
        """The agent's last words have to be heard first."""
        agent = next((one for one in reversed(self.transcript) if one.role == "agent"), None)
        return _SILENCE_SECONDS + (len(agent.text) / CHARACTERS_A_SECOND if agent else 0.0)

    async def _take(self, word: Word) -> None:
        text = word.text.strip()
        if word.kind == "typing" or not text:
            return
        await self._silent()
        if word.heard is not None:
            await self._cut(word.heard)
        at = round(self.times.now(), 2)
        shown = f"[{text}]" if word.kind == "keys" else text
        self.transcript.append(Utterance("callee", shown.replace("\0", "\ufffd"), at))
        await self.said(tuple(self.transcript))
        self._speak(self.session.key(text) if word.kind == "keys" else self.session.hear(text))

    async def _cut(self, heard: str) -> None:
        """They spoke before the agent's last words were all spoken."""
        last = self.transcript[-1] if self.transcript else None
        if last is None or last.role != "agent" or not last.text.startswith(heard.rstrip()):
            return
        self.transcript[-1] = Utterance("agent", f"{heard.rstrip()}…", last.at)
        await self.session.interrupted(heard)

    def _speak(self, words: AsyncGenerator[Spoken]) -> None:
        self._speaking = asyncio.create_task(self._speak_after(self._speaking, words))

    async def _silent(self) -> None:
        if self._speaking is not None:
            self._speaking.cancel()
            await asyncio.gather(self._speaking, return_exceptions=True)

    async def _speak_after(self, before: "asyncio.Task[None] | None", words: AsyncGenerator[Spoken]) -> None:
        if before is not None:
            before.cancel()
            await asyncio.gather(before, return_exceptions=True)
        try:
            await self._utter(words, once=True)
            await self._utter(self.session.unasked(), once=False)
        except _TROUBLE as error:
            log.warning("brain_failed", conversation=str(self.session.conversation_id), error=repr(error))
            await self._deeds.put(Deed("end", reason="error_llm"))

    async def _utter(self, words: AsyncGenerator[Spoken], *, once: bool) -> None:
        """Give the words on as they come; with each Deed an utterance is whole."""
        asked, began, text = time.perf_counter(), -1.0, ""
        async with contextlib.aclosing(words):
            async for piece in words:
                if isinstance(piece, Deed):
                    await self._whole(text, began)
                    await self._deeds.put(piece)
                    if once:
                        return
                    began, text = -1.0, ""
                    continue
                if began < 0:
                    began = self.times.now()
                    self._turn += 1
                    if once:
                        self.waits_ms.append((time.perf_counter() - asked) * 1000)
                text += piece
                await self.guest.tell({"type": "words", "turn": self._turn, "text": piece})

    async def _whole(self, text: str, began: float) -> None:
        text = text.strip().replace("\0", "\ufffd")
        if not text:
            return
        await self.guest.tell({"type": "said", "turn": self._turn, "text": text})
        self.transcript.append(Utterance("agent", text, round(began, 2)))
        await self.said(tuple(self.transcript))


def _over(deed: Deed) -> str:
    """Why the call is over with this; empty while it goes on. A browser cannot be connected to another number."""
    if deed.kind == "end":
        if deed.reason == "error_llm":
            return deed.reason
        return "agent_hangup" if deed.reason != "no_response" else "inactivity"
    return "call_transfer" if deed.kind == "transfer" and deed.number else ""
