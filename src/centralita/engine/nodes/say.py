"""Say: tell the caller something and go on."""

from __future__ import annotations

from pydantic import Field

from centralita.engine.data import NodeData, Texts, editor
from centralita.engine.events import Event
from centralita.engine.nodes.kind import Kind, Uses, one_way
from centralita.engine.turn import Turn


class SayData(NodeData):
    """What is said, per language."""

    text: Texts = Field(
        default={},
        title="Text",
        description="What the agent says. Write {{name}} to insert a variable.",
        json_schema_extra=editor(
            "text",
            "Texto",
            "Lo que dice el agente. Escriba {{nombre}} para insertar una variable.",
            pt="Texto",
            pt_help="O que o agente diz. Escreva {{nome}} para inserir uma variável.",
        ),
    )


def _step(turn: Turn, data: SayData, _event: Event | None) -> str:
    turn.say(turn.text(data.text))
    return "next"


KIND = Kind(
    name="say",
    group="talk",
    icon="message-square",
    title={"en": "Say", "es": "Decir", "pt": "Dizer"},
    summary={
        "en": "Tell the caller something.",
        "es": "Decir algo a quien llama o escribe.",
        "pt": "Dizer algo a quem fala.",
    },
    data=SayData,
    ports=one_way,
    step=_step,
    uses=lambda data: Uses(texts={"text": data.text}),
)
