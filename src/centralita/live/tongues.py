"""In which of an agent's languages somebody writes."""

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, Protocol

from centralita import engine
from centralita.kit.logs import get_logger
from centralita.live.conversation import KeysRequest
from centralita.live.steadiness import PAIR_LETTERS, Impression, change, letters_of, wording
from centralita.live.wire import SayRequest

# What a message shows of its language it shows in its first words.
_LONGEST: Final = 400
_DETECTORS: Final = 64

log = get_logger(__name__)


class Tongues(Protocol):
    """Finds out that a caller writes in another language than the conversation is in."""

    def expect(self, blueprint: engine.Blueprint) -> None:
        """A conversation with this agent begins; get ready without anybody waiting for it."""
        ...

    async def written(self, blueprint: engine.Blueprint, state: engine.State, said: SayRequest) -> str | None:
        """The agent's language to go on in; None to stay in the present one."""
        ...


class NoTongues:
    """Every conversation stays in its language until somebody asks for another one."""

    def expect(self, blueprint: engine.Blueprint) -> None:
        pass

    async def written(self, blueprint: engine.Blueprint, state: engine.State, said: SayRequest) -> str | None:
        return None


class Guesser(Protocol):
    """Tells languages apart; blocking."""

    def load(self, languages: Sequence[str]) -> Collection[str]:
        """Make these ready; those of them that can be told from others."""
        ...

    def guess(self, texts: Sequence[str], languages: Sequence[str]) -> list[tuple[str, float]]:
        """The likeliest of these languages for each text, and its share (0 to 1). Only of what is loaded."""
        ...


class WrittenTongues:
    """By what the caller wrote: this message and the one before. Texts never leave the process.

    The guesser works in a thread of its own. Until it is ready nothing is guessed, and nobody waits.
    """

    def __init__(self, guesser: Guesser) -> None:
        self._guesser = guesser
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tongues")
        self._ready: dict[tuple[str, ...], Collection[str]] = {}
        self._asked: set[tuple[str, ...]] = set()

    def expect(self, blueprint: engine.Blueprint) -> None:
        languages = _spoken(blueprint)
        if len(languages) > 1 and languages not in self._asked:
            self._asked.add(languages)
            self._thread.submit(self._load, languages)

    async def written(self, blueprint: engine.Blueprint, state: engine.State, said: SayRequest) -> str | None:
        languages = _spoken(blueprint)
        if (
            len(languages) < 2
            or state.channel != "chat"
            or state.language_chosen
            or said.choice_id is not None
            or isinstance(said, KeysRequest)
        ):
            return None
        text = wording(said.text[:_LONGEST])
        if letters_of(text) < PAIR_LETTERS:
            return None
        self.expect(blueprint)
        # Whoever writes in a language that is unknown to the guesser would be taken for writing in its nearest kin.
        if state.language.partition("-")[0] not in self._ready.get(languages, ()):
            return None
        before = next((each.text for each in reversed(state.transcript) if each.speaker == "caller"), "")
        texts = [text] if not before else [wording(before[:_LONGEST]), text]
        loop = asyncio.get_running_loop()
        guesses = await loop.run_in_executor(self._thread, self._guesser.guess, texts, languages)
        impressions = [
            Impression(language, share, letters_of(each))
            for each, (language, share) in zip(texts, guesses, strict=True)
        ]
        found = change(state.language, impressions)
        return None if found is None else _own(blueprint, found)

    def _load(self, languages: tuple[str, ...]) -> None:
        try:
            known = self._guesser.load(languages)
        except (ImportError, ValueError, RuntimeError, OSError) as error:
            # A help, not a need: the conversation goes on without it.
            log.warning("tongues_not_loaded", languages=languages, error=repr(error))
        else:
            self._ready[languages] = known


def _spoken(blueprint: engine.Blueprint) -> tuple[str, ...]:
    """The languages to tell apart, without their varieties; none where the author lets nobody change."""
    if not blueprint.interrupts.language.enabled:
        return ()
    return tuple(sorted({each.partition("-")[0] for each in blueprint.languages}))


def _own(blueprint: engine.Blueprint, language: str) -> str:
    return next(
        (each for each in blueprint.languages if each.partition("-")[0] == language), blueprint.main_language
    )


class Lingua:
    """Lingua's models, only of the languages asked for; imported when somebody needs them.

    With trigrams alone: 15 MB for seven languages in place of 43, and for messages long enough to count as sure.
    """

    def __init__(self) -> None:
        self._detectors: OrderedDict[tuple[str, ...], Any] = OrderedDict()

    def load(self, languages: Sequence[str]) -> Collection[str]:
        from lingua import IsoCode639_1

        self.guess(["hola hello olá"], languages)
        return frozenset(each for each in languages if hasattr(IsoCode639_1, each.upper()))

    def guess(self, texts: Sequence[str], languages: Sequence[str]) -> list[tuple[str, float]]:
        detector = self._detector(tuple(languages))
        found = []
        for text in texts:
            best = detector.compute_language_confidence_values(text)[0]
            found.append((_code(best.language), float(best.value)))
        return found

    def _detector(self, languages: tuple[str, ...]) -> Any:
        known = self._detectors.get(languages)
        if known is None:
            from lingua import IsoCode639_1, LanguageDetectorBuilder

            codes = [code for each in languages if (code := getattr(IsoCode639_1, each.upper(), None))]
            builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
            known = self._detectors[languages] = builder.with_low_accuracy_mode().build()
            if len(self._detectors) > _DETECTORS:
                self._detectors.popitem(last=False)
        return known


def _code(language: Any) -> str:
    code: str = language.iso_code_639_1.name.lower()
    return code
