"""The Retell agent, and the Retell LLM where Retell's own model talks.

The configuration is `{"agent": <body of create-agent>, "llm": <body of create-retell-llm>}`. With an `llm` the agent has
no response engine of its own: whoever writes it makes the LLM first and binds the two.
"""

from collections.abc import Mapping
from typing import Any, Final

from centralita.engine import Blueprint, Node
from centralita.engine.graph import Graph
from centralita.engine.nodes.go_to_flow import GoToFlowData
from centralita.engine.nodes.transfer import TransferData
from centralita.kit.scrubbing import scrub_text
from centralita.studio.deployments.compile.functions import (
    RESERVED,
    OurFunctions,
    called_there,
    without_ids,
)
from centralita.studio.deployments.compile.losses import e164, main_number
from centralita.studio.deployments.compile.script import Script, script_of, transfer_tool
from centralita.studio.deployments.compile.source import Source
from centralita.studio.deployments.compile.wording import Wording
from centralita.studio.deployments.domain.target import Target

_SHORTEST_CALL: Final = 60_000
_LONGEST_CALL: Final = 7_200_000
# What Retell tells of a call; what is said, while it is said, only on request.
_TOLD: Final = ("call_started", "call_ended", "call_analyzed", "transcript_updated")
# The locale that stands for a language where the country of the business says nothing better.
_LOCALES: Final[Mapping[str, str]] = {
    "en": "en-US",
    "es": "es-ES",
    "pt": "pt-BR",
    "fr": "fr-FR",
    "de": "de-DE",
    "it": "it-IT",
    "ca": "ca-ES",
}
_BY_COUNTRY: Final[Mapping[tuple[str, str], str]] = {
    ("en", "GB"): "en-GB",
    ("en", "IE"): "en-GB",
    ("en", "AU"): "en-AU",
    ("en", "NZ"): "en-NZ",
    ("en", "IN"): "en-IN",
    ("pt", "PT"): "pt-PT",
    ("fr", "CA"): "fr-CA",
}
_LATIN_AMERICA: Final = frozenset(
    [
        "AR",
        "BO",
        "CL",
        "CO",
        "CR",
        "CU",
        "DO",
        "EC",
        "GT",
        "HN",
        "MX",
        "NI",
        "PA",
        "PE",
        "PR",
        "PY",
        "SV",
        "US",
        "UY",
        "VE",
    ]
)


def brain(source: Source) -> dict[str, Any]:
    """Retell's voice, our engine: it reaches us by the WebSocket, whose address carries the deployment's token."""
    engine = {
        "type": "custom-llm",
        "llm_websocket_url": source.address("wss", f"/brain/retell/{source.token}"),
    }
    return {"agent": {**agent_of(source), "response_engine": engine}}


def native(source: Source) -> dict[str, Any]:
    """Retell's voice and model with our prompt."""
    blueprint = source.blueprint
    wording = Wording(blueprint, source.language)
    called = called_there(Target.RETELL_NATIVE, source)
    script = script_of(blueprint, wording, source.knowledge.text, frozenset(called))
    functions = OurFunctions(source, wording, called, RESERVED | frozenset(transfers(blueprint)))
    for name in called:
        functions.of_answer(name)
    llm: dict[str, Any] = {
        "start_speaker": "agent",
        "begin_message": scrub_text(script.first_message),
        "model_temperature": min(blueprint.settings.temperature, 1.0),
        "general_prompt": scrub_text(
            f"{script.general}\n# Now\nAt the business it is {{{{current_time_{blueprint.business.time_zone}}}}}."
        ),
        "general_tools": [*_tools(blueprint), *without_ids(functions.made.values())],
        "default_dynamic_variables": {name: scrub_text(value) for name, value in wording.defaults().items()},
    }
    if len(script.flows) > 1:
        llm["states"] = _states(blueprint, script)
        llm["starting_state"] = _state_name(next(iter(script.flows)))
    else:
        llm["general_prompt"] += "".join(f"\n\n{scrub_text(text)}" for text in script.flows.values())
    return {"agent": agent_of(source), "llm": llm}


