"""The registry of node kinds: every module here that has a `KIND` is one. Adding a kind is adding a file."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

from centralita.engine.nodes.kind import GROUPS, Kind


def _discover() -> dict[str, Kind[Any]]:
    found: list[Kind[Any]] = []
    for module in pkgutil.iter_modules(__path__):
        kind = getattr(importlib.import_module(f"{__name__}.{module.name}"), "KIND", None)
        if isinstance(kind, Kind):
            found.append(kind)
    found.sort(key=lambda kind: (GROUPS.index(kind.group), kind.name))
    return {kind.name: kind for kind in found}


KINDS = _discover()
