"""Which agents of ElevenLabs came in: one, several that hand over to each other, or a project's. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.snake import snaked

Json = Mapping[str, Any]
_MOST_LISTED: Final = 200
_MOST_TOGETHER: Final = 50


def agents_of(document: Any) -> list[Json]:
    """The agents of a document: one, one in an envelope, or a list of them."""
    found = []
    for one in (document, at(document, "agent"), at(document, "config"), *listed(document)):
        own = snaked(one) if isinstance(at(one, "conversationConfig"), Mapping) else one
        config = fields(own, "conversation_config")
        # Of other services there are configurations of that name too; this one has an agent or how it sounds.
        if {"agent", "tts", "asr", "turn", "conversation"} & set(config):
            found.append(fields(own))
    return found


class Team:
    """The agents that came in, as the list of their project has them, those that it does not name after them."""

    def __init__(self, files: Files) -> None:
        rows = [row for document in files.values() for row in objects(document, "agents")][:_MOST_LISTED]
        named: list[str] = []
        beside: set[str] = set()
        ids: dict[str, str] = {}
        for row in rows:
            first, *others = [_path(files, config) for config in _configs(row)] or [""]
            named.append(first)
            ids[first] = text(row, "id")
            # The same agent in another environment, or a branch of it.
            beside.update(other for other in others if other != first)
        paths = dict.fromkeys(path for path in (*named, *files) if path and path not in beside)
        self.agents: list[Json] = []
        # By agent, the path of its document.
        self.paths: list[str] = []
        self._named: dict[str, Json] = {}
        for path in paths:
            for agent in agents_of(files[path]):
                self.agents.append(agent)
                self.paths.append(path)
                for identifier in (text(agent, "agent_id"), ids.get(path, "")):
                    if identifier:
                        self._named.setdefault(identifier, agent)

    def handing_over(self) -> dict[str, list[str]]:
        """By path, the paths of those that it hands over to."""
        where = {id(agent): path for agent, path in zip(self.agents, self.paths, strict=True)}
        found: dict[str, list[str]] = {path: [] for path in self.paths}
        for agent in self.agents:
            found[where[id(agent)]] += [where[id(one)] for one in self._handed(agent)]
        return found

    def together(self) -> list[Json]:
        """Those that hand over to each other, the one that nobody hands over to first; else the first one alone."""
        led = {id(one) for agent in self.agents for one in self._handed(agent)}
        joined = [one for one in self.agents if self._handed(one)]
        first = next((one for one in joined if id(one) not in led), (joined or self.agents)[0])
        found = [first]
        for agent in found:
            found += [one for one in self._handed(agent) if all(one is not known for known in found)]
        return found[:_MOST_TOGETHER]

    def ids_of(self, agent: Json) -> list[str]:
        """What an agent is called where another hands over to it."""
        return [identifier for identifier, one in self._named.items() if one is agent]

    def greets(self, agent: Json) -> bool:
        """Whether an agent says its first message to somebody who is handed over to it."""
        return any(
            at(one, "enable_transferred_agent_first_message") is True
            for other in self.agents
            for one in _transfers(other)
            if self._named.get(text(one, "agent_id")) is agent
        )

    def _handed(self, agent: Json) -> list[Json]:
        """Whom an agent hands over to."""
        found = [self._named.get(text(one, "agent_id")) for one in _transfers(agent)]
        return [one for one in found if one is not None and one is not agent]


def _transfers(agent: Json) -> list[Json]:
    """The transfers to other agents of an agent: by its tools, and at steps of its workflow."""
    prompt = fields(agent, "conversation_config", "agent", "prompt")
    tools = [*objects(prompt, "built_in_tools"), *objects(prompt, "tools")]
    kinds = [(text(tool, "params", "system_tool_type") or text(tool, "name"), tool) for tool in tools]
    workflow = fields(agent, "workflow") or fields(agent, "conversation_config", "workflow")
    steps = [node for node in objects(workflow, "nodes") if text(node, "type") == "standalone_agent"]
    return steps + [
        one
        for kind, tool in kinds
        if kind == "transfer_to_agent"
        for one in objects(tool, "params", "transfers")
    ]


def _configs(row: Json) -> list[str]:
    """The files of one agent in the list of a project: its own, in each environment, and of each branch."""
    environments = fields(row, "environments")
    order = sorted(environments, key=lambda name: name != "prod")
    found = [
        text(row, "config"),
        *(text(environments, name, "config") for name in order),
        *(text(one, "config") for one in objects(row, "branches")),
    ]
    return [config for config in found if config]


def _path(files: Files, config: str) -> str:
    return next((path for path in files if path.endswith(config)), "")
