"""How a flow lies on the canvas: for those who draw it, nothing to whoever runs it."""

from typing import Annotated

from pydantic import Field, StringConstraints

from centralita.engine.data import Frozen, Identifier, Label

MAX_THINGS = 200
MAX_ANSWERS = 50

Side = Annotated[float, Field(ge=20, le=20_000, allow_inf_nan=False)]


class Position(Frozen):
    """Where a thing lies on the canvas, in pixels."""

    x: Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)] = 0.0
    y: Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)] = 0.0


Words = Annotated[str, StringConstraints(max_length=2_000)]


class Signature(Frozen):
    """Who did something and when, as the draft says. The name stays when its person has left.

    `at` is a UTC time to the second, as text: what was sent and what is stored are the same words.
    """

    by: Identifier
    name: Label = ""
    at: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")]


class Answer(Frozen):
    """What somebody answered to a comment."""

    id: Identifier
    text: Words = ""
    signed: Signature


class Note(Frozen):
    """A comment of whoever draws the flow. No customer ever hears it.

    It lies on the canvas, or belongs to the step `node`. What was stored before comments were signed stays the same
    content: what they do not have is left out.
    """

    id: Identifier
    text: Words = ""
    position: Position = Position()
    width: Side = 220.0
    height: Side = 120.0
    node: Annotated[Identifier | None, Field(exclude_if=lambda node: node is None)] = None
    signed: Annotated[Signature | None, Field(exclude_if=lambda signed: signed is None)] = None
    answers: Annotated[
        tuple[Answer, ...], Field(max_length=MAX_ANSWERS, exclude_if=lambda answers: not answers)
    ] = ()
    done: Annotated[Signature | None, Field(exclude_if=lambda done: done is None)] = None


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
