"""Retell: an agent as its dashboard exports it, or as its API gives its agent, its prompt or its flow. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats.retell_flow import Flow
from centralita.studio.imports.formats.retell_prompt import draw_prompt

NAME: Final = "retell"
Json = Mapping[str, Any]
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
    """Whether one of them is a flow or a prompt of Retell."""
    return any(_flow(document) or _prompt(document) for document in files.values())


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing, and whether it was a flow or a prompt."""
    documents = list(files.values())
    agent = next((fields(one, "agent") or fields(one) for one in documents if _named(one)), {})
    name = text(agent, "agent_name") or text(agent, "name") or "Retell"
    drawing = Drawing(name)
    drawing.speaks(_languages(agent))
    drawing.aliases |= {"current_time": "now", "current_calendar": "today"}
    if any(key in agent for key in ("voice_id", "voice_speed", "ambient_sound", "interruption_sensitivity")):
        drawing.lose("voice")
    for name_ in _SETTINGS:
        if at(agent, name_):
            drawing.lose("setting", text=name_)
    flow = next((found for one in documents if (found := _flow(one))), None)
    if flow is not None:
        Flow(drawing, flow).draw(name)
        return drawing, "conversation flow"
    prompt = next((found for one in documents if (found := _prompt(one))), {})
    draw_prompt(drawing, prompt, name)
    return drawing, "single prompt"


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
    for one in (document, *(at(document, key) for key in _PROMPT), at(document, "response_engine")):
        if isinstance(one, Mapping) and (
            "general_prompt" in one or "llm_id" in one or "starting_state" in one
        ):
            return one
    return None
