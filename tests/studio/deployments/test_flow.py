"""A flow of ours as a conversation flow of Retell: the same ways, each thing said at its place."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from centralita.engine.graph import Graph
from centralita.studio.deployments.compile import compile_agent
from centralita.studio.deployments.domain.target import Target
from tests.engine.strategies import blueprints
from tests.studio.deployments.sources import blueprint, source
from tests.studio.deployments.specs import RETELL, faults
from tests.studio.deployments.test_compile import EXAMPLES

HELLO = {"id": "hello", "kind": "say", "data": {"text": {"es": "Hola, soy de {{business.name}}."}}}


def flow_of(*nodes: dict[str, Any], **more: Any) -> dict[str, dict[str, Any]]:
    """The nodes at Retell by their ids."""
    made = compile_agent(Target.RETELL_FLOW, source(blueprint(*nodes, **more))).config["flow"]
    assert faults(RETELL, "/create-conversation-flow", made) == []
    return {node["id"]: node for node in made["nodes"]}


def ways(node: dict[str, Any]) -> dict[str, str]:
    """Condition → where to, of all the ways out of a node."""
    single = (node.get(name) for name in ("edge", "else_edge", "skip_response_edge", "always_edge"))
    return {
        edge["transition_condition"].get("prompt") or str(edge["transition_condition"]): edge[
            "destination_node_id"
        ]
        for edge in (*node.get("edges", ()), *filter(None, single))
    }


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
@given(made=blueprints())
def test_every_way_leads_somewhere_and_every_reached_node_is_there(made):
    flow = compile_agent(Target.RETELL_FLOW, source(made)).config["flow"]
    ids = [node["id"] for node in flow["nodes"]]
    assert len(set(ids)) == len(ids)
    assert flow["start_node_id"] in ids
    edges = [
        edge
        for node in flow["nodes"]
        for edge in (
            *node.get("edges", ()),
            *(
                node[name]
                for name in ("edge", "else_edge", "skip_response_edge", "always_edge")
                if name in node
            ),
        )
    ]
    assert {edge["destination_node_id"] for edge in edges} <= set(ids)
    assert len({edge["id"] for edge in edges}) == len(edges)
    shown = {tuple(name.split(".")[:2]) for name in ids if "." in name}
    assert shown <= Graph(made).reached


def test_what_must_be_said_comes_first_and_cannot_be_talked_over():
    nodes = flow_of(HELLO, {"id": "bye", "kind": "end", "data": {"text": {"es": "Adiós."}}})
    start = nodes["start"]
    assert start["instruction"] == {
        "type": "static_text",
        "text": "Le atiende un asistente de inteligencia artificial. Esta llamada se graba.",
    }
    assert start["interruption_sensitivity"] == 0
    assert ways(start) == {"Skip response": "main.hello"}
    assert nodes["main.hello"]["instruction"]["text"] == "Hola, soy de Sol."
    assert ways(nodes["main.hello"]) == {"Skip response": "main.bye"}
    assert nodes["main.bye"]["type"] == "end"
    assert nodes["main.bye"]["instruction"]["text"] == "Adiós."


def test_no_more_calls_is_heard_at_any_moment_whatever_the_author_switched_off():
    off = {name: {"enabled": False} for name in ("person", "restart", "language")}
    nodes = flow_of(HELLO, interrupts=off)
    assert "not to be called again" in nodes["stop"]["global_node_setting"]["condition"]
    assert nodes["stop"]["type"] == "end"
    assert nodes["stop"]["instruction"]["text"].startswith("De acuerdo, queda anotado")
    assert not {"person", "restart", "nobody"} & set(nodes)


def test_who_asks_for_a_person_is_passed_to_the_telephone_of_the_business():
    nodes = flow_of(HELLO)
    assert nodes["person"]["transfer_destination"]["number"] == "+34910000000"
    assert "global_node_setting" in nodes["person"]
    assert ways(nodes["person"]) == {"Transfer failed": "nobody"}
    without = flow_of(HELLO, business={"facts": {"name": "Sol"}})
    assert "person" not in without
    assert "global_node_setting" in without["nobody"]


def test_an_answer_is_kept_and_decides_the_way():
    asked = {
        "id": "ask",
        "kind": "ask",
        "data": {
            "question": {"es": "¿Mañana o tarde?"},
            "variable": "turno",
            "input": {
                "type": "choice",
                "options": [{"id": "am", "label": {"es": "Mañana"}}, {"id": "pm", "label": {"es": "Tarde"}}],
            },
        },
    }
    flows = [
        {
            "id": "main",
            "nodes": [
                asked,
                {"id": "m", "kind": "end"},
                {"id": "t", "kind": "end"},
                {"id": "x", "kind": "end"},
            ],
            "edges": [
                {"id": "1", "source": "ask", "port": "am", "target": "m"},
                {"id": "2", "source": "ask", "port": "pm", "target": "t"},
                {"id": "3", "source": "ask", "port": "next", "target": "x"},
                {"id": "4", "source": "ask", "port": "gave_up", "target": "x"},
            ],
        }
    ]
    nodes = flow_of(flows=flows)
    assert ways(nodes["main.ask"]) == {
        "The caller has answered": "main.ask.keep",
        "The caller was asked 3 times and has not given an answer that fits": "main.x",
    }
    keep = nodes["main.ask.keep"]
    assert [one["name"] for one in keep["variables"]] == ["turno"]
    assert ways(keep) == {
        "The caller chose “Mañana”": "main.m",
        "The caller chose “Tarde”": "main.t",
        "Else": "main.x",
    }


def test_what_was_said_is_kept_and_a_question_that_it_answers_is_passed_over():
    wanted = [
        {"variable": "nombre", "description": "cómo se llama"},
        {
            "variable": "turno",
            "input": {"type": "choice", "options": [{"id": "am", "label": {"es": "Mañana"}}]},
        },
        {"variable": "seguro", "input": {"type": "yes_no"}, "needed": False},
    ]
    nodes = [
        {"id": "keep", "kind": "extract", "data": {"fields": wanted, "source": "message"}},
        {
            "id": "ask",
            "kind": "ask",
            "data": {"question": {"es": "¿Nombre?"}, "variable": "nombre", "unless_known": True},
        },
        {"id": "bye", "kind": "end"},
    ]
    edges = [
        {"id": "1", "source": "keep", "port": "next", "target": "bye"},
        {"id": "2", "source": "keep", "port": "missing", "target": "ask"},
        {"id": "3", "source": "ask", "port": "next", "target": "bye"},
    ]
    made = flow_of(flows=[{"id": "main", "nodes": nodes, "edges": edges}])
    keep = made["main.keep"]
    assert (keep["type"], [one["type"] for one in keep["variables"]]) == (
        "extract_dynamic_variables",
        ["string", "enum", "boolean"],
    )
    assert keep["variables"][0]["description"].startswith("cómo se llama. Only if")
    assert keep["variables"][1]["choices"] == ["Mañana"]
    (missing,) = keep["edges"]
    assert missing["destination_node_id"] == "main.ask"
    assert [(one["left"], one["operator"]) for one in missing["transition_condition"]["equations"]] == [
        ("{{nombre}}", "=="),
        ("{{turno}}", "=="),
    ]
    assert keep["else_edge"]["destination_node_id"] == "main.bye"
    branch = made["main.ask"]
    assert (branch["type"], branch["edges"][0]["destination_node_id"]) == ("branch", "main.bye")
    assert branch["else_edge"]["destination_node_id"] == "main.ask.ask"
    assert ways(made["main.ask.ask"]) == {"The caller has answered": "main.ask.keep"}


def test_conditions_are_worked_out_by_the_platform_where_it_can():
    decided = {
        "id": "d",
        "kind": "decide",
        "data": {
            "branches": [
                {"id": "a", "condition": {"kind": "variable", "variable": "plan", "value": "oro"}},
                {"id": "b", "condition": {"kind": "hours", "open": True}},
                {
                    "id": "c",
                    "condition": {
                        "kind": "variable",
                        "variable": "plan",
                        "operator": "one_of",
                        "value": ["a", "b"],
                    },
                },
            ]
        },
    }
    node = flow_of(decided)["main.d"]
    assert node["type"] == "branch"
    first, second, third = (edge["transition_condition"] for edge in node["edges"])
    assert first == {
        "type": "equation",
        "operator": "&&",
        "equations": [{"left": "{{plan}}", "operator": "==", "right": "oro"}],
    }
    assert second == {"type": "prompt", "prompt": "It is so that the business is open now"}
    assert (third["operator"], [one["right"] for one in third["equations"]]) == ("||", ["a", "b"])
    assert node["else_edge"]["destination_node_id"] == "over"


def test_a_flow_comes_back_to_each_place_that_it_was_called_from():
    flows = [
        {
            "id": "main",
            "nodes": [
                {"id": "one", "kind": "go_to_flow", "data": {"flow": "help"}},
                {"id": "middle", "kind": "say", "data": {"text": {"es": "Bien."}}},
                {"id": "two", "kind": "go_to_flow", "data": {"flow": "help"}},
                {"id": "bye", "kind": "end"},
            ],
            "edges": [
                {"id": "1", "source": "one", "target": "middle"},
                {"id": "2", "source": "middle", "target": "two"},
                {"id": "3", "source": "two", "target": "bye"},
            ],
        },
        {"id": "help", "nodes": [{"id": "tell", "kind": "say", "data": {"text": {"es": "Así."}}}]},
    ]
    nodes = flow_of(flows=flows)
    assert ways(nodes["start"]) == {"Skip response": "help.tell"}
    assert ways(nodes["help.tell"]) == {"Skip response": "main.middle"}
    assert ways(nodes["main.middle"]) == {"Skip response": "help.tell.2"}
    assert ways(nodes["help.tell.2"]) == {"Skip response": "main.bye"}


def test_a_flow_that_calls_itself_for_ever_still_ends_in_a_flow():
    again = {"id": "again", "kind": "go_to_flow", "data": {"flow": "main"}}
    after = {"id": "after", "kind": "say", "data": {"text": {"es": "Otra vez."}}}
    made = blueprint(HELLO, again, after)
    compiled = compile_agent(Target.RETELL_FLOW, source(made))
    assert {"channel.deep_flow"} <= {loss.feature for loss in compiled.losses}
    assert compiled.blocking == ()
    assert len(compiled.config["flow"]["nodes"]) < 30


def test_a_flow_of_too_many_steps_is_not_published():
    made = blueprint(
        *({"id": f"n{number}", "kind": "say", "data": {"text": {"es": "Sí."}}} for number in range(450))
    )
    compiled = compile_agent(Target.RETELL_FLOW, source(made))
    assert [loss.feature for loss in compiled.blocking] == ["channel.long_flow"]
    assert compile_agent(Target.RETELL_NATIVE, source(made)).blocking == ()


def test_a_step_that_listens_first_waits_for_the_caller():
    talk = {
        "id": "talk",
        "kind": "ai_answer",
        "data": {
            "prompt": "Ayuda.",
            "collects": ["nombre"],
            "exits": [{"id": "done", "description": "Ya está todo"}],
        },
    }
    flows = [
        {
            "id": "main",
            "nodes": [HELLO, talk, {"id": "bye", "kind": "end"}],
            "edges": [
                {"id": "1", "source": "hello", "target": "talk"},
                {"id": "2", "source": "talk", "port": "done", "target": "bye"},
            ],
        }
    ]
    nodes = flow_of(flows=flows)
    assert ways(nodes["main.hello"]) == {"Always": "main.talk"}
    assert nodes["main.talk"]["type"] == "subagent"
    assert ways(nodes["main.talk"]) == {"Ya está todo": "main.bye"}
    assert [tool["type"] for tool in nodes["main.talk"]["tools"]] == ["end_call", "extract_dynamic_variable"]


@pytest.mark.parametrize(("to", "number"), [("910 000 001", "+34910000001"), ("{{oficina}}", "{{oficina}}")])
def test_a_transfer_calls_the_number_and_goes_on_when_nobody_answers(to, number):
    flows = [
        {
            "id": "main",
            "nodes": [
                {"id": "pass", "kind": "transfer", "data": {"to": to, "text": {"es": "Le paso."}}},
                {"id": "sorry", "kind": "say", "data": {"text": {"es": "No contestan."}}},
            ],
            "edges": [{"id": "1", "source": "pass", "port": "failed", "target": "sorry"}],
        }
    ]
    node = flow_of(flows=flows)["main.pass"]
    assert node["transfer_destination"] == {"type": "predefined", "number": number}
    assert ways(node) == {"Transfer failed": "main.sorry"}
