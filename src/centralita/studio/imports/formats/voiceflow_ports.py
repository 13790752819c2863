"""Where a node of Voiceflow leads: its ports, named in newer files and only listed in older ones. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, fields, listed, objects, text

Json = Mapping[str, Any]
_NAMED: Final = frozenset({"next", "else", "fail"})


def ports(node: Json) -> dict[str, str]:
    """Where a node leads by name: `next`, `else`, `fail`; by a port's own key; by a number for those that are listed."""
    found: dict[str, str] = {}
    kept = fields(node, "data", "portsV2") or fields(node, "data", "ports")
    for part in ("builtIn", "byKey"):
        for key, port in fields(kept, part).items():
            target = text(port, "target")
            if target:
                found[str(key)] = target
    rows = listed(kept, "dynamic") or listed(at(node, "data"), "ports")
    named = [text(port, "type") in _NAMED for port in rows]
    unnamed = [port for port, known in zip(rows, named, strict=True) if not known]
    for port, known in zip(rows, named, strict=True):
        if known and text(port, "target"):
            found[text(port, "type")] = text(port, "target")
    # In the oldest files no port has a name: the only one leads on, and before those of choices stands the other way.
    if not any(named) and not listed(kept, "dynamic"):
        several = len(objects(node, "data", "choices") or objects(node, "data", "expressions"))
        if several and len(unnamed) == several + 1:
            found.setdefault("else", text(unnamed[0], "target"))
            unnamed = unnamed[1:]
        elif not several and len(unnamed) == 1:
            found.setdefault("next", text(unnamed[0], "target"))
    for position, port in enumerate(unnamed):
        if text(port, "target"):
            found[f"#{position}"] = text(port, "target")
    return {name: target for name, target in found.items() if target}
