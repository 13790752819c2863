"""What a node's own check may look at, and the form of what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from centralita.engine.settings import Tool
from centralita.engine.values import Value

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend. `data` names what the sentence speaks of; `sentence` puts it in words."""

    code: str
    severity: Severity
    flow_id: str | None
    node_id: str | None
    data: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem found by a node in its own data, before it is known which node it is."""

    code: str
    severity: Severity
    data: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inspection:
    """The blueprint around the node that is checked."""

    languages: tuple[str, ...]
    model_connected: bool
    tools: dict[str, Tool]
    sources: frozenset[str]
    variables: frozenset[str]
