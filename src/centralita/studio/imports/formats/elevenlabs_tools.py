"""The tools of an agent of ElevenLabs: webhooks are ours then, ending and transferring become ways out. Pure."""

from collections.abc import Mapping
from typing import Any

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, number, objects, text
from centralita.studio.imports.formats.talking import Way, end_of, http_tool, transfer_of

Json = Mapping[str, Any]


class Tools:
    """The tools of an agent: webhooks become the organization's, ending and transferring become ways out."""

    def __init__(self, drawing: Drawing, sheet: Sheet, agent: Json, files: Files) -> None:
        self.drawing, self.sheet, self.agent = drawing, sheet, agent
        # Tools may lie in files of their own, under their ids.
        self.beside = {text(one, "id"): fields(one) for one in files.values() if at(one, "tool_config")}

    def read(self, node: str, prompt: Json) -> tuple[list[str], list[Way]]:
        """The names of the tools of a step, and its ways out."""
        granted: list[str] = []
        ways: list[Way] = []
        built_in = [
            {**tool, "type": "system", "name": text(tool, "name") or str(kind)}
            for kind, tool in fields(prompt, "built_in_tools").items()
            if isinstance(tool, Mapping)
        ]
        wanted = [text(identifier) for identifier in listed(prompt, "tool_ids")]
        found = [self.beside[one] for one in wanted if one in self.beside]
        for tool in [*objects(prompt, "tools"), *found, *built_in]:
            config = fields(tool, "tool_config") or tool
            kind = text(config, "type")
            name = text(config, "name") or kind or "tool"
            if kind == "webhook":
                granted.append(self._webhook(node, config))
            elif kind == "system":
                ways.extend(self._system(node, name, config))
            else:
                self.sheet.lose("tool_elsewhere", node, tool=name)
        for identifier in wanted:
            if identifier not in self.beside:
                self.sheet.lose("tool_elsewhere", node, tool=identifier or "?")
        for server in listed(prompt, "mcp_server_ids"):
            self.sheet.lose("tool_elsewhere", node, tool=f"MCP {text(server)}")
        return granted, ways

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
        if kind == "transfer_to_number":
            return [self._transfer(one) for one in objects(params, "transfers")]
        if kind == "transfer_to_agent":
            for one in objects(params, "transfers"):
                self.sheet.lose("other_agent", node, text=text(one, "agent_id") or "?")
        elif kind == "play_keypad_touch_tone":
            self.sheet.lose("keys", node)
        # Language, silence and voicemail are heard by every agent here, or where it is deployed.
        return []

    def _transfer(self, one: Json) -> Way:
        to = text(one, "transfer_destination", "phone_number") or text(one, "phone_number")
        when = text(one, "condition") or f"The caller wants {to}"
        return Way(transfer_of(self.sheet, to or "phone", to), when, to)

    def _webhook(self, node: str, config: Json) -> str:
        schema = fields(config, "api_schema")
        body = fields(schema, "request_body_schema")
        path = fields(schema, "path_params_schema")
        query = fields(schema, "query_params_schema", "properties")
        properties = {**path, **query, **fields(body, "properties")}
        required = [*path, *listed(schema, "query_params_schema", "required"), *listed(body, "required")]
        headers = [
            (str(name), text(value) or "secret") for name, value in fields(schema, "request_headers").items()
        ]
        return http_tool(
            self.drawing,
            self.sheet,
            node,
            name=text(config, "name") or "tool",
            about=text(config, "description"),
            method=text(schema, "method") or "GET",
            address=text(schema, "url"),
            parameters={"properties": properties, "required": required},
            headers=headers,
            outputs=[
                (self.drawing.variable(text(one, "dynamic_variable")), text(one, "value_path"))
                for one in objects(config, "assignments")
                if text(one, "dynamic_variable") and text(one, "value_path")
            ],
            seconds=number(config, "response_timeout_secs"),
        )
