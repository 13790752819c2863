"""Go to flow: continue in another flow, and come back from it when wanted."""

from __future__ import annotations

from pydantic import Field

from centralita.engine.data import Identifier, NodeData, editor
from centralita.engine.events import Event
from centralita.engine.inspection import Finding, Inspection
from centralita.engine.nodes.kind import Kind, Port, Uses
from centralita.engine.turn import Turn


class GoToFlowData(NodeData):
    """Which flow, and whether the conversation comes back here at its end."""

    flow: Identifier | None = Field(
        default=None,
        title="Flow",
        json_schema_extra=editor("flow", "Flujo", pt="Fluxo"),
    )
    comes_back: bool = Field(
        default=True,
        title="Come back at its end",
        description="Then this node goes on by “next”.",
        json_schema_extra=editor(
            "switch",
            "Volver al terminar",
            "Entonces este nodo sigue por «siguiente».",
            pt="Voltar ao terminar",
            pt_help="Então este passo segue por “próximo”.",
        ),
    )


def _step(turn: Turn, data: GoToFlowData, _event: Event | None) -> str | None:
    if data.flow is not None and turn.call_flow(data.flow, comes_back=data.comes_back):
        return None
    turn.trace("flow_not_entered", flow=data.flow)
    if data.flow not in turn.program.entries:
        return "next"
    turn.record("stuck", reason="flows_without_end")  # they call each other
    turn.say(turn.wording("stuck"))
    return None


def _check(data: GoToFlowData, _inspection: Inspection) -> list[Finding]:
    return [Finding("no_flow", "error")] if data.flow is None else []


KIND = Kind(
    name="go_to_flow",
    group="logic",
    icon="corner-down-right",
    title={"en": "Go to flow", "es": "Ir a otro flujo", "pt": "Ir para outro fluxo"},
    summary={
        "en": "Continue in another flow.",
        "es": "Sigue en otro flujo.",
        "pt": "Continua em outro fluxo.",
    },
    data=GoToFlowData,
    ports=lambda data: (Port("next", needed=False),) if data.comes_back else (),
    step=_step,
    uses=lambda data: Uses(flows=(data.flow,) if data.flow else ()),
    check=_check,
)
