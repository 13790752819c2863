"""AI answer: a model talks with the caller, with knowledge and tools, until an exit condition holds.

Without a model (or when it fails) the best passages found answer, quoted with their citation.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from centralita.engine.answering.dialogue import (
    answer_by_quote,
    ask,
    begin_answer,
    collect_result,
    handle_reply,
)
from centralita.engine.answering.memory import keep_passages
from centralita.engine.conditions import Condition, holds, variables_of
from centralita.engine.data import (
    Frozen,
    Identifier,
    Label,
    Line,
    NodeData,
    Phrases,
    Texts,
    VariableName,
    editor,
)
from centralita.engine.events import Event, KnowledgeFound, ModelFailed, ModelReplied, ToolReturned, UserSaid
from centralita.engine.inspection import Finding, Inspection
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.reading.wording import plain
from centralita.engine.turn import Turn

RESERVED = frozenset({"unanswered", "limit"})


class Exit(Frozen):
    """A way out, taken when its condition holds, when the caller says one of its phrases, or when the
    model judges that what `description` says has come true."""

    id: Identifier
    name: Label = ""
    description: Annotated[str, StringConstraints(max_length=500)] = ""
    condition: Condition | None = None
    phrases: Phrases = Field(default={})


class LibraryPrompt(Frozen):
    """Where a task was taken from: one of the organization's prompts, by the label that is followed or by a version.

    `version` is the one whose text the task is. Without a label it stays that one.
    """

    id: Annotated[str, StringConstraints(pattern=r"^prm_[0-9a-z]{26}$")]
    label: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_-]{0,29})?$")] = ""
    version: Annotated[int, Field(ge=1, le=1_000_000)]


class AiAnswerData(NodeData):
    """What the model is to do here, and what it may use for it."""

    prompt: Line = Field(
        default="",
        title="Task",
        description="What the agent should do in this step. Write {{name}} to insert a variable.",
        json_schema_extra=editor(
            "prompt",
            "Tarea",
            "Lo que debe hacer el agente en este paso.",
            pt="Tarefa",
            pt_help="O que o agente deve fazer neste passo.",
        ),
    )
    # Left out of what is stored where there is none: what was stored before stays the same content.
    library: Annotated[LibraryPrompt | None, Field(exclude_if=lambda link: link is None)] = Field(
        default=None,
        title="From the library",
        json_schema_extra=editor("library", "De la biblioteca", pt="Da biblioteca"),
    )
    opening: Texts = Field(
        default={},
        title="Opening",
        description="Said on entering when the caller has not asked anything yet. May stay empty.",
        json_schema_extra=editor(
            "text",
            "Apertura",
            "Se dice al entrar si aún no han preguntado nada. Puede quedar vacía.",
            pt="Abertura",
            pt_help="Dita ao entrar, se ainda não perguntaram nada. Pode ficar vazia.",
        ),
    )
    # Left out of what is stored while it is off, as the one below.
    speaks_first: Annotated[bool, Field(exclude_if=lambda on: not on)] = Field(
        default=False,
        title="Speak first",
        description="Without an opening: the model begins on entering, before anything more was said.",
        json_schema_extra=editor(
            "switch",
            "Hablar primero",
            "Sin apertura: el modelo empieza al entrar, antes de que digan nada más.",
            pt="Falar primeiro",
            pt_help="Sem abertura: o modelo começa ao entrar, antes que digam algo mais.",
        ),
    )
    use_knowledge: bool = Field(
        default=True,
        title="Search the knowledge first",
        json_schema_extra=editor(
            "switch", "Buscar antes en el conocimiento", pt="Buscar antes no conhecimento"
        ),
    )
    sources: Annotated[tuple[Annotated[str, StringConstraints(max_length=64)], ...], Field(max_length=50)] = (
        Field(
            default=(),
            title="Sources",
            description="None chosen: all of the agent's.",
            json_schema_extra=editor(
                "sources",
                "Fuentes",
                "Si no se elige ninguna, todas las del agente.",
                pt="Fontes",
                pt_help="Se nenhuma for escolhida, todas as do agente.",
            ),
        )
    )
    tools: Annotated[tuple[Annotated[str, StringConstraints(max_length=64)], ...], Field(max_length=50)] = (
        Field(
            default=(),
            title="Tools it may use",
            json_schema_extra=editor("tools", "Herramientas que puede usar", pt="Ferramentas que pode usar"),
        )
    )
    collects: Annotated[tuple[VariableName, ...], Field(max_length=30)] = Field(
        default=(),
        title="Variables it may fill",
        json_schema_extra=editor(
            "variables", "Variables que puede rellenar", pt="Variáveis que pode preencher"
        ),
    )
    exits: Annotated[tuple[Exit, ...], Field(max_length=20)] = Field(
        default=(),
        title="Ways out",
        description="When to leave this step. Without any, it answers until the conversation ends.",
        json_schema_extra=editor(
            "exits",
            "Salidas",
            "Cuándo dejar este paso. Sin ninguna, responde hasta el final.",
            pt="Saídas",
            pt_help="Quando deixar este passo. Sem nenhuma, responde até o fim.",
        ),
    )
    max_turns: Annotated[int, Field(ge=1, le=200)] = Field(
        default=20,
        title="Messages at most",
        description="After that, “limit” is taken.",
        json_schema_extra=editor(
            "number",
            "Mensajes como máximo",
            "Después se sale por «límite».",
            pt="Máximo de mensagens",
            pt_help="Depois, sai por “limite”.",
        ),
    )
    model: Label = Field(
        default="",
        title="Model",
        description="Empty: the agent's.",
        json_schema_extra=editor(
            "model",
            "Modelo",
            "Vacío: el del agente.",
            pt="Modelo de linguagem",
            pt_help="Vazio: o do agente.",
        ),
    )
    style: Literal["answer", "quote"] = Field(
        default="answer",
        title="Style",
        description="“Quote” never asks a model: it repeats what the documents say.",
        json_schema_extra=editor(
            "select",
            "Estilo",
            "«Citar» no usa el modelo: repite lo que dicen los documentos.",
            pt="Estilo",
            pt_help="“Citar” não usa modelo de linguagem: repete o que os documentos dizem.",
        ),
    )


def _ports(data: AiAnswerData) -> tuple[Port, ...]:
    exits = tuple(Port(way.id, way.name) for way in data.exits)
    return (*exits, Port("unanswered", needed=False), Port("limit", needed=False))


def _step(turn: Turn, data: AiAnswerData, event: Event | None) -> str | None:  # noqa: PLR0911 - a return for each case reads best
    match event:
        case None:
            if turn.heard:
                return _question(turn, data)
            return _begin(turn, data)
        case UserSaid():
            turn.forget_pending()
            return _question(turn, data)
        case KnowledgeFound():
            keep_passages(turn, event.passages)
            return _left(turn, data, ask(turn, data))
        case ModelReplied():
            return _left(turn, data, handle_reply(turn, data, event))
        case ModelFailed():
            turn.trace("model_failed", reason=event.reason[:300])
            return _left(turn, data, answer_by_quote(turn, otherwise="unavailable"))
        case ToolReturned():
            return _left(turn, data, collect_result(turn, data, event))
        case _:
            return None


def _begin(turn: Turn, data: AiAnswerData) -> str | None:
    """Say the opening, or let the model begin: once between two messages of the caller, so that steps never talk on alone."""
    opening = turn.text(data.opening)
    place = turn.place.id if turn.place is not None else ""
    model = turn.program.settings.model_connected and data.style == "answer"
    if opening or not data.speaks_first or not model or place in turn.sorted_by:
        turn.say(opening)
        return None
    turn.sorted_by = (*turn.sorted_by, place)[-20:]
    return _left(turn, data, ask(turn, data))


def _question(turn: Turn, data: AiAnswerData) -> str | None:
    if turn.attempts >= data.max_turns:
        if turn.has_exit("limit"):
            return "limit"
        turn.say(turn.wording("handoff"))
        turn.hand_off("too_many_turns")
        return None
    turn.attempts += 1
    question = turn.take_heard()
    for way in data.exits:
        if _said(question, way):
            return way.id
    return _left(turn, data, begin_answer(turn, data, question))


def _left(turn: Turn, data: AiAnswerData, port: str | None) -> str | None:
    """`port`, else the exit whose condition holds now."""
    if port is not None or turn.pending:
        return port
    return next(
        (way.id for way in data.exits if way.condition is not None and holds(way.condition, turn)), None
    )


def _said(question: str, way: Exit) -> bool:
    said = plain(question) if way.phrases and len(question) < 120 else ""
    return bool(said) and any(said == plain(phrase) for own in way.phrases.values() for phrase in own)


def _uses(data: AiAnswerData) -> Uses:
    return Uses(
        optional_texts={"opening": data.opening},
        templates=(data.prompt,),
        reads=tuple(name for way in data.exits if way.condition for name in variables_of(way.condition)),
        writes=data.collects,
        tools=data.tools,
        sources=data.sources,
    )


def _check(data: AiAnswerData, inspection: Inspection) -> list[Finding]:
    ids = [way.id for way in data.exits]
    findings = []
    if len(set(ids)) < len(ids):
        findings.append(Finding("options_alike", "error"))
    if RESERVED & set(ids):
        findings.append(Finding("option_named_as_port", "error"))
    searches = data.use_knowledge and bool(inspection.sources)
    if not searches and (not inspection.model_connected or data.style == "quote"):
        findings.append(Finding("nothing_to_answer_from", "warning"))
    return findings


KIND = Kind(
    name="ai_answer",
    group="ai",
    icon="sparkles",
    title={"en": "AI answer", "es": "Respuesta IA", "pt": "Resposta de IA"},
    summary={
        "en": "A model answers, with knowledge and tools.",
        "es": "Un modelo responde, con conocimiento y herramientas.",
        "pt": "Um modelo de linguagem responde, com conhecimento e ferramentas.",
    },
    data=AiAnswerData,
    ports=_ports,
    step=_step,
    waits=lambda _data: True,
    uses=_uses,
    check=_check,
)
