"""Split: send a share of the conversations each way; the same conversation always goes the same way."""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Field

from centralita.engine.data import Frozen, Identifier, Label, NodeData, editor
from centralita.engine.events import Event
from centralita.engine.inspection import Finding, Inspection
from centralita.engine.nodes.kind import Kind, Port
from centralita.engine.turn import Turn


class Share(Frozen):
    """A way and its weight among the others."""

    id: Identifier
    name: Label = ""
    weight: Annotated[int, Field(ge=0, le=1_000_000)] = 1


class SplitData(NodeData):
    """The ways and their weights."""

    shares: Annotated[tuple[Share, ...], Field(max_length=20)] = Field(
        default=(Share(id="a", name="A"), Share(id="b", name="B")),
        title="Shares",
        json_schema_extra=editor("shares", "Partes", pt="Partes"),
    )


def _step(turn: Turn, data: SplitData, _event: Event | None) -> str:
    total = sum(share.weight for share in data.shares)
    if total == 0:
        return data.shares[0].id if data.shares else "next"
    node = turn.place.id if turn.place is not None else ""
    digest = hashlib.blake2b(f"{turn.state.seed}\n{node}".encode(), digest_size=8).digest()
    point = int.from_bytes(digest, "big") % total
    for share in data.shares:
        if point < share.weight:
            turn.trace("split", share=share.id)
            turn.record("split", node=node, share=share.id)
            return share.id
        point -= share.weight
    return data.shares[-1].id


def _check(data: SplitData, _inspection: Inspection) -> list[Finding]:
    ids = [share.id for share in data.shares]
    if not ids:
        return [Finding("no_branches", "error")]
    if len(set(ids)) < len(ids):
        return [Finding("options_alike", "error")]
    return [] if any(share.weight for share in data.shares) else [Finding("no_weight", "error")]


KIND = Kind(
    name="split",
    group="logic",
    icon="shuffle",
    title={"en": "Split", "es": "Repartir", "pt": "Dividir"},
    summary={
        "en": "Send a share of conversations each way.",
        "es": "Envía una parte de las conversaciones por cada camino.",
        "pt": "Envia uma parte das conversas por cada caminho.",
    },
    data=SplitData,
    ports=lambda data: tuple(Port(share.id, share.name) for share in data.shares),
    step=_step,
    check=_check,
)
