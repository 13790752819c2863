"""The tools of an agent of ElevenLabs: webhooks are ours then, ending and transferring become ways out. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_TOOLS, Drawing, Sheet
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, number, objects, text
from centralita.studio.imports.formats.elevenlabs_schema import headers_of, sent
from centralita.studio.imports.formats.talking import Way, end_of, http_tool, transfer_of

Json = Mapping[str, Any]
_INDEX: Final = re.compile(r"\.(\d{1,4})(?=\.|$)")


class Tools:
    """The tools of an agent: webhooks become the organization's, ending and transferring become ways out."""

    def __init__(
        self,
        drawing: Drawing,
        sheet: Sheet,
        agent: Json,
        files: Files,
        steps: Mapping[str, str] | None = None,
    ) -> None:
        """`steps`: by what names it, the step of another agent that came along."""
        self.drawing, self.sheet, self.agent, self.steps = drawing, sheet, agent, steps or {}
        # Tools may lie in files of their own, under their ids or without any.
        self.beside: dict[str, Json] = {}
        self.loose: list[Json] = []
        self._look_beside(files)
        prompt = fields(agent, "conversation_config", "agent", "prompt")
        inside = [tool for tool in objects(prompt, "tools") if text(tool, "type") != "system"]
        ids = [text(one) for one in listed(prompt, "tool_ids")]
        # The API gives the tools themselves beside their ids, in the same order.
        self.given = dict(zip(ids, inside, strict=True)) if len(ids) == len(inside) else {}

    def _look_beside(self, files: Files) -> None:
        named: set[str] = set()
        registered: list[Json] = []
        for document in files.values():
            for one in [fields(document), *objects(document, "tools"), *objects(document)]:
                if fields(one, "tool_config"):
                    self.beside[text(one, "id") or text(one, "tool_id")] = fields(one, "tool_config")
                elif text(one, "config") and text(one, "id"):
                    registered.append(one)
        for one in registered[:MOST_TOOLS]:
            path = next((path for path in files if path.endswith(text(one, "config"))), "")
            if _is_tool(files.get(path)):
                named.add(path)
                self.beside[text(one, "id")] = fields(files[path])
        self.loose = [fields(one) for path, one in files.items() if path not in named and _is_tool(one)]

    def known(self, identifier: str) -> Json | None:
        """A tool by its id, wherever it is described."""
        return self.beside.get(identifier) or self.given.get(identifier)

    def read(self, node: str, prompt: Json, *, whole: bool = False) -> tuple[list[str], list[Way]]:
        """The names of the tools of a step, and its ways out. `whole`: they are those of all of the agent."""
        granted: list[str] = []
        ways: list[Way] = []
        built_in = [
            {**tool, "type": "system", "name": text(tool, "name") or str(kind)}
            for kind, tool in fields(prompt, "built_in_tools").items()
            if isinstance(tool, Mapping)
        ]
        wanted = list(dict.fromkeys(text(one) for one in listed(prompt, "tool_ids")))
        inside = objects(prompt, "tools")
        found = [tool for one in wanted if (tool := self.known(one)) is not None and tool not in inside]
        unknown = [one for one in wanted if self.known(one) is None]
        # Those that were brought along without an id are taken for the ids that nobody described.
        brought = self.loose if whole and (unknown or not wanted) else []
        for tool in [*inside, *found, *brought, *built_in]:
            config = fields(tool, "tool_config") or tool
            kind = text(config, "type")
            name = text(config, "name") or kind or "tool"
            if kind == "webhook":
                granted.append(self.webhook(node, config))
            elif kind == "system":
                ways.extend(way for way in self._system(node, name, config) if way not in ways)
            else:
                self.sheet.lose("tool_elsewhere", node, tool=name)
        described = [tool for tool in [*inside, *brought] if text(tool, "type") != "system"]
        for identifier in unknown[len(described) :]:
            self.sheet.lose("tool_elsewhere", node, tool=identifier or "?")
        for server in [*listed(prompt, "mcp_server_ids"), *listed(prompt, "native_mcp_server_ids")]:
            self.sheet.lose("tool_elsewhere", node, tool=f"MCP {text(server)}")
        return list(dict.fromkeys(granted)), ways

    def collected(self) -> list[str]:
        """What is noted of a conversation there, after it; here while it runs."""
        wanted = fields(self.agent, "platform_settings", "data_collection")
        return [
            self.drawing.variable(str(name), about=text(one, "description"))
            for name, one in list(wanted.items())[:30]
        ]

    def _system(self, node: str, name: str, config: Json) -> list[Way]:
        params = fields(config, "params")
        kind = text(params, "system_tool_type") or name
        about = text(config, "description")
        if kind == "end_call":
            return [Way(end_of(self.sheet), about or "The conversation is over", "end_call")]
        transfers = objects(params, "transfers") or objects(params, kind, "transfers")
        if kind == "transfer_to_number":
            if not transfers:
                self.sheet.lose("transfer_nowhere", node)
            return [self._transfer(one) for one in transfers]
        if kind == "transfer_to_agent":
            return self._to_agents(node, transfers)
        if kind == "play_keypad_touch_tone":
            self.sheet.lose("keys", node)
        elif kind == "voicemail_detection" and text(params, "voicemail_message"):
            self.sheet.lose("setting", node, text=f"voicemail_message: {text(params, 'voicemail_message')}")
        elif kind in {"update_state", "start_procedure", "run_subagent"}:
            self.sheet.lose("tool_elsewhere", node, tool=name)
        # Language and silence are heard by every agent here.
        return []

    def _to_agents(self, node: str, transfers: list[Json]) -> list[Way]:
        """Another agent is a step here where it came along; what is said before it takes over has none."""
        ways = []
        for one in transfers:
            step = self.steps.get(text(one, "agent_id"))
            if step:
                ways.append(Way(step, text(one, "condition") or step, step))
            else:
                self.sheet.lose("other_agent", node, text=text(one, "agent_id") or "?")
            if text(one, "transfer_message"):
                self.sheet.lose("words", node, text=text(one, "transfer_message"))
        return ways

    def _transfer(self, one: Json) -> Way:
        to = self.number(one)
        when = text(one, "condition") or f"The caller wants {to}"
        return Way(transfer_of(self.sheet, to or "phone", to), when, to)

    def number(self, one: Json) -> str:
        """Where it transfers to: a number, an address of SIP, or a variable that holds one."""
        destination = fields(one, "transfer_destination")
        to = (
            text(destination, "phone_number")
            or text(destination, "sip_uri")
            or text(destination, "variable_name")
            or text(one, "phone_number")
        ).strip()
        in_variable = "dynamic_variable" in text(destination, "type") or text(destination, "variable_name")
        return "{{" + to.strip("{} ") + "}}" if in_variable and to else to

    def webhook(self, node: str, config: Json) -> str:
        """A webhook as a tool of the organization; its name."""
        schema = fields(config, "api_schema")
        path = sent(at(schema, "path_params_schema"))
        query = sent(at(schema, "query_params_schema"))
        body = sent(at(schema, "request_body_schema"))
        address = text(schema, "url")
        for name, value in path.fixed:
            address = address.replace(f"{{{name}}}", value)
        return http_tool(
            self.drawing,
            self.sheet,
            node,
            name=text(config, "name") or "tool",
            about=text(config, "description"),
            method=text(schema, "method") or "GET",
            address=address,
            parameters={
                "properties": {**path.properties, **query.properties, **body.properties},
                "required": [*path.properties, *query.required, *body.required],
            },
            headers=headers_of(schema),
            query=query.fixed,
            fixed=body.fixed,
            outputs=[
                (
                    self.drawing.variable(text(one, "dynamic_variable")),
                    _INDEX.sub(r"[\1]", text(one, "value_path")),
                )
                for one in objects(config, "assignments")
                if text(one, "dynamic_variable") and text(one, "value_path")
            ],
            seconds=number(config, "response_timeout_secs"),
            known=[*path.known, *query.known, *body.known],
        )


def _is_tool(document: object) -> bool:
    """A tool alone in a file, as its page and the command line have it."""
    return bool(text(document, "name")) and (
        bool(fields(document, "api_schema")) or text(document, "type") in {"webhook", "client"}
    )
