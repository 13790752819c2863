"""ElevenLabs: an agent as its API gives it and its command line keeps it, with its workflow where it has one. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.elevenlabs_tools import Tools
from centralita.studio.imports.formats.elevenlabs_workflow import Workflow, workflow_of
from centralita.studio.imports.formats.snake import snaked
from centralita.studio.imports.formats.talking import Told, pairs, talk

NAME: Final = "elevenlabs"
Json = Mapping[str, Any]
_OWN: Final = "system__"
_MOST_LISTED: Final = 200


def recognise(files: Files) -> bool:
    """Whether one of them has a conversation's configuration."""
    return any(_agents(document) for document in files.values())


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing, and whether it had a workflow."""
    agents = [one for path in _in_order(files) for one in _agents(files[path])]
    agent = agents[0]
    name = text(agent, "name") or "ElevenLabs"
    drawing = Drawing(name)
    drawing.others([text(one, "name") or text(one, "agent_id") or "?" for one in agents[1:]])
    drawing.aliases |= {f"{_OWN}time_utc": "now", f"{_OWN}time": "now"}
    config = fields(agent, "conversation_config")
    drawing.speaks([text(config, "agent", "language")])
    _settings(drawing, agent, config)
    sheet = drawing.sheet("main", name)
    tools = Tools(drawing, sheet, agent, files)
    steps = objects(workflow_of(agent), "nodes")
    if any(text(node, "type") not in {"start", "end"} for node in steps):
        Workflow(drawing, sheet, agent, tools).draw()
        _of_the_call(drawing)
        return drawing, "workflow"
    prompt = fields(config, "agent", "prompt")
    granted, ways = tools.read(name, prompt, whole=True)
    told = Told(
        text(prompt, "prompt") or text(config, "agent", "prompt"),
        text(config, "agent", "first_message"),
        granted,
        tools.collected(),
        knowledge=bool(objects(prompt, "knowledge_base")),
        ways=ways,
        speaks_first=False,
    )
    talk(sheet, "main", name, told)
    sheet.entry = "main"
    _of_the_call(drawing)
    return drawing, "agent"


def _in_order(files: Files) -> list[str]:
    """The files as the list of a project names them, those that it does not name after them."""
    listed_ = [text(one, "config") for document in files.values() for one in objects(document, "agents")]
    listed_ = listed_[:_MOST_LISTED]
    named = [path for config in listed_ if config for path in files if path.endswith(config)]
    return list(dict.fromkeys([*named, *files]))


def _agents(document: Any) -> list[Json]:
    """The agents of a document: one, one in an envelope, or a list of them."""
    found = []
    for one in (document, at(document, "agent"), at(document, "config"), *listed(document)):
        own = snaked(one) if isinstance(at(one, "conversationConfig"), Mapping) else one
        config = fields(own, "conversation_config")
        # Of other services there are configurations of that name too; this one has an agent or how it sounds.
        if {"agent", "tts", "asr", "turn", "conversation"} & set(config):
            found.append(fields(own))
    return found


def _settings(drawing: Drawing, agent: Json, config: Json) -> None:
    """What is set beside the talk: variables are taken over, the rest is told."""
    for name, value in pairs(at(config, "agent", "dynamic_variables", "dynamic_variable_placeholders")):
        drawing.variable(name, default=value)
    others = [code for code in fields(config, "language_presets") if code]
    if others:
        drawing.lose("language", text=", ".join(others))
    if text(config, "tts", "voice_id"):
        drawing.lose("voice")
    prompt = fields(config, "agent", "prompt")
    if text(prompt, "llm"):
        drawing.lose("model", text=text(prompt, "llm"))
    documents = [text(one, "name") or text(one, "id") for one in objects(prompt, "knowledge_base")]
    if documents:
        drawing.lose("knowledge", text=", ".join(documents))
    told = {
        # What is heard there without being part of any step.
        "soft_timeout_config.message": text(config, "turn", "soft_timeout_config", "message"),
        "max_conversation_duration_message": text(config, "agent", "max_conversation_duration_message"),
    }
    for setting, said in told.items():
        if said.strip():
            drawing.lose("setting", text=f"{setting}: {said}")
    if at(agent, "platform_settings", "evaluation", "criteria"):
        drawing.lose("setting", text="platform_settings.evaluation")
    if at(agent, "platform_settings", "guardrails"):
        drawing.lose("setting", text="platform_settings.guardrails")
    for procedure in [*objects(agent, "procedures"), *objects(prompt, "procedures")]:
        drawing.lose("node", text(procedure, "name") or "procedure", kind="procedure")


def _of_the_call(drawing: Drawing) -> None:
    """What ElevenLabs alone knows of a call has no value here."""
    for name in drawing.variables.given:
        if name.startswith(_OWN):
            drawing.lose("setting", text="{{" + name + "}}")
