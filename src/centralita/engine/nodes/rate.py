"""Rate: ask how it was (CSAT) or whether they would recommend it (NPS)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from centralita.engine.data import NodeData, Texts, VariableName, editor, pick
from centralita.engine.events import Event, UserSaid
from centralita.engine.inputs import Accepted, RatingInput, buttons
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.reading.answers import read_yes_no
from centralita.engine.turn import Turn
from centralita.engine.values import Value

_QUESTIONS = {
    "csat": {
        "es": "¿Cómo valora esta conversación, del 1 al 5?",
        "en": "How would you rate this conversation, from 1 to 5?",
        "pt": "Como avalia esta conversa, de 1 a 5?",
        "fr": "Quelle note donnez-vous à cette conversation, de 1 à 5 ?",
        "de": "Wie bewerten Sie dieses Gespräch, von 1 bis 5?",
        "it": "Come valuta questa conversazione, da 1 a 5?",
        "ca": "Com valora aquesta conversa, de l'1 al 5?",
    },
    "nps": {
        "es": "¿Nos recomendaría, del 0 al 10?",
        "en": "Would you recommend us, from 0 to 10?",
        "pt": "Você nos recomendaria, de 0 a 10?",
        "fr": "Nous recommanderiez-vous, de 0 à 10 ?",
        "de": "Würden Sie uns weiterempfehlen, von 0 bis 10?",
        "it": "Ci consiglierebbe, da 0 a 10?",
        "ca": "Ens recomanaria, del 0 al 10?",
    },
}
_LOW = {"csat": 2, "nps": 6}


class RateData(NodeData):
    """Which question, and whether a comment is asked for."""

    measure: Literal["csat", "nps"] = Field(
        default="csat",
        title="Measure",
        description="CSAT: satisfaction from 1 to 5. NPS: recommendation from 0 to 10.",
        json_schema_extra=editor(
            "select",
            "Medida",
            "CSAT: satisfacción del 1 al 5. NPS: recomendación del 0 al 10.",
            pt="Medida",
            pt_help="CSAT: satisfação de 1 a 5. NPS: recomendação de 0 a 10.",
        ),
    )
    question: Texts = Field(
        default={},
        title="Question",
        description="Empty: the built-in question.",
        json_schema_extra=editor(
            "text",
            "Pregunta",
            "Vacía: la pregunta de serie.",
            pt="Pergunta",
            pt_help="Vazia: a pergunta padrão.",
        ),
    )
    comment_question: Texts = Field(
        default={},
        title="Ask for a comment",
        description="Asked after the score. Empty: not asked.",
        json_schema_extra=editor(
            "text",
            "Pedir un comentario",
            "Se pregunta después. Vacía: no se pregunta.",
            pt="Pedir um comentário",
            pt_help="Perguntado depois. Vazia: não se pergunta.",
        ),
    )
    variable: VariableName | None = Field(
        default=None,
        title="Keep the score in",
        json_schema_extra=editor("variable", "Guardar la nota en", pt="Guardar a nota em"),
    )
    retries: Annotated[int, Field(ge=0, le=5)] = Field(
        default=1,
        title="Times to ask again",
        json_schema_extra=editor("number", "Veces que se repite", pt="Vezes que se repete"),
    )


def _step(turn: Turn, data: RateData, event: Event | None) -> str | None:  # noqa: PLR0911 - a return for each case reads best
    if event is None:
        turn.heard = ""
        _ask(turn, data)
        return None
    if not isinstance(event, UserSaid):
        return None
    turn.take_heard()
    score = turn.memo.get("score")
    if isinstance(score, int):
        declined = read_yes_no(event.text) is False
        return _rated(turn, data, score, "" if declined else event.text.strip())
    reading = _input(data).read(turn, event)
    if isinstance(reading, Accepted) and isinstance(reading.value, int):
        comment = turn.text(data.comment_question)
        if not comment:
            return _rated(turn, data, reading.value, "")
        turn.remember(score=reading.value)
        turn.say(comment)
        return None
    turn.attempts += 1
    if turn.attempts > data.retries or read_yes_no(event.text) is False:
        turn.trace("not_rated")
        return "skipped" if turn.has_exit("skipped") else "next"
    turn.say(
        turn.wording(
            "invalid_rating", minimum=1 if data.measure == "csat" else 0, maximum=_input(data).scale
        ),
        choices=buttons(_input(data), turn),
        input=_input(data).shape(turn),
    )
    return None


def _rated(turn: Turn, data: RateData, score: int, comment: str) -> str:
    if data.variable is not None:
        turn.set(data.variable, score)
    facts: dict[str, Value] = {"measure": data.measure, "score": score}
    if comment:
        facts["comment"] = comment
    turn.record("rated", **facts)
    return "low" if score <= _LOW[data.measure] and turn.has_exit("low") else "next"


def _input(data: RateData) -> RatingInput:
    return RatingInput(scale=10, from_zero=True) if data.measure == "nps" else RatingInput(scale=5)


def _ask(turn: Turn, data: RateData) -> None:
    expected = _input(data)
    question = turn.text(data.question) or pick(_QUESTIONS[data.measure], turn.language, "en")
    turn.say(question, choices=buttons(expected, turn), input=expected.shape(turn))


KIND = Kind(
    name="rate",
    group="collect",
    icon="star",
    title={"en": "Rate", "es": "Valorar", "pt": "Avaliar"},
    summary={
        "en": "Ask for a rating (CSAT or NPS).",
        "es": "Pide una valoración (CSAT o NPS).",
        "pt": "Pede uma avaliação (CSAT ou NPS).",
    },
    data=RateData,
    ports=lambda _data: (Port("next"), Port("low", needed=False), Port("skipped", needed=False)),
    step=_step,
    waits=lambda _data: True,
    listens=lambda _data: True,
    uses=lambda data: Uses(
        optional_texts={"question": data.question, "comment_question": data.comment_question},
        writes=(data.variable,) if data.variable else (),
    ),
    repeat=_ask,
)
