"""Assistants and tools of Vapi that lie in files of their own, found by whatever names them. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import fields, listed, objects, text

Json = Mapping[str, Any]
_TOOLS: Final = frozenset(
    {"function", "apiRequest", "transferCall", "handoff", "endCall", "dtmf", "sms", "slack", "query"}
    | {"voicemail", "mcp", "code", "output", "bash", "computer", "textEditor", "ghl", "make"}
)


class Beside:
    """By id, by name and by the path of the file: a repository of Vapi's refers by path, its API by id."""

    def __init__(self, files: Files, assistant: Callable[[Any], Json | None]) -> None:
        self.assistants: list[Json] = []
        self._paths: dict[int, str] = {}
        self._assistants: dict[str, Json] = {}
        self._tools: dict[str, Json] = {}
        self._each: list[Json] = []
        self._tool_at: dict[str, Json] = {}
        for path, document in files.items():
            if "simulations/" in path.replace("\\", "/"):
                # Whoever calls in a test is an assistant too.
                continue
            for one in [document, *listed(document)]:
                self._take(path, one, assistant)

    def _take(self, path: str, document: Any, assistant: Callable[[Any], Json | None]) -> None:
        found = assistant(document) if isinstance(document, Mapping) else None
        if found is not None:
            self.assistants.append(found)
            self._paths[id(found)] = path
            for name in (text(found, "id"), text(found, "name"), *_ids(path, "assistants")):
                self._assistants.setdefault(name, found)
        elif text(document, "type") in _TOOLS:
            tool = fields(document)
            self._each.append(tool)
            self._tool_at[path] = tool
            called = (text(document, "function", "name"), text(document, "name"))
            for name in (text(document, "id"), *_ids(path, "tools"), *called):
                self._tools.setdefault(name, tool)

    def assistant(self, identifier: str) -> Json:
        """An assistant by what names it; nothing where none is."""
        return self._assistants.get(identifier, {}) if identifier else {}

    def names_of(self, assistant: Json) -> list[str]:
        """Everything that names an assistant."""
        return [name for name, one in self._assistants.items() if one is assistant]

    def tool(self, identifier: str) -> Json:
        """A tool by what names it; nothing where none is."""
        return self._tools.get(identifier, {}) if identifier else {}

    def tools_of(self, assistant: Json) -> tuple[list[Json], list[str]]:
        """The tools of an assistant, its own and those that it names; and the names that lead to none."""
        model = fields(assistant, "model")
        found = [*objects(model, "tools"), *objects(assistant, "tools"), *objects(assistant, "toolCalls")]
        unknown: list[str] = []
        for one in listed(model, "toolIds"):
            tool = self.tool(text(one))
            if tool:
                found.append(tool)
            else:
                unknown.append(text(one) or "?")
        if len(self.assistants) == 1:
            # What lies beside the only assistant is for it, whatever its ids are to be once it is uploaded there.
            left = [one for one in self._each if all(one is not known for known in found)]
            return [*found, *left], unknown[len(left) :]
        return found, unknown

    def without_others(self, files: Files) -> Files:
        """What is given to one of several: of the tools that lie beside only those that its assistants name."""
        own = [one for one in self.assistants if self._paths[id(one)] in files]
        named = {id(tool) for one in own for tool in self.tools_of(one)[0]}
        tools = {path for path, tool in self._tool_at.items() if id(tool) not in named}
        return {path: one for path, one in files.items() if path not in tools}

    def joined(self) -> list[Json]:
        """Those that hand over to each other without a squad that says so, the first one first."""
        led: dict[int, bool] = {}
        for one in self.assistants:
            for target in self._handed(one):
                led[id(target)] = True
                led.setdefault(id(one), False)
        members = [one for one in self.assistants if id(one) in led]
        return sorted(members, key=lambda one: led[id(one)])

    def handing_over(self) -> dict[str, list[str]]:
        """By path, the paths of those that it hands over to."""
        found: dict[str, list[str]] = {path: [] for path in self._paths.values()}
        for one in self.assistants:
            found[self._paths[id(one)]] += [self._paths[id(target)] for target in self._handed(one)]
        return found

    def path_of(self, identifier: str) -> str:
        """Where the assistant lies that this names; nothing where none does."""
        return self._paths.get(id(self.assistant(identifier)), "")

    def _handed(self, assistant: Json) -> list[Json]:
        """Whom an assistant hands over to by a tool."""
        named = [
            self.assistant(text(destination, "assistantId"))
            or self.assistant(text(destination, "assistantName"))
            for tool in self.tools_of(assistant)[0]
            for destination in objects(tool, "destinations")
        ]
        return [one for one in named if one and one is not assistant]


def _ids(path: str, folder: str) -> tuple[str, ...]:
    """`resources/prod/assistants/company/desk.md` is `company/desk` there, and `desk`."""
    plain = path.replace("\\", "/").partition("#")[0]
    stem = plain.rpartition(".")[0] or plain
    inner = f"/{stem}".rpartition(f"/{folder}/")[2].lstrip("/")
    return inner, stem.rpartition("/")[2]
