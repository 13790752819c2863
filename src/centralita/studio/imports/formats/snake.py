"""Names as JavaScript writes them, made names as the published formats have them: firstMessage, first_message. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])[A-Z]")
# Objects whose keys are somebody's own names.
_OWN: Final = frozenset(
    {"dynamicVariablePlaceholders", "properties", "requestHeaders", "pathParamsSchema", "dataCollection"}
    | {"languagePresets", "nodes", "edges"}
)


def snaked(value: Any, *, own: bool = False) -> Any:
    """The same value with every key so written. `own`: its keys are names and stay."""
    if isinstance(value, Mapping):
        return {
            key if own else _CAPITAL.sub(lambda match: "_" + match[0].lower(), key): snaked(
                inner, own=not own and key in _OWN
            )
            for key, inner in value.items()
        }
    return [snaked(inner) for inner in value] if isinstance(value, list) else value