def agent_of(source: Source) -> dict[str, Any]:
    """What every Retell agent has, whatever thinks for it."""
    voice = source.voice
    tuned = {
        "voice_speed": voice.speed,
        "voice_temperature": voice.temperature,
        "volume": voice.volume,
    }
    return {
        "agent_name": source.name,
        "voice_id": voice.id,
        "language": locale(source.language, source.blueprint.business.country),
        "max_call_duration_ms": min(max(source.max_minutes * 60_000, _SHORTEST_CALL), _LONGEST_CALL),
        "timezone": source.blueprint.business.time_zone,
        **({"webhook_url": source.hook, "webhook_events": list(_TOLD)} if source.reachable else {}),
        **{name: value for name, value in tuned.items() if value is not None},
    }


def locale(language: str, country: str) -> str:
    """Retell's locale for a language of ours at a business of this country."""
    base, _, region = language.partition("-")
    country = region.upper() or country
    if base == "es" and country in _LATIN_AMERICA:
        return "es-419"
    return _BY_COUNTRY.get((base, country)) or _LOCALES.get(base, "en-US")


def _tools(blueprint: Blueprint) -> list[dict[str, Any]]:
    tools: list[dict[str, Any]] = [
        {
            "type": "end_call",
            "name": "end_call",
            "description": "End the call when it is over, or when the caller asks not to be called again.",
        }
    ]
    tools += [
        _transfer(name, number, f"Pass the call on when step {name.removeprefix('transfer_')} says so.")
        for name, number in transfers(blueprint).items()
    ]
    number = main_number(blueprint.business)
    if number:
        tools.append(_transfer("transfer_to_person", number, "Pass the call to a person of the business."))
    if blueprint.variables:
        tools.append(_extraction(blueprint))
    return tools


def transfers(blueprint: Blueprint) -> dict[str, str]:
    """Tool name → number (E.164) of each reached transfer to a telephone whose number is known beforehand."""
    found: dict[str, str] = {}
    for _flow_id, node in _reached(blueprint):
        data = node.data
        if isinstance(data, TransferData) and data.target == "phone":
            number = e164(
                Wording(blueprint, blueprint.main_language).text(data.to), blueprint.business.country
            )
            if number and transfer_tool(node) != "transfer_to_person":
                found.setdefault(transfer_tool(node), number)
    return found


def _reached(blueprint: Blueprint) -> list[tuple[str, Node]]:
    reached = Graph(blueprint).reached
    return [
        (flow.id, node) for flow in blueprint.flows for node in flow.nodes if (flow.id, node.id) in reached
    ]


def _transfer(name: str, number: str, description: str) -> dict[str, Any]:
    return {
        "type": "transfer_call",
        "name": name,
        "description": description,
        "transfer_destination": {"type": "predefined", "number": number},
        "transfer_option": {"type": "cold_transfer"},
    }


def _extraction(blueprint: Blueprint) -> dict[str, Any]:
    wording = Wording(blueprint, blueprint.main_language)
    described = {
        wording.name(variable.name): variable.description or variable.label or variable.name
        for variable in blueprint.variables[:50]
    }
    return {
        "type": "extract_dynamic_variable",
        "name": "remember",
        "description": "Remember what the caller said.",
        "variables": [
            {"type": "string", "name": name, "description": scrub_text(text)}
            for name, text in described.items()
        ],
    }


def _state_name(flow_id: str) -> str:
    return f"flow_{flow_id}"[:64]


def _states(blueprint: Blueprint, script: Script) -> list[dict[str, Any]]:
    names = {flow.id: flow.name or flow.id for flow in blueprint.flows}
    states = []
    for flow_id, text in script.flows.items():
        targets = dict.fromkeys(
            node.data.flow
            for where, node in _reached(blueprint)
            if where == flow_id and isinstance(node.data, GoToFlowData) and node.data.flow in script.flows
        )
        edges = [
            {
                "destination_state_name": _state_name(target),
                "description": f"When the steps say to go on with “{names.get(target, target)}”.",
            }
            for target in targets
            if target is not None and target != flow_id
        ]
        states.append({"name": _state_name(flow_id), "state_prompt": scrub_text(text), "edges": edges})
    return states
