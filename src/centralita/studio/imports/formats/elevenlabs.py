"""ElevenLabs: an agent as its API gives it and its command line keeps it, with its workflow where it has one. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, number, objects, text
from centralita.studio.imports.formats.elevenlabs_workflow import Workflow
from centralita.studio.imports.formats.talking import Told, Way, end_of, http_tool, pairs, talk, transfer_of

NAME: Final = "elevenlabs"
Json = Mapping[str, Any]
_BASES: Final = frozenset({"en", "es", "pt"})


def recognise(files: Files) -> bool:
    """Whether one of them has a conversation's configuration."""
    return any(_agent(document) is not None for document in files.values())


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing, and whether it had a workflow."""
    agent = next((one for document in files.values() if (one := _agent(document)) is not None), {})
    name = text(agent, "name") or "ElevenLabs"
    drawing = Drawing(name)
    drawing.aliases |= {"system__time_utc": "now", "system__time": "now"}
    config = fields(agent, "conversation_config")
    language = text(config, "agent", "language").partition("-")[0]
    drawing.language = language if language in _BASES else ""
    _settings(drawing, agent, config)
    sheet = drawing.sheet("main", name)
    nodes = fields(agent, "workflow", "nodes")
    busy = any(text(node, "type") not in {"start", "end"} for node in objects(agent, "workflow", "nodes"))
    if nodes and busy:
        Workflow(drawing, sheet, agent, Tools(drawing, sheet, agent)).draw()
        return drawing, "workflow"
    prompt = fields(config, "agent", "prompt")
    tools = Tools(drawing, sheet, agent)
    granted, ways = tools.read(name, prompt)
    opening = text(config, "agent", "first_message")
    told = Told(
        text(prompt, "prompt"),
        opening,
        granted,
        tools.collected(),
        knowledge=_knows(drawing, prompt),
        ways=ways,
    )
    talk(sheet, "main", name, told)
    sheet.entry = "main"
    return drawing, "agent"


def _agent(document: Any) -> Json | None:
    for one in (document, at(document, "agent"), at(document, "config"), at(document, 0)):
        if isinstance(one, Mapping) and isinstance(one.get("conversation_config"), Mapping):
            return one
    return None


def _settings(drawing: Drawing, agent: Json, config: Json) -> None:
    for name, value in pairs(at(config, "agent", "dynamic_variables", "dynamic_variable_placeholders")):
        drawing.variable(name, default=value)
    others = [code for code in fields(config, "language_presets") if code]
    if others:
        drawing.lose("language", text=", ".join(others))
    if text(config, "tts", "voice_id"):
        drawing.lose("voice")
    model = text(config, "agent", "prompt", "llm")
    if model:
        drawing.lose("model", text=model)
    if at(agent, "platform_settings", "evaluation", "criteria"):
        drawing.lose("setting", text="platform_settings.evaluation")
    if at(agent, "platform_settings", "guardrails"):
        drawing.lose("setting", text="platform_settings.guardrails")


def _knows(drawing: Drawing, prompt: Json) -> bool:
    documents = [text(one, "name") or text(one, "id") for one in objects(prompt, "knowledge_base")]
    if documents:
        drawing.lose("knowledge", text=", ".join(documents))
    return bool(documents)


class Tools:
    """The tools of an agent: webhooks become the organization's, ending and transferring become ways out."""

    def __init__(self, drawing: Drawing, sheet: Sheet, agent: Json) -> None:
        self.drawing, self.sheet, self.agent = drawing, sheet, agent

    def read(self, node: str, prompt: Json) -> tuple[list[str], list[Way]]:
        """The names of the tools of a step, and its ways out."""
        granted: list[str] = []
        ways: list[Way] = []
        for tool in [*objects(prompt, "tools"), *objects(fields(prompt, "built_in_tools"))]:
            config = fields(tool, "tool_config") or tool
            kind = text(config, "type")
            name = text(config, "name") or kind or "tool"
            if kind == "webhook":
                granted.append(self._webhook(node, config))
            elif kind == "system":
                ways.extend(self._system(node, name, config))
            else:
                self.sheet.lose("tool_elsewhere", node, tool=name)
        for identifier in listed(prompt, "tool_ids"):
            self.sheet.lose("tool_elsewhere", node, tool=text(identifier) or "?")
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
