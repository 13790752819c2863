"""Retell: an agent as its dashboard exports it, or as its API gives its agent, its prompt or its flow. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.faults import Fault, Unreadable
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.separating import One, grouped, spread, together
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text, whole
from centralita.studio.imports.formats.retell_components import component_id, shared_by
from centralita.studio.imports.formats.retell_flow import Flow
from centralita.studio.imports.formats.retell_prompt import draw_prompt

NAME: Final = "retell"
Json = Mapping[str, Any]
_PROMPTS: Final = frozenset({"general_prompt", "llm_id", "starting_state"})
_FLOW: Final = ("conversationFlow", "conversation_flow", "flow")
_PROMPT: Final = ("retellLlmData", "retell_llm_data", "retell_llm", "llm", "retellLlm")
# Of an agent beside its talk: each is told where it is set.
_SETTINGS: Final = (
    "post_call_analysis_data",
    "webhook_url",
    "voicemail_option",
    "ivr_option",
    "handbook_config",
    "guardrail_config",
    "pronunciation_dictionary",
    "boosted_keywords",
    "end_call_after_silence_ms",
    "max_call_duration_ms",
    "reminder_trigger_ms",
    "call_screening_option",
    "pre_session_tools",
    "post_session_tools",
    "analysis_summary_prompt",
    "analysis_user_sentiment_prompt",
    "analysis_successful_prompt",
)
# What Retell alone knows of a call.
_OF_THE_CALL: Final = frozenset(
    {"user_number", "agent_number", "direction", "call_id", "call_type", "chat_id", "session_type"}
    | {"session_duration", "current_hour", "current_node", "previous_node", "current_agent_state"}
    | {"previous_agent_state", "user_contact_name", "current_agent_name"}
)
_KINDS: Final = frozenset(
    (
        "conversation",
        "subagent",
        "branch",
        "function",
        "transfer_call",
        "extract_dynamic_variables",
        "press_digit",
    )
)


def recognise(files: Files) -> bool:
    """Whether one of them is a flow or a prompt of Retell, or says where it is."""
    return any(_flow(one) or _prompt(one) or _alone(one) for one in files.values())


def apart(files: Files) -> list[One]:
    """Each agent with the prompt or the flow that it names; what no agent names is one by itself."""
    files = spread(files, lambda one: bool(_talk(one) or _alone(one)))
    talks = [path for path, one in files.items() if _talk(one)]
    flows = {path: flow for path in talks if (flow := _flow(files[path]))}
    used = {
        component_id(one)
        for flow in flows.values()
        if not component_id(flow)
        for one in shared_by(flow, flows.values())
    }
    talks = [path for path in talks if path not in flows or component_id(flows[path]) not in used]
    agents = [path for path, one in files.items() if path not in talks and (_named(one) or _engine(one))]
    if len(talks) < 2 and len(agents) < 2:
        return together(files)
    groups: list[list[str]] = []
    for path in agents:
        own = _talk_of(files[path], {talk: files[talk] for talk in talks})
        groups.append([path, own] if own else [path])
    named = {path for group in groups for path in group}
    groups += [[path] for path in talks if path not in named]
    return grouped(files, [*talks, *agents], sorted(groups, key=lambda group: list(files).index(group[0])))


def _talk(document: Any) -> Json | None:
    return _flow(document) or _prompt(document)


def _talk_of(agent: Any, talks: Files) -> str:
    """Where the prompt or the flow lies that an agent names: of several versions the one that it says, or the last."""
    own = fields(agent, "response_engine")
    found = [
        (text(one, "version") == text(own, "version"), whole(at(one, "version"), 0, 10**6, 0), path)
        for path, talk in talks.items()
        if (one := _talk(talk)) and _engine(agent) in {text(one, "llm_id"), text(one, "conversation_flow_id")}
    ]
    return max(found)[2] if found and _engine(agent) else ""


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing, and whether it was a flow or a prompt."""
    documents = list(files.values())
    agent = next(
        (fields(one, "agent") or fields(one) for one in documents if _named(one) or _engine(one)), {}
    )
    name = text(agent, "agent_name") or text(agent, "name")
    name = name or next((called for one in documents if (called := text(_talk(one), "name"))), "Retell")
    drawing = Drawing(name)
    drawing.speaks(_languages(agent))
    drawing.aliases |= {"current_time": "now", "current_calendar": "today"}
    if any(key in agent for key in ("voice_id", "voice_speed", "ambient_sound", "interruption_sensitivity")):
        drawing.lose("voice")
    for name_ in _SETTINGS:
        if at(agent, name_):
            drawing.lose("setting", text=name_)
    flows = [found for one in documents if (found := _flow(one))]
    flow = next((one for one in flows if not component_id(one)), next(iter(flows), None))
    if flow is not None:
        shared = shared_by(flow, flows)
        flow = {**flow, "components": [*objects(flow, "components"), *shared]} if shared else flow
        Flow(drawing, flow).draw(name)
        _of_the_call(drawing)
        return drawing, "conversation flow"
    prompt = next((found for one in documents if (found := _prompt(one))), None)
    if prompt is None:
        raise Unreadable(
            Fault(
                "prompt_elsewhere",
                data={"kind": "Retell", "text": text(agent, "agent_name") or _engine(agent)},
            )
        )
    draw_prompt(drawing, prompt, name)
    _of_the_call(drawing)
    return drawing, "multi prompt" if objects(prompt, "states") else "single prompt"


def _of_the_call(drawing: Drawing) -> None:
    for name in drawing.variables.given:
        if name in _OF_THE_CALL:
            drawing.lose("setting", text="{{" + name + "}}")


def _alone(document: Any) -> bool:
    """Whether it is an agent by how it is set, wherever its prompt or its flow is."""
    sounds = text(document, "agent_name") and text(document, "voice_id")
    return bool(sounds or _engine(document)) and "conversation_config" not in fields(document)


def _engine(document: Any) -> str:
    """What an agent alone says of where its prompt or its flow is."""
    own = fields(document, "response_engine")
    return text(own, "conversation_flow_id") or text(own, "llm_id") or text(own, "llm_websocket_url")


def _named(document: Any) -> bool:
    return bool(text(document, "agent_name") or text(document, "agent", "agent_name"))


def _languages(agent: Json) -> list[str]:
    return [text(agent, "language") or "", *(text(one) for one in listed(agent, "language"))]


def _flow(document: Any) -> Json | None:
    for one in (document, *(at(document, key) for key in _FLOW), at(document, 0)):
        nodes = objects(one, "nodes")
        kinds = {text(node, "type") for node in nodes}
        marked = (
            any(key in one for key in ("start_node_id", "conversation_flow_id", "begin_tag_display_position"))
            if (isinstance(one, Mapping))
            else False
        )
        edged = any("edges" in node or "else_edge" in node or "instruction" in node for node in nodes)
        if nodes and (marked or (kinds & _KINDS and edged)):
            return fields(one)
    return None


def _prompt(document: Any) -> Json | None:
    for one in (document, *(at(document, key) for key in _PROMPT)):
        told = ("general_prompt", "starting_state", "states", "begin_message", "general_tools")
        if isinstance(one, Mapping) and any(one.get(key) for key in told) and _PROMPTS & set(one):
            return one
    return None
