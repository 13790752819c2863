"""A model through pydantic-ai, for the vendor whose wire we do not speak (Bedrock).

Imported lazily: pydantic-ai and a vendor's SDK take seconds. Nothing of its types leaves this file.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AsyncExitStack, aclosing
from contextvars import ContextVar
from typing import Final
from weakref import WeakKeyDictionary

import httpx2
from pydantic_ai import exceptions as theirs
from pydantic_ai import messages as parts
from pydantic_ai.direct import model_request_stream
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import ToolDefinition

from centralita.kit.outbound import Outbound, OutboundAnswerTooLarge, OutboundFailed, OutboundRefused, failure
from centralita.providers.llm.errors import (
    BadCredentials,
    ContextTooLong,
    MalformedReply,
    ModelError,
    ModelUnavailable,
    OutOfQuota,
    RateLimited,
    Refused,
    Rejected,
    TimedOut,
    UnknownModel,
)
from centralita.providers.llm.failures import of_outbound
from centralita.providers.llm.model import (
    ConnectionReport,
    Finish,
    Message,
    ModelChunk,
    ModelReply,
    ModelRequest,
    TextDelta,
    Tool,
    ToolCall,
)
from centralita.providers.llm.streams import tested, within

_FINISHES: Final[dict[str | None, Finish]] = {
    "stop": "stop",
    "length": "length",
    "tool_call": "tool_calls",
    "content_filter": "filtered",
}

# The first that fits; their classes say more the further down their tree they are.
_MEANINGS: Final[tuple[tuple[type[Exception], type[ModelError]], ...]] = (
    (theirs.ModelAuthenticationError, BadCredentials),
    (theirs.ModelContextWindowExceededError, ContextTooLong),
    (theirs.ModelNotFoundError, UnknownModel),
    (theirs.ModelQuotaExceededError, OutOfQuota),
    (theirs.ModelRequestTimeout, TimedOut),
    (theirs.ContentFilterError, Refused),
    (theirs.ModelRequestRejectedError, Rejected),
    (theirs.UnexpectedModelBehavior, MalformedReply),
    (theirs.ModelAPIError, ModelUnavailable),
)

# Their own bound is ten minutes; ours are the request's deadlines.
_SETTINGS: Final[ModelSettings] = {"max_retries": 0}

_OPENED: Final[ContextVar[list[httpx2.Response]]] = ContextVar("_OPENED")


class PydanticAiModel:
    """`make` builds pydantic-ai's model around a guarded client; once for each loop, as clients belong to one."""

    def __init__(self, make: Callable[[httpx2.AsyncClient], Model], model: str, outbound: Outbound) -> None:
        self._make = make
        self._model = model
        self._outbound = outbound
        self._made: WeakKeyDictionary[asyncio.AbstractEventLoop, Model] = WeakKeyDictionary()

    @property
    def name(self) -> str:
        return self._model

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        return within(self._stream(request), request.timeouts, self._model)

    def test_connection(self) -> ConnectionReport:
        return tested(self, self._outbound)

    async def _stream(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        try:
            async with aclosing(self._chunks(request)) as chunks:
                async for chunk in chunks:
                    yield chunk
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - said below
            # The SDKs beneath raise what they like; every one of them means that there is no answer.
            raise _meaning(error, self._model) from None

    async def _chunks(self, request: ModelRequest) -> AsyncGenerator[ModelChunk]:
        model = self._of_loop()
        opened: list[httpx2.Response] = []
        async with AsyncExitStack() as stack:
            stack.push_async_callback(_close, opened)
            context = model_request_stream(
                model,
                _messages(request.messages),
                model_settings=_settings(request, model),
                model_request_parameters=_parameters(request),
                instrument=False,
            )
            # Set and unset within one step of this generator, and so in one and the same context.
            token = _OPENED.set(opened)
            try:
                stream = await stack.enter_async_context(context)
            finally:
                _OPENED.reset(token)
            said: list[str] = []
            async for event in stream:
                text = _text(event)
                if text:
                    said.append(text)
                    yield TextDelta(text)
            reply = stream.get()
            usage = stream.usage
        calls = tuple(
            _call(part, self._model) for part in reply.parts if isinstance(part, parts.ToolCallPart)
        )
        if not (said or calls or reply.finish_reason):
            raise MalformedReply(model=self._model)
        yield ModelReply(
            text="".join(said),
            model=reply.model_name or self._model,
            finish="tool_calls" if calls else _FINISHES.get(reply.finish_reason, "other"),
            tool_calls=calls,
            tokens_in=usage.input_tokens,
            tokens_out=usage.output_tokens,
            tokens_cached=usage.cache_read_tokens,
        )

    def _of_loop(self) -> Model:
        loop = asyncio.get_running_loop()
        made = self._made.get(loop)
        if made is None:
            made = self._made[loop] = self._make(self._outbound.shared_async_client(_remember))
        return made


async def _remember(response: httpx2.Response) -> None:
    _OPENED.get([]).append(response)


async def _close(opened: list[httpx2.Response]) -> None:
    """Not every SDK hangs up when its stream is left, so we do."""
    for response in opened:
        await response.aclose()


def _meaning(error: Exception, model: str) -> ModelError:
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, OutboundFailed | OutboundRefused | OutboundAnswerTooLarge):
            return of_outbound(cause, model)
    if isinstance(error, theirs.ModelRateLimitError):
        return RateLimited(model=model, retry_after=error.retry_after)
    for kind, ours in _MEANINGS:
        if isinstance(error, kind):
            return ours(model=model)
    for cause in causes:
        if isinstance(cause, httpx2.TransportError):
            return ModelUnavailable(model=model, cause=str(failure(cause, "").data["reason"]))
    # Their parsers raise many kinds of ValueError for what is no proper event.
    return MalformedReply(model=model) if isinstance(error, ValueError) else ModelUnavailable(model=model)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _settings(request: ModelRequest, model: Model) -> ModelSettings:
    settings = _SETTINGS.copy()
    if model.profile.get("supports_thinking") and not model.profile.get("thinking_always_enabled"):
        # A caller waits for every answer.
        settings["thinking"] = False
    if request.temperature is not None:
        settings["temperature"] = request.temperature
    if request.max_tokens is not None:
        settings["max_tokens"] = request.max_tokens
    return settings


