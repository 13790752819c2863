"""Following somebody who really called: what they said then, where the agent asks for it now."""

from collections.abc import Sequence

import msgspec

from centralita import engine
from centralita.studio.proof.domain.recording import Utterance
from centralita.studio.scenarios.public import Asked, Move, Scene, asked, asked_variables

# Understood in every language of the engine as not wanting to say.
_SKIP = "skip"


class RecordedCaller:
    """Says what was said: in its order, except where the agent asks for something that was told at another time.

    It answers nothing that the caller never told: then it stops with `never_told`. One who `leaves` did so by
    themselves, with something still open.
    """

    def __init__(self, said: Sequence[Utterance], *, leaves: bool = False) -> None:
        self._said = said
        self._leaves = leaves
        self._left = list(range(len(said)))
        self._telling: Utterance | None = None

    def has_more(self) -> bool:
        """Whether anything is left unsaid."""
        return bool(self._left)

    def move(self, scene: Scene) -> Move | None:
        """What the caller would do here, as far as what they did then tells."""
        question = asked(scene.blueprint, scene.state) if scene.state.status == "active" else None
        self._forget_attempts(question)
        if question is not None and question.variable:
            return self._answer(scene, question)
        return self._say(scene, self._left[0]) if self._left else None

    def _forget_attempts(self, question: Asked | None) -> None:
        """What was tried again then need not be where the first attempt did."""
        told = self._telling
        if told is None or not told.filled or (question is not None and question.variable == told.filled):
            return
        self._left = [number for number in self._left if self._said[number].group != told.group]
        self._telling = None

    def _answer(self, scene: Scene, question: Asked) -> Move | None:
        fitting = next((n for n in self._left if self._said[n].filled == question.variable), None)
        if fitting is None and self._left and self._fits(scene, question, self._said[self._left[0]]):
            fitting = self._left[0]
        if fitting is not None:
            return self._say(scene, fitting)
        if question.optional:
            return Move(_SKIP, engine.UserSaid(at=scene.at, text=_SKIP))
        # Whoever left then leaves here too; what somebody else would have answered, nobody knows.
        return None if self._leaves and not self._left else Move("", stopped="never_told")

    def _fits(self, scene: Scene, question: Asked, said: Utterance) -> bool:
        """Whether what came next then answers this: the same kind of answer, to a question that is no longer asked."""
        return said.kind == question.kind and said.filled not in asked_variables(scene.blueprint)

    def _say(self, scene: Scene, number: int) -> Move:
        self._left.remove(number)
        self._telling = self._said[number]
        event = self._said[number].event
        at = max(scene.at, event.at)
        match event:
            case engine.UserSaid():
                chosen = scene.offered(event.text) if event.choice_id is not None else None
                said = msgspec.structs.replace(
                    event, at=at, choice_id=chosen.id if chosen else None, client_id=str(number)
                )
                name = event.attachment.name if event.attachment else ""
                return Move(event.text or name, said)
            case engine.KeyPressed():
                return Move(event.digits, msgspec.structs.replace(event, at=at))
            case engine.CallerSilent():
                return Move("", msgspec.structs.replace(event, at=at))
