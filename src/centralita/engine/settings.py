"""What holds for the whole agent: model, guardrails, variables, tools and the sentences it falls back on."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue, StringConstraints, field_validator

from centralita.engine.data import Frozen, Label, Phrases, Texts, VariableName, editor
from centralita.engine.values import Value, bounded


class Settings(Frozen):
    """The language model. With `model_connected` false, knowledge alone answers."""

    model_connected: bool = False
    model: Label = ""
    fallback_model: Label = ""
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.3
    max_tokens: Annotated[int, Field(ge=16, le=8_000)] = 800
    phone_region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "ES"


class Guardrails(Frozen):
    """Ceilings that no prompt can lift."""

    max_turns: Annotated[int, Field(ge=1, le=10_000)] = Field(
        default=200,
        title="Messages a conversation may have",
        json_schema_extra=editor(
            "number", "Mensajes que puede tener una conversación", pt="Mensagens que uma conversa pode ter"
        ),
    )
    max_steps: Annotated[int, Field(ge=5, le=500)] = Field(
        default=100,
        title="Nodes one message may pass through",
        json_schema_extra=editor(
            "number",
            "Nodos por los que puede pasar un mensaje",
            pt="Passos por onde uma mensagem pode passar",
        ),
    )
    max_message_length: Annotated[int, Field(ge=50, le=4_000)] = Field(
        default=2_000,
        title="Characters of a message that are read",
        json_schema_extra=editor(
            "number", "Caracteres que se leen de un mensaje", pt="Caracteres lidos de uma mensagem"
        ),
    )
    max_tool_rounds: Annotated[int, Field(ge=0, le=10)] = Field(
        default=4,
        title="Times the model may use tools for one answer",
        json_schema_extra=editor(
            "number",
            "Veces que el modelo puede usar herramientas por respuesta",
            pt="Vezes que o modelo de linguagem pode usar ferramentas por resposta",
        ),
    )


class Variable(Frozen):
    """A variable that the author declares; `default` is its value when a conversation begins."""

    name: VariableName
    label: Label = ""
    description: Label = ""
    default: JsonValue = None

    @field_validator("default", mode="before")
    @classmethod
    def _bounded_default(cls, value: object) -> Value:
        return bounded(value)


# Tools that the engine itself gives a model.
FINISH, SAVE = "finish_step", "save_answers"


# Seconds of silence that callers bear well.
SLOW_AFTER: Final = 6.0


def _is_empty(texts: object) -> bool:
    return not texts


def _is_usual(seconds: object) -> bool:
    return seconds == SLOW_AFTER


class Tool(Frozen):
    """Something the agent may do: the name that nodes grant it by, and the JSON Schema of its arguments.

    `id` and `version` say which of the organization's tools this is, as it was when it was granted; without them it
    is one of those that every agent may have. `say_first` is said while it runs where the step says nothing itself,
    `say_slow` again and again when that takes more than `slow_after` seconds, `say_failed` when it has failed. Of its
    result what `outputs` names becomes variables.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_-]{0,63}$")]
    description: Annotated[str, StringConstraints(max_length=2_000)] = ""
    parameters: Annotated[dict[str, JsonValue], Field(max_length=50)] = Field(
        default={"type": "object", "properties": {}}
    )
    id: Annotated[str, StringConstraints(pattern=r"^(tool_[0-9a-z]{26})?$")] = ""
    version: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    say_first: Texts = Field(default={})
    # Left out of what is stored where there is none: what was stored before stays the same content.
    say_slow: Texts = Field(default={}, exclude_if=_is_empty)
    slow_after: Annotated[float, Field(ge=2, le=60)] = Field(default=SLOW_AFTER, exclude_if=_is_usual)
    say_failed: Texts = Field(default={}, exclude_if=_is_empty)
    outputs: Annotated[tuple[VariableName, ...], Field(max_length=30)] = ()

    @field_validator("name")
    @classmethod
    def _not_reserved(cls, name: str) -> str:
        if name in {FINISH, SAVE}:
            raise ValueError("this name is kept for the engine")
        return name

    @field_validator("parameters")
    @classmethod
    def _describes_an_object(cls, schema: dict[str, JsonValue]) -> dict[str, JsonValue]:
        if schema.get("type") != "object":
            raise ValueError("the arguments of a tool are an object")
        if len(str(schema)) > 50_000:
            raise ValueError("the schema of a tool has at most 50,000 characters")
        return schema


class KnowledgeSource(Frozen):
    """A knowledge source that nodes may search, by the id that the search knows it by."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    name: Label = ""


class Interrupt(Frozen):
    """A wish that is heard at any moment. Own phrases replace the built-in ones of that language."""

    enabled: bool = True
    phrases: Phrases = Field(default={})


class Demand(Frozen):
    """A wish that no author can switch off. Own phrases, as whole messages, add to the built-in ones."""

    phrases: Phrases = Field(default={})


class Interrupts(Frozen):
    """The wishes that work everywhere: a person, a new start, another language, no more calls."""

    person: Interrupt = Interrupt()
    restart: Interrupt = Interrupt()
    language: Interrupt = Interrupt()
    stop: Demand = Demand()


FallbackText = Literal[
    "not_understood",
    "unanswered",
    "unavailable",
    "stuck",
    "limit",
    "handoff",
    "handed_back",
    "restarted",
    "language_changed",
    "opted_out",
    "transfer",
    "quote",
    "invalid_text",
    "invalid_number",
    "invalid_email",
    "invalid_phone",
    "invalid_date",
    "invalid_datetime",
    "invalid_choice",
    "invalid_rating",
    "invalid_yes_no",
    "invalid_file",
    "closed_then",
    "still_there",
    "nobody_there",
    "approval_asked",
    "approval_waits",
]
