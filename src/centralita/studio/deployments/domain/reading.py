"""Reading a platform's agent into our words: what it says, with which voice, and what has no place with us. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from centralita.kit.scrubbing import Scrubber, scrub_text
from centralita.providers.voice.platforms import VoicePlatform
from centralita.studio.deployments.domain.drift import flat
from centralita.studio.languages import OFFERED

# Where the fields of a platform go with us.
_PLACES: Final[Mapping[str, str]] = {
    "agent.agent_name": "name",
    "name": "name",
    "agent.voice_id": "voice",
    "conversation_config.tts.voice_id": "voice",
    "voice": "voice",
    "agent.voice_speed": "voice_speed",
    "conversation_config.tts.speed": "voice_speed",
    "agent.voice_temperature": "voice_temperature",
    "agent.volume": "voice_volume",
    "conversation_config.tts.stability": "voice_stability",
    "conversation_config.tts.similarity_boost": "voice_similarity",
    "agent.max_call_duration_ms": "limit_ms",
    "conversation_config.conversation.max_duration_seconds": "limit_seconds",
    "max_minutes": "limit_minutes",
    "llm.general_prompt": "prompt",
    "conversation_config.agent.prompt.prompt": "prompt",
    "llm.begin_message": "greeting",
    "conversation_config.agent.first_message": "greeting",
}
_PROMPT: Final = ("llm.general_prompt", "flow.global_prompt", "conversation_config.agent.prompt.prompt")
_GREETING: Final = ("llm.begin_message", "conversation_config.agent.first_message")
_VOICE: Final = ("agent.voice_id", "conversation_config.tts.voice_id", "voice")
_NAME: Final = ("agent.agent_name", "name")
_LANGUAGE: Final = ("agent.language", "conversation_config.agent.language", "language")
_SECONDS: Final = "conversation_config.conversation.max_duration_seconds"
_TOOLS: Final = (
    "llm.general_tools",
    "flow.tools",
    "conversation_config.agent.prompt.tools",
    "conversation_config.agent.prompt.tool_ids",
)
_OURS: Final = ("end_call", "transfer_call", "transfer_to_number")
# Said by every agent, and nothing that somebody chose.
_PLUMBING: Final = (
    "agent.response_engine",
    "agent.webhook",
    "agent.timezone",
    "llm.start_speaker",
    "flow.start_speaker",
    "conversation_config.agent.prompt.built_in_tools",
    "agent.agent_id",
    "agent_id",
)
# Become a part of the prompt.
_TOLD: Final = ("llm.states", "llm.starting_state", "flow.nodes", "flow.start_node_id")
_LONGEST_PROMPT: Final = 20_000
_MOST_UNMAPPED: Final = 60


def place_of(path: str) -> str | None:
    """What of ours a field of a platform is; None where it has no place."""
    return _PLACES.get(path)


@dataclass(frozen=True, slots=True)
class Read:
    """A platform's agent in our words."""

    name: str
    language: str
    prompt: str
    first_message: str
    voice_id: str
    max_minutes: int
    tools: tuple[str, ...]
    unmapped: tuple[str, ...]
    secrets_removed: int


def read_agent(platform: VoicePlatform, name: str, config: Mapping[str, Any]) -> Read:
    """Whatever the configuration holds, this does not raise. Secrets are taken out of every text."""
    fields = flat(config)
    scrubber = Scrubber()

    def text(paths: tuple[str, ...], longest: int) -> str:
        found = next((fields[path] for path in paths if isinstance(fields.get(path), str)), "")
        scrubbed = scrubber.text(str(found).replace("\0", ""))
        return scrubbed.encode("utf-8", "replace").decode()[:longest]

    scrubbed = scrubber.text(
        "\n\n".join(filter(None, (text(_PROMPT, _LONGEST_PROMPT), _states(config), _steps(config))))
    )
    tools = _tools(fields)
    return Read(
        name=(text(_NAME, 120) or name[:120]).strip() or platform.value,
        language=_language(fields),
        prompt=scrubbed[:_LONGEST_PROMPT],
        first_message=text(_GREETING, 2_000),
        voice_id=text(_VOICE, 200),
        max_minutes=_minutes(fields),
        tools=tools,
        unmapped=_unmapped(fields),
        secrets_removed=scrubber.found,
    )


def _states(config: Mapping[str, Any]) -> str:
    llm = config.get("llm")
    states = llm.get("states") if isinstance(llm, Mapping) else None
    if not isinstance(states, list):
        return ""
    told = [
        f"# {state.get('name', '')}\n{state.get('state_prompt', '')}"
        for state in states
        if isinstance(state, Mapping)
    ]
    return "\n\n".join(told)


def _steps(config: Mapping[str, Any]) -> str:
    """A conversation flow in words: each node with what is said there and where it leads."""
    flow = config.get("flow")
    nodes = flow.get("nodes") if isinstance(flow, Mapping) else None
    if not isinstance(nodes, list):
        return ""
    known = [node for node in nodes if isinstance(node, Mapping)]
    names = {str(node.get("id")): str(node.get("name") or node.get("id")) for node in known}
    told = []
    for node in known:
        lines = [
            f"# {node.get('name') or node.get('id') or node.get('type', '')}",
            _text(node.get("instruction")),
        ]
        edges = node.get("edges")
        for edge in edges if isinstance(edges, list) else ():
            if isinstance(edge, Mapping) and edge.get("destination_node_id"):
                target = str(edge["destination_node_id"])
                when = _prompt(edge.get("transition_condition"))
                lines.append(f"- {when or 'Then'} → {names.get(target, target)}")
        told.append("\n".join(filter(None, lines)))
    return "\n\n".join(told)


def _text(instruction: object) -> str:
    return str(instruction.get("text") or "") if isinstance(instruction, Mapping) else ""


def _prompt(condition: object) -> str:
    return str(condition.get("prompt") or "") if isinstance(condition, Mapping) else ""


def _language(fields: Mapping[str, object]) -> str:
    told = next((fields[path] for path in _LANGUAGE if fields.get(path)), "")
    first = told[0] if isinstance(told, list) and told else told
    base = str(first).partition("-")[0].lower()
    return base if base in OFFERED else "en"


def _minutes(fields: Mapping[str, object]) -> int:
    for path, per_minute in (("agent.max_call_duration_ms", 60_000), (_SECONDS, 60), ("max_minutes", 1)):
        value = fields.get(path)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e9:
            return min(max(round(value / per_minute), 1), 240)
    return 15


def _tools(fields: Mapping[str, object]) -> tuple[str, ...]:
    names: list[str] = []
    for path in _TOOLS:
        value = fields.get(path)
        for tool in value if isinstance(value, list) else ():
            if isinstance(tool, str):
                names.append(tool)
            elif isinstance(tool, Mapping) and tool.get("type") not in _OURS:
                names.append(str(tool.get("name") or tool.get("type") or "?"))
    return tuple(dict.fromkeys(scrub_text(name)[:120] for name in names))


def _unmapped(fields: Mapping[str, object]) -> tuple[str, ...]:
    known = {*_PLACES, *_PROMPT, *_LANGUAGE, *_TOOLS, *_TOLD}
    left = [
        path
        for path, value in fields.items()
        if path not in known and not path.startswith(_PLUMBING) and value not in (None, "", [], {}, False)
    ]
    return tuple(path[:200] for path in sorted(left)[:_MOST_UNMAPPED])
