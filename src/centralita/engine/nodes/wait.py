"""Wait: for a time, or for the caller to write."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from centralita.engine.data import NodeData, VariableName, editor
from centralita.engine.events import Event, TimerFired, UserSaid
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.turn import Turn


class WaitData(NodeData):
    """What is waited for. `seconds` of a wait for a message is how long at most; none: for ever."""

    until: Literal["message", "time"] = Field(
        default="message",
        title="Wait for",
        description="A message of the caller, or a time to pass.",
        json_schema_extra=editor(
            "select",
            "Esperar",
            "Un mensaje, o que pase un tiempo.",
            pt="Esperar",
            pt_help="Uma mensagem, ou que passe um tempo.",
        ),
    )
    seconds: Annotated[float, Field(ge=0.1, le=2_592_000, allow_inf_nan=False)] | None = Field(
        default=None,
        title="Seconds",
        description="For a message: how long at most. Empty: as long as it takes.",
        json_schema_extra=editor(
            "duration",
            "Segundos",
            "Para un mensaje, como máximo. Vacío: lo que haga falta.",
            pt="Segundos",
            pt_help="Para uma mensagem, no máximo. Vazio: o tempo que for preciso.",
        ),
    )
    variable: VariableName | None = Field(
        default=None,
        title="Keep the message in",
        json_schema_extra=editor("variable", "Guardar el mensaje en", pt="Guardar a mensagem em"),
    )


def _step(turn: Turn, data: WaitData, event: Event | None) -> str | None:
    match event:
        case None:
            turn.heard = ""
            seconds = data.seconds if data.seconds is not None else (None if data.until == "message" else 1.0)
            if seconds is not None:
                turn.start_timer(seconds)
            return None
        case UserSaid() if data.until == "message":
            if data.variable is not None:
                turn.set(data.variable, event.text)
            return "next"
        case TimerFired():
            return "timeout" if data.until == "message" else "next"
        case _:
            return None


def _ports(data: WaitData) -> tuple[Port, ...]:
    if data.until == "message" and data.seconds is not None:
        return Port("next"), Port("timeout")
    return (Port("next"),)


KIND = Kind(
    name="wait",
    group="logic",
    icon="hourglass",
    title={"en": "Wait", "es": "Esperar", "pt": "Esperar"},
    summary={
        "en": "Wait for a message or a time.",
        "es": "Espera un mensaje o un tiempo.",
        "pt": "Espera uma mensagem ou um tempo.",
    },
    data=WaitData,
    ports=_ports,
    step=_step,
    waits=lambda data: data.until == "message" and data.seconds is None,
    uses=lambda data: Uses(writes=(data.variable,) if data.variable else ()),
    silent=True,
)
