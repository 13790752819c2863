"""What is missing or wrong in a definition before it can be published or tried."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Final

from centralita.kit.outbound import Guard, OutboundRefused
from centralita.studio.tools.domain import addresses, answer
from centralita.studio.tools.domain.definition import GIVEN, ToolDefinition, placeholders, templates

_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
# Kept sealed by the tool's sign-in, or ours to set.
RESERVED_HEADERS: Final = frozenset(
    {
        *("authorization", "cookie", "proxy-authorization", "set-cookie"),
        *("connection", "content-length", "host", "te", "transfer-encoding", "upgrade", "content-type"),
        *("accept-encoding", "idempotency-key", "mcp-session-id", "mcp-protocol-version"),
    }
)


@dataclass(frozen=True, slots=True)
class ToolProblem:
    """Something to mend. `field` says where; `data` names what the sentence speaks of."""

    code: str
    field: str
    data: dict[str, str] = dataclass_field(default_factory=dict)


def problems(definition: ToolDefinition, guard: Guard) -> tuple[ToolProblem, ...]:
    """Everything that has to be mended before the tool can be called."""
    return tuple(_found(definition, guard))


def _found(definition: ToolDefinition, guard: Guard) -> Iterator[ToolProblem]:
    if not definition.description.strip():
        yield ToolProblem("description_missing", "description")
    yield from _address(definition.request.address.strip(), guard)
    if definition.request.kind == "mcp" and not definition.request.remote.strip():
        yield ToolProblem("remote_missing", "request.remote")
    known = {*definition.arguments, *GIVEN}
    for place, text in templates(definition.request):
        for name in placeholders(text):
            if name not in known:
                yield ToolProblem("argument_unknown", place, {"argument": name})
    for index, pair in enumerate(definition.request.headers):
        if not _HEADER.fullmatch(pair.name):
            yield ToolProblem("header_malformed", f"request.headers.{index}.name", {"name": pair.name[:60]})
        elif pair.name.lower() in RESERVED_HEADERS:
            yield ToolProblem("header_reserved", f"request.headers.{index}.name", {"name": pair.name})
    yield from _outputs(definition)


def _address(address: str, guard: Guard) -> Iterator[ToolProblem]:
    if not address:
        yield ToolProblem("address_missing", "request.address")
    elif addresses.has_loose_host(address):
        yield ToolProblem("host_not_fixed", "request.address")
    else:
        try:
            addresses.check(address, guard)
        except OutboundRefused as refused:
            yield ToolProblem("address_refused", "request.address", {"reason": str(refused.data["reason"])})


def _outputs(definition: ToolDefinition) -> Iterator[ToolProblem]:
    for index, output in enumerate(definition.outputs):
        if not answer.well_formed(output.path):
            yield ToolProblem("path_malformed", f"outputs.{index}.path", {"path": output.path[:60]})
    for name, count in Counter(output.name for output in definition.outputs).items():
        if count > 1:
            yield ToolProblem("output_twice", "outputs", {"name": name})
