"""What a conversation that is held again gets: what tools and models answered then, and the organization's own means."""

from collections import defaultdict

import msgspec

from centralita import engine
from centralita.engine.business import Business
from centralita.studio.proof.domain.recording import Recording, ask_key, call_key
from centralita.studio.scenarios.public import Answered, OwnMeans, returned
from centralita.studio.tools.standing_in import WHO_CALLS, StandIn


class RecordedMeans:
    """A `Performer` over a recording. `missing` is the tool that was called as it never was then and whose answer nobody
    knows, "" for none; `failed` is why the model gave no answer, which says nothing about the draft.

    A model that is asked the very same again is not asked: it said what it said.
    """

    def __init__(self, recording: Recording, own: OwnMeans, *, on_phone: bool = False) -> None:
        self._tools: dict[str, list[engine.ToolReturned]] = defaultdict(list)
        for each in recording.calls:
            self._tools[call_key(each.tool, each.arguments)].append(each.returned)
        self._replies = recording.replies
        self._own = own
        self._on_phone = on_phone
        self.missing = ""
        self.failed = ""

    def search(self, ask: engine.SearchKnowledge) -> tuple[engine.Passage, ...]:
        """What the knowledge holds today."""
        return self._own.search(ask)

    def call(self, ask: engine.CallTool, at: float, business: Business) -> engine.ToolReturned | None:
        """What the tool answered to the same call then: several answers one call each, the last goes on.

        One that was not called so then answers only what is certain without it; a case of its bench is made up.
        """
        answers = self._tools.get(call_key(ask.tool, ask.arguments))
        if not answers:
            told = returned(ask, at, self._certain(ask, at, business))
            if told is None:
                self.missing = self.missing or ask.tool
            return told
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        return msgspec.structs.replace(answer, at=at, effect_id=ask.id)

    def _certain(self, ask: engine.CallTool, at: float, business: Business) -> StandIn | None:
        # Who was on a line then, the contacts of today do not say; in chats nobody is known.
        if ask.tool == WHO_CALLS and self._on_phone:
            return None
        return self._own.stand_ins.harmless(ask.tool, ask.arguments, business, at)

    def ask(self, ask: engine.AskModel, at: float) -> Answered:
        """What the model said to the same then, otherwise what it says now."""
        reply = self._replies.get(ask_key(ask))
        if reply is None:
            answered = self._own.ask(ask, at)
            if isinstance(answered.event, engine.ModelFailed):
                self.failed = self.failed or answered.event.reason
            return answered
        return Answered(msgspec.structs.replace(reply, at=at, effect_id=ask.id))
