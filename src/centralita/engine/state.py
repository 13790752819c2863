"""Where a conversation stands: all that is needed to go on with it, in another process too."""

from __future__ import annotations

from typing import Literal

import msgspec

from centralita.engine.effects import Asking
from centralita.engine.values import Value

Channel = Literal["chat", "voice"]
Status = Literal["active", "waiting_person", "held", "ended"]
Speaker = Literal["caller", "agent", "person"]

TRANSCRIPT_ENTRIES = 30
TRANSCRIPT_TEXT = 2_000


class Utterance(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Something that was said, cut to what a model or a person needs to follow the talk."""

    speaker: Speaker
    text: str


class Frame(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A flow that called another one: the node to go on from, by its port `next`."""

    flow: str
    node: str


class State(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Immutable; every `advance` gives a new one.

    `heard` is the caller's last message while no node has used it up, and `sorted_by` the
    nodes that have already chosen a way by it, or have let the model begin after it. `memo` belongs to the node in
    `node` and is forgotten when it is left. `steps` is how many nodes were
    walked through since the caller last spoke: the guard against loops that never wait.
    `silences` is how often nothing came from the caller since they last spoke. `language_chosen`: they have said
    themselves which language they want, so that no guess changes it. `approvals` are the effects that wait for a person's
    yes or no.
    """

    seed: str
    channel: Channel
    language: str
    status: Status = "active"
    flow: str = ""
    node: str = ""
    started: bool = False
    stack: tuple[Frame, ...] = ()
    variables: dict[str, Value] = {}
    given: dict[str, Value] = {}
    attempts: int = 0
    memo: dict[str, Value] = {}
    pending: tuple[Asking, ...] = ()
    transcript: tuple[Utterance, ...] = ()
    heard: str = ""
    sorted_by: tuple[str, ...] = ()
    effects: int = 0
    turns: int = 0
    steps: int = 0
    silences: int = 0
    held_by: str = ""
    outcome: str = ""
    language_chosen: bool = False
    approvals: tuple[str, ...] = ()
