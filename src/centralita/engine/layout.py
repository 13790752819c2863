"""How a flow lies on the canvas: for those who draw it, nothing to whoever runs it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from centralita.engine.data import Frozen, Identifier, Label

MAX_THINGS = 200

Side = Annotated[float, Field(ge=20, le=20_000, allow_inf_nan=False)]


class Position(Frozen):
    """Where a thing lies on the canvas, in pixels."""

    x: Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)] = 0.0
    y: Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)] = 0.0


class Note(Frozen):
    """A comment of whoever drew the flow. No customer ever hears it."""

    id: Identifier
    text: Annotated[str, StringConstraints(max_length=2_000)] = ""
    position: Position = Position()
    width: Side = 220.0
    height: Side = 120.0


class Group(Frozen):
    """A named frame around nodes that belong together: those that lie in it."""

    id: Identifier
    name: Label = ""
    position: Position = Position()
    width: Side = 600.0
    height: Side = 400.0


class Layout(Frozen):
    """What lies on the canvas besides the nodes."""

    notes: Annotated[tuple[Note, ...], Field(max_length=MAX_THINGS)] = ()
    groups: Annotated[tuple[Group, ...], Field(max_length=MAX_THINGS)] = ()
