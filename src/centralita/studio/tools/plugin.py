"""What a plug-in of tools is: the one module that its author imports.

A package names an object of this shape under the entry point group `centralita.tools`:

    [project.entry-points."centralita.tools"]
    exchange_rate = "my_package:ExchangeRate"
"""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

GROUP = "centralita.tools"
# JSON: what goes into a tool and comes out of it.
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


class PluginError(Exception):
    """Raised by a plug-in that could not do what was asked, in a few words for the record of its calls."""


@dataclass(frozen=True, slots=True)
class PluginAnswer:
    """What another system answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class PluginFetch(Protocol):
    """The guarded way out: https and public hosts only, bounded in time and size. Raises PluginError."""

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] = ..., content: bytes | None = ...
    ) -> Awaitable[PluginAnswer]: ...


@dataclass(frozen=True, slots=True)
class PluginContext:
    """For whom a tool runs. `once` names the wish: the same wish again has the same name.

    `settings` are what the tool's page says, `credentials` how it signs in there; neither came from a model. Nor did
    who is in the conversation: '' for what is not known. `caller_number` is as the network tells it.
    """

    conversation_id: str
    language: str
    channel: str
    once: str
    fetch: PluginFetch
    settings: Mapping[str, str] = field(default_factory=dict)
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    contact_id: str = ""
    contact_name: str = field(default="", repr=False)
    contact_phone: str = field(default="", repr=False)
    contact_email: str = field(default="", repr=False)
    caller_number: str = field(default="", repr=False)
    visitor_id: str = ""


@runtime_checkable
class ToolPlugin(Protocol):
    """A kind of tool. Made once in a process, without arguments; `call` may run many times at once.

    `parameters` is the JSON Schema of its arguments, an object. What `call` returns is JSON.
    """

    label: str
    description: str
    parameters: Mapping[str, Any]

    async def call(self, arguments: Mapping[str, Json], context: PluginContext) -> Json:
        """Do it. Raises PluginError; whatever else it raises is a failure that nobody is told the words of."""
        ...
