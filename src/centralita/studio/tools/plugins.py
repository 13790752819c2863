"""The plug-ins that are installed: found and made once in a process. A broken one is told, and hurts no other."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Final

import msgspec

from centralita.engine.values import Value
from centralita.kit.errors import AppError
from centralita.kit.logs import get_logger
from centralita.kit.outbound import Outbound
from centralita.studio.tools.calling import Key, Outcome
from centralita.studio.tools.domain.answer import mapped
from centralita.studio.tools.domain.definition import ARGUMENT, DefinitionMalformed, ToolDefinition, read
from centralita.studio.tools.domain.sign_in import SignIn
from centralita.studio.tools.plugin import (
    GROUP,
    PluginAnswer,
    PluginContext,
    PluginError,
    ToolPlugin,
)

_SHOWN: Final = 4_000
_WORDS: Final = 200
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Installed:
    """A plug-in by its name. `fault` says why it cannot be used, '' when it can."""

    name: str
    package: str
    label: str
    description: str
    parameters: Mapping[str, Any]
    fault: str = ""
    plugin: ToolPlugin | None = None


@cache
def installed() -> Mapping[str, Installed]:
    """Those of this process, by name; of two with one name the first counts and the other is told as broken."""
    return found(entry_points(group=GROUP))


def usable() -> frozenset[str]:
    """The names of those that can be used."""
    return frozenset(name for name, one in installed().items() if not one.fault)


def found(points: Iterable[EntryPoint]) -> Mapping[str, Installed]:
    """What these entry points lead to, each by itself."""
    known: dict[str, Installed] = {}
    for point in sorted(points, key=lambda one: (one.name, one.value)):
        package = point.dist.name if point.dist is not None else ""
        one = _made(point, package)
        if one.name in known:
            one = _broken(f"{one.name} ({package})"[:120], package, "another plug-in has this name")
        if one.fault:
            log.warning("tool_plugin_broken", plugin=one.name, package=package, fault=one.fault)
        known[one.name] = one
    return known


def _made(point: EntryPoint, package: str) -> Installed:
    name = point.name[:64]
    if not ARGUMENT.fullmatch(name):
        return _broken(name, package, "its name is letters, digits and _")
    try:
        loaded = point.load()
        plugin = loaded() if isinstance(loaded, type) else loaded
        if not isinstance(plugin, ToolPlugin):
            return _broken(name, package, "it has no label, description, parameters and call")
        shape = read(
            {
                "description": plugin.description[:2_000],
                "parameters": msgspec.to_builtins(dict(plugin.parameters)),
            }
        )
        return Installed(
            name, package, str(plugin.label)[:120], shape.description, shape.parameters, "", plugin
        )
    except DefinitionMalformed as error:
        return _broken(name, package, f"its parameters: {error.data.get('reason', '')}")
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return _broken(name, package, f"{type(error).__name__}: {error}")


def _broken(name: str, package: str, fault: str) -> Installed:
    return Installed(name, package, name, "", {"type": "object", "properties": {}}, fault[:300])


async def call_plugin(
    outbound: Outbound,
    definition: ToolDefinition,
    arguments: Mapping[str, Value],
    given: Mapping[str, str],
    key: Key,
    once: str,
) -> Outcome:
    """Let a plug-in do it, in time; whatever it does is an outcome. `given` is known of the conversation."""
    one = installed().get(definition.request.remote)
    if one is None or one.plugin is None:
        return Outcome(ok=False, error="plugin_missing")
    if key.kind is not SignIn.NONE and key.origins != {f"plugin:{one.name}"}:
        # A secret that was typed for a host, or for another plug-in.
        return Outcome(ok=False, error="secret_elsewhere")
    context = PluginContext(
        conversation_id=given.get("conversation.id", ""),
        language=given.get("conversation.language", ""),
        channel=given.get("conversation.channel", ""),
        contact_id=given.get("contact.id", ""),
        contact_name=given.get("contact.name", ""),
        contact_phone=given.get("contact.phone", ""),
        contact_email=given.get("contact.email", ""),
        caller_number=given.get("caller.number", ""),
        visitor_id=given.get("visitor.id", ""),
        once=once,
        fetch=_Fetch(outbound).fetch,
        settings={pair.name: pair.value for pair in definition.request.fields},
        credentials=dict(key.fields),
    )
    began = time.perf_counter()
    try:
        async with asyncio.timeout(definition.timeout):
            came = await one.plugin.call(dict(arguments), context)
        value = mapped(msgspec.to_builtins(came), definition.outputs)
    except PluginError as error:
        return _failed("plugin_refused", began, str(error)[:_WORDS])
    except TimeoutError:
        return _failed("timed_out", began)
    except Exception as error:  # noqa: BLE001 - somebody else's code: its failure is an outcome
        log.warning("tool_plugin_failed", plugin=one.name, error=type(error).__name__)
        return _failed("plugin_failed", began)
    shown = msgspec.json.encode(value).decode("utf-8", "replace")[:_SHOWN]
    return Outcome(ok=True, value=value, text=shown, ms=_since(began), attempts=1)


class _Fetch:
    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound

    async def fetch(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> PluginAnswer:
        try:
            answer = await self._outbound.fetch_async(
                method, url, headers=dict(headers or {}), content=content
            )
        except AppError as error:
            raise PluginError(f"not reached: {error.code}") from None
        return PluginAnswer(answer.status, answer.headers, answer.body)


def _failed(code: str, began: float, text: str = "") -> Outcome:
    return Outcome(ok=False, error=code, text=text, ms=_since(began), attempts=1)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
