"""The engine's question to a language model: as the model is asked it, what it may cost, and its answer as an event."""

from typing import Final, cast

from centralita import engine
from centralita.providers.llm.model import (
    Message,
    ModelReply,
    ModelRequest,
    Timeouts,
    Tool,
    ToolCall,
)

# What a model writes at most when nobody says.
_ANSWER: Final = 2_048
_PATIENCE: Final = Timeouts()


def most_tokens(ask: engine.AskModel | ModelRequest) -> int:
    """What a question may cost at most: two characters to a token are few in any language, and the longest answer."""
    asked = len(ask.system) + sum(len(message.text) for message in ask.messages)
    asked += sum(len(tool.description) + 4 * len(str(tool.parameters)) for tool in ask.tools)
    return asked // 2 + (ask.max_tokens or _ANSWER)


def request_of(ask: engine.AskModel, timeouts: Timeouts = _PATIENCE) -> ModelRequest:
    """The question as a model is asked it."""
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
        timeouts=timeouts,
    )


def tool_calls_of(reply: ModelReply) -> tuple[engine.ToolCall, ...]:
    """The tools that a model wishes called. What it wrote came as JSON, which is all that a value can be."""
    return tuple(
        engine.ToolCall(id=call.id, name=call.name, arguments=cast("dict[str, engine.Value]", call.arguments))
        for call in reply.tool_calls
    )


def replied(ask: engine.AskModel, reply: ModelReply, at: float) -> engine.ModelReplied:
    """The answer as the engine takes it; `at` in seconds since 1970."""
    return engine.ModelReplied(
        at=at,
        effect_id=ask.id,
        text=reply.text,
        tool_calls=tool_calls_of(reply),
        tokens_in=reply.tokens_in,
        tokens_out=reply.tokens_out,
        model=reply.model,
        finish=reply.finish,
    )
