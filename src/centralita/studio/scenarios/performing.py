"""What a scenario's conversation gets from the organization: its own model and its own knowledge, nothing outside."""

import asyncio
import contextlib
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Self, cast

from django.conf import settings

from centralita import engine
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.errors import AppError
from centralita.kit.ids import OrganizationId, to_text
from centralita.providers.llm.model import (
    LanguageModel,
    Message,
    ModelReply,
    ModelRequest,
    Tool,
    ToolCall,
)
from centralita.providers.llm.prices import cost_of
from centralita.studio.knowledge.public import find_passages
from centralita.studio.language_models.public import ModelInUse
from centralita.studio.scenarios.domain.talk import Answered


class OwnMeans:
    """A `Performer` for one scenario. `tokens` counts what its model has used."""

    def __init__(self, organization_id: OrganizationId, model: ModelInUse | None) -> None:
        self._organization_id = organization_id
        self._in_use = model
        self._model: LanguageModel | None = None
        self._runner = asyncio.Runner()
        self.tokens = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._runner.close()

    def search(self, ask: engine.SearchKnowledge) -> tuple[engine.Passage, ...]:
        """As a caller's conversation searches."""
        with tenant_scope(self._organization_id):
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
        if self._in_use is None:
            return Answered(engine.ModelFailed(at=at, effect_id=ask.id, reason="model_missing"))
        began = perf_counter()
        try:
            if self._model is None:
                self._model = self._in_use.open(settings.CIPHER)
            reply = self._runner.run(_whole(self._model, _request(ask)))
        except AppError as error:
            failed = engine.ModelFailed(at=at, effect_id=ask.id, reason=error.code)
            return Answered(failed, perf_counter() - began)
        took = perf_counter() - began
        self.tokens += reply.tokens_in + reply.tokens_out
        cost = cost_of(self._in_use.vendor, self._in_use.name, reply, datetime.now(UTC))
        return Answered(_replied(ask, reply, at + took), took, 0 if cost is None else cost.micros)


async def _whole(model: LanguageModel, request: ModelRequest) -> ModelReply:
    async with contextlib.aclosing(model.stream(request)) as stream:
        async for chunk in stream:
            if isinstance(chunk, ModelReply):
                return chunk
    raise AppError


def _request(ask: engine.AskModel) -> ModelRequest:
    return ModelRequest(
        messages=tuple(
            Message(
                role=message.role,
                text=message.text,
                tool_calls=tuple(
                    ToolCall(id=call.id, name=call.name, arguments=dict(call.arguments))
                    for call in message.tool_calls
                ),
                tool_call_id=message.tool_call_id,
                name=message.name,
            )
            for message in ask.messages
        ),
        system=ask.system,
        tools=tuple(Tool(tool.name, tool.description, dict(tool.parameters)) for tool in ask.tools),
        temperature=ask.temperature,
        max_tokens=ask.max_tokens,
    )


def _replied(ask: engine.AskModel, reply: ModelReply, at: float) -> engine.ModelReplied:
    return engine.ModelReplied(
        at=at,
        effect_id=ask.id,
        text=reply.text,
        tool_calls=tuple(
            # What a model wrote came as JSON, which is all that a value can be; the engine bounds it.
            engine.ToolCall(
                id=call.id, name=call.name, arguments=cast("dict[str, engine.Value]", call.arguments)
            )
            for call in reply.tool_calls
        ),
        tokens_in=reply.tokens_in,
        tokens_out=reply.tokens_out,
        model=reply.model,
        finish=reply.finish,
    )
