"""Knowledge answer: one question answered from documents only, with its citation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from centralita.engine.answering.dialogue import keep_unanswered, say_reply
from centralita.engine.answering.marks import is_unanswered
from centralita.engine.answering.memory import SEARCH_LIMIT, granted_sources, keep_passages, kept_passages
from centralita.engine.answering.passages import best_quote
from centralita.engine.answering.prompts import history, system_prompt
from centralita.engine.data import NodeData, Texts, VariableName, editor
from centralita.engine.events import Event, KnowledgeFound, ModelFailed, ModelReplied, UserSaid
from centralita.engine.inspection import Finding, Inspection
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.turn import Turn
from centralita.engine.values import clean_text


class KnowledgeAnswerData(NodeData):
    """What is asked for, and where the answer may come from."""

    question: Texts = Field(
        default={},
        title="Question",
        description="Said when the caller has not asked anything yet. May stay empty.",
        json_schema_extra=editor(
            "text",
            "Pregunta",
            "Se dice si aún no han preguntado nada. Puede quedar vacía.",
            pt="Pergunta",
            pt_help="Dita se ainda não perguntaram nada. Pode ficar vazia.",
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
    unanswered_text: Texts = Field(
        default={},
        title="When nothing answers it",
        json_schema_extra=editor("text", "Si nada lo responde", pt="Se nada responder"),
    )
    variable: VariableName | None = Field(
        default=None,
        title="Keep the question in",
        json_schema_extra=editor("variable", "Guardar la pregunta en", pt="Guardar a pergunta em"),
    )


def _step(turn: Turn, data: KnowledgeAnswerData, event: Event | None) -> str | None:  # noqa: PLR0911 - a return for each case reads best
    match event:
        case None if not turn.heard:
            turn.say(turn.text(data.question))
            return None
        case None | UserSaid():
            turn.forget_pending()
            return _look(turn, data)
        case KnowledgeFound():
            passages = keep_passages(turn, event.passages)
            # What was left out for the facts is in the facts.
            if event.passages and turn.program.settings.model_connected:
                turn.ask_model(system_prompt(turn, "", passages, only_passages=True), history(turn))
                return None
            return _quote(turn, data)
        case ModelReplied():
            said = say_reply(turn, event.text)
            if not said:
                return _unanswered(turn, data)
            if not is_unanswered(event.text):
                return "next"
            # It answered a part of it.
            keep_unanswered(turn)
            return "unanswered" if turn.has_exit("unanswered") else "next"
        case ModelFailed():
            turn.trace("model_failed", reason=clean_text(event.reason, 300))
            return _quote(turn, data)
        case _:
            return None


def _look(turn: Turn, data: KnowledgeAnswerData) -> str | None:
    question = turn.take_heard()
    turn.memo = {"question": question}
    if data.variable is not None:
        turn.set(data.variable, question)
    sources = granted_sources(turn, data.sources)
    if not sources or not question.strip():
        return _unanswered(turn, data)
    turn.search(question[:500], sources, SEARCH_LIMIT)
    return None


def _quote(turn: Turn, data: KnowledgeAnswerData) -> str:
    question = turn.memo.get("question")
    quote = best_quote(question, kept_passages(turn)) if isinstance(question, str) else None
    if quote is None:
        return _unanswered(turn, data)
    turn.trace("quoted", score=quote.score, title=quote.citation.title)
    turn.say(
        turn.wording("quote", title=quote.citation.title, place=quote.citation.place, quote=quote.text),
        citations=(quote.citation,),
    )
    return "next"


def _unanswered(turn: Turn, data: KnowledgeAnswerData) -> str:
    keep_unanswered(turn)
    if turn.has_exit("unanswered") and not data.unanswered_text:
        return "unanswered"
    turn.say(turn.text(data.unanswered_text) or turn.wording("unanswered"))
    return "unanswered" if turn.has_exit("unanswered") else "next"


def _check(_data: KnowledgeAnswerData, inspection: Inspection) -> list[Finding]:
    return [] if inspection.sources else [Finding("nothing_to_answer_from", "warning")]


KIND = Kind(
    name="knowledge_answer",
    group="ai",
    icon="book-open",
    title={"en": "Knowledge answer", "es": "Responder con documentos", "pt": "Responder com documentos"},
    summary={
        "en": "Answer one question from your documents.",
        "es": "Responde una pregunta con sus documentos.",
        "pt": "Responde uma pergunta com seus documentos.",
    },
    data=KnowledgeAnswerData,
    ports=lambda _data: (Port("next"), Port("unanswered", needed=False)),
    step=_step,
    waits=lambda _data: True,
    uses=lambda data: Uses(
        optional_texts={"question": data.question, "unanswered_text": data.unanswered_text},
        writes=(data.variable,) if data.variable else (),
        sources=data.sources,
    ),
    check=_check,
)
