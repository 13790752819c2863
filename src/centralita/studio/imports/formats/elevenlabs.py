"""ElevenLabs: an agent as its API gives it and its command line keeps it, with its workflow where it has one. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.elevenlabs_tools import Tools
from centralita.studio.imports.formats.elevenlabs_workflow import Workflow
from centralita.studio.imports.formats.talking import Told, pairs, talk

NAME: Final = "elevenlabs"
Json = Mapping[str, Any]


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
    drawing.speaks([text(config, "agent", "language")])
    _settings(drawing, agent, config)
    sheet = drawing.sheet("main", name)
    tools = Tools(drawing, sheet, agent, files)
    nodes = fields(agent, "workflow", "nodes")
    busy = any(text(node, "type") not in {"start", "end"} for node in objects(agent, "workflow", "nodes"))
    if nodes and busy:
        Workflow(drawing, sheet, agent, tools).draw()
        return drawing, "workflow"
    prompt = fields(config, "agent", "prompt")
    granted, ways = tools.read(name, prompt)
    opening = text(config, "agent", "first_message")
    told = Told(
        text(prompt, "prompt") or text(config, "agent", "prompt"),
        opening,
        granted,
        tools.collected(),
        knowledge=_knows(drawing, prompt),
        ways=ways,
        speaks_first=False,
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
