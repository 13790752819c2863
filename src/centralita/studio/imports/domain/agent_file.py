"""Our own file of an agent: readable, in one order, and the same agent again when it is read. Pure.

What an agent has by default is left out, so that a difference in a repository is a difference in the agent.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from centralita.engine import Blueprint
from centralita.kit.scrubbing import Scrubber
from centralita.studio.agents.domain.life import Kind, Purpose
from centralita.studio.imports.domain.faults import Fault, Unreadable
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.locating import place, twice
from centralita.studio.scenarios.public import MOST_SCENARIOS, PackedScenario
from centralita.studio.tools.public import PackedTool, without_secrets

FORMAT: Final = "centralita.agent"
VERSION: Final = 1
_MOST_FAULTS: Final = 30
# YAML takes these for ends of lines, or for nothing, unless they are written in quotes.
_ODD: Final = re.compile(
    "[^\n\t -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    # A tab where it is looked how far a text is set in.
    r"|\A[ \n]*\t"
)
# What tells kinds apart is written also where it is the default.
_TOLD: Final = frozenset({"kind", "type"})


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Tag = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class FileAgent(_Part):
    """What an agent is besides what it does."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    description: Annotated[str, StringConstraints(max_length=500)] = ""
    kind: Kind = Kind.CHAT
    purpose: Purpose = Purpose.INBOUND
    tags: Annotated[tuple[_Tag, ...], Field(max_length=20)] = ()


class AgentFile(_Part):
    """The whole file. Tools come without their sign-in."""

    format: Literal["centralita.agent"] = FORMAT
    version: Literal[1] = VERSION
    agent: FileAgent
    blueprint: Blueprint
    tools: Annotated[tuple[PackedTool, ...], Field(max_length=100)] = ()
    scenarios: Annotated[tuple[PackedScenario, ...], Field(max_length=MOST_SCENARIOS)] = ()


def is_one(document: object) -> bool:
    """Whether a document says that it is an agent's file, of whatever version."""
    return isinstance(document, Mapping) and document.get("format") == FORMAT


def parse(files: Files, root: yaml.Node | None = None) -> AgentFile:
    """The agent of a file; `root` is its text as it was written, if known. Raises Unreadable.

    Each field that is unknown, wrong or there twice is told with its path, and with its line where that is known.
    """
    name, document = next((name, one) for name, one in files.items() if is_one(one))
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise Unreadable(Fault("own_unversioned", name, {"limit": str(VERSION)}))
    if version != VERSION:
        raise Unreadable(Fault("own_version", name, {"version": str(version)[:20], "limit": str(VERSION)}))
    doubled = [
        Fault("own_twice", f"{name}:{line}", {"name": key[:60], "first": str(first)})
        for line, key, first in (twice(root) if root is not None else ())
    ]
    if doubled:
        raise Unreadable(*doubled[:_MOST_FAULTS])
    try:
        return AgentFile.model_validate(document)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:_MOST_FAULTS]
        raise Unreadable(*(_fault(one, name, root) for one in found)) from None


def _fault(error: ErrorDetails, name: str, root: yaml.Node | None) -> Fault:
    location = error["loc"]
    path = ".".join(str(part) for part in location)
    if root is not None:
        line, path = place(root, location)
        name = f"{name}:{line}"
    last = str(location[-1])[:60] if location else ""
    data = {"path": path[:300], "name": last}
    match error["type"]:
        case "extra_forbidden":
            return _unknown(name, data, _names())
        case "missing":
            return Fault("own_missing", name, data)
        case "union_tag_not_found":
            tag = str(error.get("ctx", {}).get("discriminator", "")).strip("'")
            return Fault("own_missing", name, {**data, "name": tag})
        case "union_tag_invalid":
            context = error.get("ctx", {})
            known = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
            return _unknown(name, {**data, "name": str(context.get("tag", ""))[:60]}, known)
        case _:
            return Fault("own_field", name, {"path": path[:300], "reason": error["msg"][:200]})


def _unknown(file: str, data: dict[str, str], known: Sequence[str]) -> Fault:
    """A word that the format does not know there, with the one that was probably meant."""
    meant = get_close_matches(data["name"], known, n=1, cutoff=0.7)
    if not meant:
        return Fault("own_unknown", file, data)
    return Fault("own_unknown_meant", file, {**data, "meant": meant[0]})


@cache
def _names() -> tuple[str, ...]:
    """What fields are called in this format, in any place."""
    found: set[str] = set()
    waiting: list[Any] = [AgentFile.model_json_schema()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found |= set(value.get("properties", ()))
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return tuple(sorted(found))


def document_of(file: AgentFile) -> tuple[dict[str, Any], int]:
    """The file as plain values in the order in which it is written, and how many secrets were taken out of it."""
    bare = tuple(map(without_secrets, file.tools))
    emptied = sum(
        _values(tool)
        - _values(without)
        + (tool.definition.request.template != without.definition.request.template)
        for tool, without in zip(file.tools, bare, strict=True)
    )
    file = file.model_copy(update={"tools": bare})
    whole = file.model_dump(mode="json")
    told = file.model_dump(mode="json", exclude_defaults=True)
    scrubber = Scrubber()
    document = scrubbed_values(_pruned(whole, told), scrubber)
    return {"format": FORMAT, "version": VERSION, **document}, emptied + scrubber.found


def _values(tool: PackedTool) -> int:
    """How many values a tool sends and its cases hold."""
    request = tool.definition.request
    pairs = (*request.query, *request.headers, *request.fields)
    told = [value for case in tool.cases for value in case.arguments.values() if value != ""]
    return sum(pair.value != "" for pair in pairs) + len(told)


def _pruned(whole: Any, told: Any) -> Any:
    if isinstance(whole, dict) and isinstance(told, dict):
        return {
            key: _pruned(value, told[key]) if key in told else value
            for key, value in whole.items()
            if key in told or (key in _TOLD and isinstance(value, str))
        }
    if isinstance(whole, list) and isinstance(told, list):
        return [_pruned(one, other) for one, other in zip(whole, told, strict=True)]
    return whole


def scrubbed_values(value: Any, scrubber: Scrubber) -> Any:
    """A value with every text scrubbed."""
    if isinstance(value, dict):
        return {key: scrubbed_values(inner, scrubber) for key, inner in value.items()}
    if isinstance(value, list):
        return [scrubbed_values(inner, scrubber) for inner in value]
    return scrubber.text(value) if isinstance(value, str) else value


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as such, whatever spaces their lines end with."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def choose_scalar_style(self) -> Any:
        whole = isinstance(self.event, yaml.ScalarEvent) and self.event.style == "|"
        if whole and not self.flow_level and not self.simple_key_context:
            return "|"
        return super().choose_scalar_style()


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if _ODD.search(value) else "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def as_yaml(document: Mapping[str, Any]) -> str:
    """YAML: the keys in the order of the document, texts of several lines as such.

    No line is folded: where one word has changed one line has, and not all that would move up.
    """
    return yaml.dump(dict(document), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=math.inf)


def as_json(document: Mapping[str, Any]) -> str:
    """JSON, indented."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
