"""Handoff: call a person into the conversation and be silent until they give it back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from centralita.engine.data import Label, NodeData, Texts, editor
from centralita.engine.events import Event, HandedBack, TimerFired, UserSaid
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.turn import Turn


class HandoffData(NodeData):
    """What is said, what the person should know, and how long they are waited for."""

    text: Texts = Field(
        default={},
        title="Text",
        description="Said to the caller. Empty: the built-in sentence.",
        json_schema_extra=editor(
            "text",
            "Texto",
            "Lo que se dice. Vacío: la frase de serie.",
            pt="Texto",
            pt_help="O que se diz. Vazio: a frase padrão.",
        ),
    )
    reason: Label = Field(
        default="",
        title="Reason",
        description="For the person who takes over.",
        json_schema_extra=editor(
            "text", "Motivo", "Para la persona que atiende.", pt="Motivo", pt_help="Para a pessoa que assume."
        ),
    )
    team: Label = Field(default="", title="Team", json_schema_extra=editor("team", "Equipo", pt="Equipe"))
    urgent: bool = Field(
        default=False, title="Urgent", json_schema_extra=editor("switch", "Urgente", pt="Urgente")
    )
    wait_seconds: Annotated[float, Field(ge=1, le=604_800, allow_inf_nan=False)] | None = Field(
        default=None,
        title="Wait at most, in seconds",
        description="When nobody takes over by then, “nobody” is taken. Empty: wait for ever.",
        json_schema_extra=editor(
            "duration",
            "Esperar como máximo",
            "Si nadie atiende, se sale por «nadie». Vacío: sin límite.",
            pt="Esperar no máximo",
            pt_help="Se ninguém assumir, sai por “ninguém”. Vazio: sem limite.",
        ),
    )


def _step(turn: Turn, data: HandoffData, event: Event | None) -> str | None:
    match event:
        case None:
            turn.heard = ""
            turn.say(turn.text(data.text) or turn.wording("handoff"))
            turn.hand_off(turn.tell(data.reason) or "handoff", team=data.team, urgent=data.urgent)
            if data.wait_seconds is not None:
                turn.start_timer(data.wait_seconds)
            return None
        case TimerFired():
            turn.status = "active"
            turn.trace("nobody_took_over")
            return "nobody"
        case HandedBack():
            turn.forget_pending()
            return "returned" if turn.has_exit("returned") else None
        case UserSaid():
            # Given back with nowhere to go on: what the caller says next begins the talk anew.
            turn.stack = ()
            turn.call_flow(turn.program.entry_flow, comes_back=False)
            return None
        case _:
            return None


def _ports(data: HandoffData) -> tuple[Port, ...]:
    back = Port("returned", needed=False)
    return (back, Port("nobody")) if data.wait_seconds is not None else (back,)


KIND = Kind(
    name="handoff",
    group="people",
    icon="user-round-check",
    title={"en": "Hand off", "es": "Pasar a una persona", "pt": "Passar para uma pessoa"},
    summary={
        "en": "A person goes on with the conversation.",
        "es": "Una persona sigue con la conversación.",
        "pt": "Uma pessoa continua a conversa.",
    },
    data=HandoffData,
    ports=_ports,
    step=_step,
    waits=lambda _data: True,
    uses=lambda data: Uses(optional_texts={"text": data.text}, templates=(data.reason,)),
)
