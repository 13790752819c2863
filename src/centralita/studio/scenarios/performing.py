"""What a scenario's conversation gets from the organization: its own model and its own knowledge, nothing outside."""

from time import perf_counter
from types import TracebackType
from typing import Self

from centralita import engine
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, to_text
from centralita.studio.knowledge.public import find_passages
from centralita.studio.language_models.asker import ModelAsker, Usage
from centralita.studio.language_models.asking import replied, request_of
from centralita.studio.language_models.public import ModelInUse
from centralita.studio.scenarios.domain.talk import Answered


class OwnMeans:
    """A `Performer` for one scenario."""

    def __init__(self, organization_id: OrganizationId, model: ModelInUse | None) -> None:
        self._organization_id = organization_id
        self._asker = None if model is None else ModelAsker(organization_id, model)

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

    def call(self, ask: engine.CallTool, at: float) -> engine.ToolReturned | None:
        """No tool is called from here: a scenario says what its tools answer."""
        return None

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
