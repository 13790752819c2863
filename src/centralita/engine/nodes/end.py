"""End: say goodbye and close the conversation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from centralita.engine.data import NodeData, Texts, editor
from centralita.engine.events import Event
from centralita.engine.nodes.kind import Kind, Uses
from centralita.engine.turn import Turn


class EndData(NodeData):
    """The last words, and what came of the conversation."""

    text: Texts = Field(
        default={},
        title="Goodbye",
        description="Said before closing. May stay empty.",
        json_schema_extra=editor(
            "text",
            "Despedida",
            "Se dice antes de cerrar. Puede quedar vacía.",
            pt="Despedida",
            pt_help="Dita antes de encerrar. Pode ficar vazia.",
        ),
    )
    outcome: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")] = Field(
        default="completed",
        title="Outcome",
        description="What came of it, as the reports will count it, such as booked or not_interested.",
        json_schema_extra=editor(
            "outcome",
            "Resultado",
            "Cómo se contará en los informes: booked, not_interested…",
            pt="Resultado",
            pt_help="Como contará nos relatórios: booked, not_interested…",
        ),
    )


def _step(turn: Turn, data: EndData, _event: Event | None) -> None:
    turn.say(turn.text(data.text))
    turn.end(data.outcome, "finished")


KIND = Kind(
    name="end",
    group="finish",
    icon="circle-stop",
    title={"en": "End", "es": "Terminar", "pt": "Encerrar"},
    summary={"en": "Close the conversation.", "es": "Cierra la conversación.", "pt": "Encerra a conversa."},
    data=EndData,
    ports=lambda _data: (),
    step=_step,
    uses=lambda data: Uses(optional_texts={"text": data.text}),
)
