"""Reading small files, and looking at what became of them."""

import json
from typing import Any

from centralita.studio.imports.reading import Found, Reading, read, read_all
from tests.studio.imports.test_hostile import no_guess
from tests.studio.imports.test_talking import Talk, begun_with


def reading_of(document: Any, name: str = "a.json") -> Reading:
    """One document as a file of its own."""
    return read([(name, json.dumps(document).encode())], no_guess)


def reading_of_files(files: dict[str, Any]) -> Reading:
    """Several documents, or texts, by their paths."""
    parts = [
        (name, one.encode() if isinstance(one, str) else json.dumps(one).encode())
        for name, one in files.items()
    ]
    return read(parts, no_guess)


def all_of_files(files: dict[str, Any]) -> Found:
    """Each agent in several documents, or texts, or bytes, by their paths."""
    parts = [
        (
            name,
            one
            if isinstance(one, bytes)
            else one.encode()
            if isinstance(one, str)
            else json.dumps(one).encode(),
        )
        for name, one in files.items()
    ]
    return read_all(parts, no_guess)


def names(found: Found) -> list[str]:
    """What the agents are called that came in."""
    return [reading.drawn.name for reading in found.readings]


def codes(reading: Reading) -> list[str]:
    """What is not taken over as it was."""
    return [loss.code for loss in reading.drawn.losses]


def told(reading: Reading, code: str) -> list[str]:
    """What the losses of one kind speak of."""
    return [text for loss in reading.drawn.losses if loss.code == code for text in loss.data.values()]


def steps(reading: Reading) -> dict[str, Any]:
    """Each step's data by its name."""
    return {
        node.name: node.data.model_dump(mode="json")
        for flow in reading.drawn.blueprint.flows
        for node in flow.nodes
    }


def ways(reading: Reading) -> dict[tuple[str, str], str]:
    """Where each port of each step of the first flow leads."""
    flow = reading.drawn.blueprint.flows[0]
    return {(one.source, one.port): one.target for one in flow.edges}


def talk_with(reading: Reading, *, model: bool = False) -> tuple[Talk, list[str]]:
    """A conversation with it, and what is said first."""
    return begun_with(reading.drawn.blueprint, model=model)
