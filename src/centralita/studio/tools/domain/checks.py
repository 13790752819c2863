"""What is missing or wrong in a definition before it can be published or tried."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from centralita.kit.outbound import Guard, OutboundRefused
from centralita.kit.scrubbing import looks_secret, names_a_secret
from centralita.studio.tools.domain import addresses, answer, body
from centralita.studio.tools.domain.approval import is_number
from centralita.studio.tools.domain.definition import ToolDefinition, ToolRequest, templates
from centralita.studio.tools.domain.given import GIVEN
from centralita.studio.tools.domain.message import TO, Channel, ToolMessage, is_domain, plain
from centralita.studio.tools.domain.placeholder import placeholders
from centralita.studio.tools.domain.sharing import WITH_ADDRESS, SharedBy
from centralita.studio.tools.domain.sign_in import SignIn

# A shorter text under the name of a secret is a word: `token_type`, `max_tokens`.
_OPAQUE: Final = 8
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


def problems(
    definition: ToolDefinition,
    guard: Guard,
    sign_in: SignIn | None = None,
    plugins: Collection[str] = (),
    shared: SharedBy | None = None,
) -> tuple[ToolProblem, ...]:
    """Everything that has to be mended before the tool can be called; what signs it in too, where that is told.

    `plugins` are the names of those that are installed.
    """
    return (
        *_found(definition, guard),
        *_around(definition, sign_in, plugins),
        *(_of_shared(definition, shared) if shared else ()),
    )


def _of_shared(definition: ToolDefinition, shared: SharedBy) -> Iterator[ToolProblem]:
    origin = addresses.origin_of(definition.request.address)
    if shared.waiting:
        yield ToolProblem("sign_in_waiting", "sign_in", {"name": shared.label})
    elif definition.request.kind not in WITH_ADDRESS:
        yield ToolProblem("sign_in_not_for_kind", "sign_in", {"name": shared.label})
    elif origin and origin not in shared.origins:
        yield ToolProblem("sign_in_elsewhere", "sign_in", {"name": shared.label, "host": origin})


def _around(
    definition: ToolDefinition, sign_in: SignIn | None, plugins: Collection[str]
) -> Iterator[ToolProblem]:
    request = definition.request
    if request.kind == "sms" and sign_in is not None and sign_in is not SignIn.BASIC:
        yield ToolProblem("sms_account_missing", "sign_in")
    if sign_in is SignIn.BODY_KEY and not (
        request.kind == "http" and request.body != "none" and request.method != "GET"
    ):
        yield ToolProblem("sign_in_without_body", "sign_in")
    if request.kind == "plugin" and request.remote not in plugins:
        yield ToolProblem("plugin_missing", "request.remote", {"name": request.remote})


def _found(definition: ToolDefinition, guard: Guard) -> Iterator[ToolProblem]:
    if not definition.description.strip():
        yield ToolProblem("description_missing", "description")
    if definition.request.kind in {"http", "mcp", "sms"}:
        yield from _address(definition.request.address.strip(), guard)
    match definition.request.kind:
        case "email" | "sms" as channel:
            yield from _message(definition, channel)
        case _:
            pass
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
    yield from _json(definition)
    yield from _secrets(definition.request)
    yield from _outputs(definition)
    yield from _approval(definition)


def _json(definition: ToolDefinition) -> Iterator[ToolProblem]:
    request = definition.request
    places = [
        (f"request.fields.{index}.value", field.value)
        for index, field in enumerate(request.fields)
        if field.type == "json" and (request.kind == "mcp" or request.body == "json")
    ]
    if request.kind == "http" and request.body == "raw":
        places.append(("request.template", request.template))
    for place, text in places:
        try:
            body.read_json(text)
        except body.NotJson:
            yield ToolProblem("json_malformed", place)


def _secrets(request: ToolRequest) -> Iterator[ToolProblem]:
    """Keys that were typed as text, where everybody who sees the tool reads them: they belong to its sign-in."""
    for place, name, text in _literals(request):
        opaque = len(text) >= _OPAQUE and not any(letter.isspace() for letter in text)
        if looks_secret(text) or (opaque and "{" not in text and names_a_secret(name)):
            yield ToolProblem("secret_in_text", place, {"name": name[:60]})


def _literals(request: ToolRequest) -> Iterator[tuple[str, str, str]]:
    """Each text that goes out under a name, with the field where it stands."""
    for name, text in parse_qsl(urlsplit(request.address).query if _readable(request.address) else ""):
        yield "request.address", name, text
    for part in ("query", "headers"):
        for index, pair in enumerate(getattr(request, part)):
            yield f"request.{part}.{index}.value", pair.name, pair.value
    for index, field in enumerate(request.fields):
        place = f"request.fields.{index}.value"
        for name, text in (
            _leaves(field.value, field.name) if field.type == "json" else [(field.name, field.value)]
        ):
            yield place, name, text
    if request.body == "raw":
        for name, text in _leaves(request.template, ""):
            yield "request.template", name, text


def _leaves(written: str, name: str) -> Iterator[tuple[str, str]]:
    try:
        level = [(name, body.read_json(written))]
    except body.NotJson:
        return
    while level:
        name, value = level.pop()
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict):
            level += value.items()
        elif isinstance(value, list):
            level += [(name, one) for one in value]


def _readable(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


def _message(definition: ToolDefinition, channel: Channel) -> Iterator[ToolProblem]:
    message = definition.request.message or ToolMessage()
    if not message.text.strip():
        yield ToolProblem("message_missing", "request.message.text")
    if channel == "email" and not message.subject.strip():
        yield ToolProblem("subject_missing", "request.message.subject")
    if message.to == "fixed" and not message.address:
        yield ToolProblem("recipient_missing", "request.message.address")
    elif message.to == "fixed" and plain(channel, message.address) is None:
        yield ToolProblem(f"{channel}_malformed", "request.message.address", {"address": message.address})
    if channel == "sms" and not message.sender:
        yield ToolProblem("sender_missing", "request.message.sender")
    elif message.sender and plain(channel, message.sender) is None:
        yield ToolProblem(f"{channel}_malformed", "request.message.sender", {"address": message.sender})
    if message.to != "given":
        return
    if TO not in definition.arguments:
        yield ToolProblem("recipient_argument_missing", "request.message.to", {"argument": TO})
    if not message.allowed:
        yield ToolProblem("recipients_missing", "request.message.allowed")
    for index, entry in enumerate(message.allowed):
        if plain(channel, entry) is None and not (channel == "email" and is_domain(entry)):
            place = f"request.message.allowed.{index}"
            yield ToolProblem(f"{channel}_malformed", place, {"address": entry})


def _approval(definition: ToolDefinition) -> Iterator[ToolProblem]:
    approval = definition.approval
    if approval.when != "rule":
        return
    if not approval.rules:
        yield ToolProblem("approval_without_rule", "approval.rules")
    for index, rule in enumerate(approval.rules):
        place = f"approval.rules.{index}"
        if rule.argument not in definition.arguments:
            yield ToolProblem("argument_unknown", f"{place}.argument", {"argument": rule.argument})
        if rule.comparison in {"more_than", "less_than"} and not is_number(rule.value):
            yield ToolProblem("approval_number_needed", f"{place}.value", {"value": rule.value[:60]})


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
