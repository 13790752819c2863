"""Transfer: connect the caller to a phone number or another agent; in a chat, give the number."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from centralita.engine.data import NodeData, Texts, editor
from centralita.engine.events import Event, ToolReturned
from centralita.engine.inspection import Finding
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.turn import Turn


class TransferData(NodeData):
    """Where to, and what is said before."""

    target: Literal["phone", "agent"] = Field(
        default="phone",
        title="To",
        json_schema_extra=editor("select", "A", pt="Para"),
    )
    to: Annotated[str, StringConstraints(max_length=200)] = Field(
        default="",
        title="Number or agent",
        description="A phone number such as +34 910 000 000, a variable such as {{business.phone}}, or an agent's id.",
        json_schema_extra=editor(
            "text",
            "Número o agente",
            "Un teléfono, una variable como {{business.phone}} o el id de un agente.",
            pt="Número ou agente",
            pt_help="Um telefone, uma variável como {{business.phone}} ou o id de um agente.",
        ),
    )
    text: Texts = Field(
        default={},
        title="Text",
        description="Said before. Empty, in a chat: the built-in sentence with the number.",
        json_schema_extra=editor(
            "text",
            "Texto",
            "Se dice antes. Vacío, en un chat: la frase de serie con el número.",
            pt="Texto",
            pt_help="Dito antes. Vazio, em um chat: a frase padrão com o número.",
        ),
    )


def _step(turn: Turn, data: TransferData, event: Event | None) -> str | None:
    if isinstance(event, ToolReturned):
        if not event.ok:
            turn.trace("transfer_failed", error=event.error)
            return "failed"
        turn.end("transferred", "transferred")
        return None
    if event is not None:
        return None
    to = turn.render(data.to).strip()[:200]
    if not to:
        turn.trace("transfer_failed", error="no number")
        return "failed"
    if turn.state.channel == "chat" and data.target == "phone":
        turn.say(turn.text(data.text) or turn.wording("transfer", number=to))
        turn.record("transfer_offered", to=to)
        return "next"
    turn.say(turn.text(data.text))
    turn.remember(transfer=turn.transfer(to, data.target))
    return None


KIND = Kind(
    name="transfer",
    group="people",
    icon="phone-forwarded",
    title={"en": "Transfer", "es": "Transferir", "pt": "Transferir"},
    summary={
        "en": "Connect to a phone number or another agent.",
        "es": "Conecta con un teléfono u otro agente.",
        "pt": "Conecta com um telefone ou outro agente.",
    },
    data=TransferData,
    ports=lambda _data: (Port("next", needed=False), Port("failed")),
    step=_step,
    uses=lambda data: Uses(optional_texts={"text": data.text}, templates=(data.to,)),
    check=lambda data, _inspection: [] if data.to.strip() else [Finding("no_target", "error")],
)
