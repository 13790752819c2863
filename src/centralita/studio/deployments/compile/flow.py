"""The Retell agent whose conversation flow is our flow: the platform walks the nodes, its model speaks in them.

The configuration is `{"agent": <body of create-agent>, "flow": <body of create-conversation-flow>}`; whoever writes it
makes the flow first and binds the two.
"""

from typing import Any, Final

from centralita.engine import Blueprint
from centralita.engine.data import pick
from centralita.engine.nodes.handoff import HandoffData
from centralita.engine.phrases import PHRASES
from centralita.engine.settings import FallbackText
from centralita.kit.scrubbing import scrub_text
from centralita.studio.deployments.compile import disclosure
from centralita.studio.deployments.compile.calling import Functions
from centralita.studio.deployments.compile.conditions import prompted
from centralita.studio.deployments.compile.flow_nodes import NOBODY, Json, Nodes, edge, ending, passing_on
from centralita.studio.deployments.compile.functions import OurFunctions, called_there
from centralita.studio.deployments.compile.layout import OVER, Layout, layout_of
from centralita.studio.deployments.compile.losses import main_number
from centralita.studio.deployments.compile.retell import agent_of
from centralita.studio.deployments.compile.script import general_of
from centralita.studio.deployments.compile.source import Source
from centralita.studio.deployments.compile.wording import Wording
from centralita.studio.deployments.domain.target import Target

# Whoever makes a flow there must name a model; this one is the platform's own first choice.
_MODEL: Final = {"type": "cascading", "model": "gpt-4.1"}
_START: Final = "start"
_STOP: Final = "stop"
_PERSON: Final = "person"
_RESTART: Final = "restart"
# Ours stand above what the author laid out.
_ABOVE: Final = -400.0


def flow(source: Source) -> dict[str, Any]:
    """Retell's voice and model, walking our flow."""
    blueprint = source.blueprint
    wording = Wording(blueprint, source.language)
    layout = layout_of(blueprint, wording)
    called = called_there(Target.RETELL_FLOW, source)
    functions = OurFunctions(source, wording, called) if source.hook else Functions(source.tools, wording)
    nodes = [*_frame(blueprint, wording, layout), *_steps(blueprint, wording, layout, functions)]
    tools = list(functions.made.values())
    now = f"# Now\nAt the business it is {{{{current_time_{blueprint.business.time_zone}}}}}."
    return {
        "agent": agent_of(source),
        "flow": {
            "start_speaker": "agent",
            "model_choice": dict(_MODEL),
            "model_temperature": min(blueprint.settings.temperature, 1.0),
            "global_prompt": scrub_text(f"{general_of(blueprint, wording, source.knowledge.text)}\n{now}"),
            "nodes": nodes,
            **({"tools": tools} if tools else {}),
            "start_node_id": _START,
            "default_dynamic_variables": {
                name: scrub_text(value) for name, value in wording.defaults().items()
            },
        },
    }


def _steps(
    blueprint: Blueprint, wording: Wording, layout: Layout, functions: Functions | OurFunctions
) -> list[Json]:
    made = Nodes(blueprint, wording, layout, functions)
    return [node for place in layout.places.values() for node in made.of(place)]


def _frame(blueprint: Blueprint, wording: Wording, layout: Layout) -> list[Json]:
    """What stands around every flow: how it begins, how it is over, and the wishes that are heard at any moment."""
    made = Nodes(blueprint, wording, layout)
    language = wording.language
    first = " ".join(
        filter(None, (disclosure.opening(blueprint, language), wording.pick(blueprint.greeting)))
    )
    wishes = blueprint.interrupts
    number = main_number(blueprint.business)
    asks_person = "The caller asks to talk with a person"
    found = [
        {
            **_own(_START, "conversation", 0),
            "instruction": {"type": "static_text", "text": scrub_text(first)},
            # What must be said is said to its end.
            "interruption_sensitivity": 0,
            **made.onward(_START, layout.start),
        },
        {**_own(OVER, "end", 1), **ending("")},
        {
            **_own(_STOP, "end", 2, "The caller asks not to be called again, or to be taken off the list"),
            **ending(scrub_text(_phrase(blueprint, wording, "opted_out"))),
        },
    ]
    if wishes.person.enabled and number:
        found.append(
            {**_own(_PERSON, "transfer_call", 3, asks_person), **passing_on(_PERSON, "", number, NOBODY)}
        )
    alone = wishes.person.enabled and not number
    nobody = wishes.person.enabled or any(
        isinstance(place.node.data, HandoffData) for place in layout.places.values()
    )
    more = prompted("The caller wants to go on, or asks something else")
    if nobody:
        found.append(
            {
                **_own(NOBODY, "conversation", 4, asks_person if alone else ""),
                "instruction": {
                    "type": "prompt",
                    "text": "Say that nobody can come to the telephone now, and ask what else you can do.",
                },
                "edges": [edge(NOBODY, "on", more, layout.start)],
            }
        )
    if wishes.restart.enabled:
        found.append(
            {
                **_own(_RESTART, "conversation", 5, "The caller wants to begin again from the start"),
                "instruction": {
                    "type": "static_text",
                    "text": scrub_text(_phrase(blueprint, wording, "restarted")),
                },
                **made.onward(_RESTART, layout.start),
            }
        )
    return found


def _own(name: str, kind: str, number: int, heard: str = "") -> Json:
    """A node of ours; where it is `heard`, it is gone to from anywhere."""
    anywhere = {"global_node_setting": {"condition": heard}} if heard else {}
    return {
        "id": name,
        "type": kind,
        "name": name,
        "display_position": {"x": 300.0 * number, "y": _ABOVE},
        **anywhere,
    }


def _phrase(blueprint: Blueprint, wording: Wording, name: FallbackText) -> str:
    own = wording.pick(blueprint.texts.get(name, {}))
    return own or pick(PHRASES[name], wording.language, "en")
