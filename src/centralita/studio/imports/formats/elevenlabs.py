"""ElevenLabs: an agent as its API gives it and its command line keeps it, with its workflow where it has one. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.separating import One, grouped, led, spread
from centralita.studio.imports.domain.shape import at, fields, number, objects, text, walk
from centralita.studio.imports.formats.elevenlabs_team import Team, agents_of
from centralita.studio.imports.formats.elevenlabs_tools import Tools
from centralita.studio.imports.formats.elevenlabs_workflow import Workflow, workflow_of
from centralita.studio.imports.formats.talking import Told, pairs, talk

NAME: Final = "elevenlabs"
Json = Mapping[str, Any]
_OWN: Final = "system__"


def recognise(files: Files) -> bool:
    """Whether one of them has a conversation's configuration."""
    return any(agents_of(document) for document in files.values())


def apart(files: Files) -> list[One]:
    """Each agent with those that it hands over to."""
    files = spread(files, lambda row: bool(agents_of(row)))
    team = Team(files)
    return grouped(files, team.paths, led(team.handing_over()))


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing, and whether it had a workflow."""
    team = Team(files)
    agents = team.together()
    agent = agents[0]
    name = text(agent, "name") or "ElevenLabs"
    drawing = Drawing(name)
    left = [one for one in team.agents if all(one is not known for known in agents)]
    drawing.others([text(one, "name") or text(one, "agent_id") or "?" for one in left])
    drawing.aliases |= {f"{_OWN}time_utc": "now", f"{_OWN}time": "now"}
    drawing.speaks([text(agent, "conversation_config", "agent", "language")])
    sheet = drawing.sheet("main", name)
    keys = ["main", *(f"agent {position}" for position in range(2, len(agents) + 1))]
    steps = {known: key for key, one in zip(keys, agents, strict=True) for known in team.ids_of(one)}
    drawn = [
        _draw_one(
            drawing,
            one,
            Tools(drawing, sheet, one, files, steps),
            key,
            greets=not number_ or team.greets(one),
        )
        for number_, (key, one) in enumerate(zip(keys, agents, strict=True))
    ]
    kind, sheet.entry = drawn[0]
    _of_the_call(drawing)
    return drawing, "agents" if len(agents) > 1 else kind


def _draw_one(drawing: Drawing, agent: Json, tools: Tools, key: str, *, greets: bool) -> tuple[str, str]:
    """One agent: whether it has a workflow, and where it begins. `greets`: its first message is said."""
    sheet = tools.sheet
    name = text(agent, "name") or drawing.name
    config = fields(agent, "conversation_config")
    _settings(drawing, agent, config)
    steps = objects(workflow_of(agent), "nodes")
    if any(text(node, "type") not in {"start", "end"} for node in steps):
        if key == "main":
            Workflow(drawing, sheet, agent, tools).draw()
            return "workflow", sheet.entry
        # Its steps share a persona, as those of the first one do; there is room for one.
        sheet.lose("node", name, kind="workflow")
    prompt = fields(config, "agent", "prompt")
    granted, ways = tools.read(name, prompt, whole=True)
    told = Told(
        text(prompt, "prompt") or text(config, "agent", "prompt"),
        text(config, "agent", "first_message") if greets else "",
        granted,
        tools.collected(),
        knowledge=bool(objects(prompt, "knowledge_base")),
        ways=ways,
        # Whoever takes over goes on with what was said.
        speaks_first=key != "main",
    )
    talk(sheet, key, name, told)
    return "agent", key


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
        "soft_timeout_config.message": _soft_timeout(config),
        "max_conversation_duration_message": text(config, "agent", "max_conversation_duration_message"),
    }
    for setting, said in told.items():
        if said.strip():
            drawing.lose("setting", text=f"{setting}: {said}")
    for path in (("turn", "silence_end_call_timeout"), ("conversation", "max_duration_seconds")):
        if (number(config, *path) or -1) > 0:
            drawing.lose("setting", text=".".join(path))
    if at(agent, "platform_settings", "evaluation", "criteria"):
        drawing.lose("setting", text="platform_settings.evaluation")
    guards = fields(agent, "platform_settings", "guardrails")
    if any(at(one, "is_enabled") is True or objects(one, "configs") for one in walk(guards)):
        drawing.lose("setting", text="platform_settings.guardrails")
    _inside(drawing, agent, config)


def _inside(drawing: Drawing, agent: Json, config: Json) -> None:
    """What works inside an agent there, and has no counterpart: by its name."""
    prompt = fields(config, "agent", "prompt")
    kinds = {
        "procedure": [*objects(agent, "procedures"), *objects(prompt, "procedures")],
        "subagent": objects(config, "agent", "subagents"),
    }
    for kind, found in kinds.items():
        for one in found:
            name = text(one, "name") or text(one, "agent_id") or kind
            drawing.lose("node", node=name, kind=kind)


def _soft_timeout(config: Json) -> str:
    """What is said while nothing is ready to be said; nothing where that is switched off."""
    soft = fields(config, "turn", "soft_timeout_config")
    return text(soft, "message") if (number(soft, "timeout_seconds") or 1) > 0 else ""


def _of_the_call(drawing: Drawing) -> None:
    """What ElevenLabs alone knows of a call has no value here."""
    for name in drawing.variables.given:
        if name.startswith(_OWN):
            drawing.lose("setting", text="{{" + name + "}}")
