"""What a scenario's conversation gets from the organization: its own model, its own knowledge, what stands in for
tools; nothing outside."""

from time import perf_counter
from types import TracebackType
from typing import Self

from centralita import engine
from centralita.engine.business import Business
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.knowledge.public import find_passages
from centralita.studio.language_models.asker import ModelAsker, Usage
from centralita.studio.language_models.asking import replied, request_of
from centralita.studio.language_models.brake import Brake
from centralita.studio.language_models.public import ModelInUse
from centralita.studio.scenarios.domain.talk import Answered
from centralita.studio.tools.standing_in import StandIn, StandIns


def returned(ask: engine.CallTool, at: float, stood_in: StandIn | None) -> engine.ToolReturned | None:
    """What stands in for a call, as the engine takes it."""
    if stood_in is None:
        return None
    return engine.ToolReturned(
        at=at, effect_id=ask.id, ok=stood_in.ok, result=stood_in.result, error=stood_in.error or None
    )


class OwnMeans:
    """A `Performer` for one scenario."""

    def __init__(
        self,
        organization_id: OrganizationId,
        model: ModelInUse | None,
        stand_ins: StandIns | None = None,
        brake: Brake | None = None,
    ) -> None:
        self._organization_id = organization_id
        self.stand_ins = stand_ins or StandIns()
        self._asker = None if model is None else ModelAsker(organization_id, model, brake)

    @property
    def asker(self) -> ModelAsker | None:
        """Whoever asks the organization's model; None without one."""
        return self._asker

    @property
    def usage(self) -> Usage | None:
        """What its model has used so far; None where nothing was asked."""
        return None if self._asker is None or not self._asker.usage.tokens else self._asker.usage

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._asker is not None:
            self._asker.__exit__(kind, error, trace)

    def search(self, ask: engine.SearchKnowledge) -> tuple[engine.Passage, ...]:
        """As a caller's conversation searches."""
        found = find_passages(
            self._organization_id, ask.query, ask.sources, language=ask.language, limit=ask.limit
        )
        return tuple(
            engine.Passage(
                id=to_text("pas", each.id),
                document_id=to_text("doc", each.document_id),
                title=each.title,
                place=each.place,
                text=each.text,
                score=each.score,
            )
            for each in found
        )

    def call(self, ask: engine.CallTool, at: float, business: Business) -> engine.ToolReturned | None:
        """What stands in for the tool, as in the test panel: its cases, or what is certain of one of ours."""
        cases = self.stand_ins.of_case(ask.tool, ask.arguments)
        return returned(ask, at, cases or self.stand_ins.harmless(ask.tool, ask.arguments, business, at))

    def ask(self, ask: engine.AskModel, at: float) -> Answered:
        """The organization's model, as the agent wishes it; what it fails with is the engine's to handle."""
        if self._asker is None:
            return Answered(engine.ModelFailed(at=at, effect_id=ask.id, reason="model_missing"))
        began = perf_counter()
        try:
            asked = self._asker.ask(request_of(ask))
        except AppError as error:
            failed = engine.ModelFailed(at=at, effect_id=ask.id, reason=error.code)
            return Answered(failed, perf_counter() - began)
        cost = 0 if asked.cost is None else asked.cost.micros
        return Answered(replied(ask, asked.reply, at + asked.seconds), asked.seconds, cost)