def _parameters(request: ModelRequest) -> ModelRequestParameters:
    return ModelRequestParameters(
        function_tools=[_tool(tool) for tool in request.tools],
        instruction_parts=[parts.InstructionPart(content=request.system)] if request.system else [],
    )


def _tool(tool: Tool) -> ToolDefinition:
    return ToolDefinition(
        name=tool.name, description=tool.description, parameters_json_schema=tool.parameters
    )


def _messages(messages: tuple[Message, ...]) -> list[parts.ModelMessage]:
    """Their history: requests of ours and responses of the model by turns."""
    history: list[parts.ModelMessage] = []
    asked: list[parts.ModelRequestPart] = []
    for message in messages:
        if message.role == "assistant":
            if asked:
                history.append(parts.ModelRequest(parts=asked))
                asked = []
            history.append(parts.ModelResponse(parts=_said(message)))
        elif message.role == "tool":
            asked.append(parts.ToolReturnPart(message.name, message.text, message.tool_call_id))
        else:
            asked.append(parts.UserPromptPart(message.text))
    if asked:
        history.append(parts.ModelRequest(parts=asked))
    return history


def _said(message: Message) -> list[parts.ModelResponsePart]:
    text: list[parts.ModelResponsePart] = [parts.TextPart(message.text)] if message.text else []
    calls = [parts.ToolCallPart(call.name, call.arguments, call.id) for call in message.tool_calls]
    return [*text, *calls]


def _text(event: object) -> str:
    if isinstance(event, parts.PartDeltaEvent) and isinstance(event.delta, parts.TextPartDelta):
        return event.delta.content_delta
    if isinstance(event, parts.PartStartEvent) and isinstance(event.part, parts.TextPart):
        return event.part.content
    return ""


def _call(part: "parts.ToolCallPart", model: str) -> ToolCall:
    try:
        return ToolCall(part.tool_call_id, part.tool_name, part.args_as_dict(raise_if_invalid=True))
    except (ValueError, AssertionError):
        raise MalformedReply(model=model) from None
