"""What files of real agents hold beside what their formats' pages tell: each was once read wrongly, or not at all."""

import itertools
import json
import time
from typing import Any

import pytest

from centralita import engine
from centralita.studio.imports.domain.faults import Unreadable
from centralita.studio.imports.reading import Reading, read
from tests.studio.imports.test_hostile import no_guess, packed
from tests.studio.imports.test_talking import Talk, begun_with


def reading_of(document: Any, name: str = "a.json") -> Reading:
    return read([(name, json.dumps(document).encode())], no_guess)


def codes(reading: Reading) -> list[str]:
    return [loss.code for loss in reading.drawn.losses]


def steps(reading: Reading) -> dict[str, Any]:
    """Each step's data by its name."""
    return {
        node.name: node.data.model_dump(mode="json")
        for flow in reading.drawn.blueprint.flows
        for node in flow.nodes
    }


def talk_with(reading: Reading, *, model: bool = False) -> tuple[Talk, list[str]]:
    return begun_with(reading.drawn.blueprint, model=model)


# --- what comes in ---------------------------------------------------------------------------------------------------

FLOWS = b"flows:\n  order:\n    description: order food\n    steps:\n      - action: utter_ok\n"
DOMAIN = b"responses:\n  utter_ok:\n    - text: Done.\n"


def test_what_lies_beside_an_agent_is_passed_over() -> None:
    files = [
        ("flows.yml", FLOWS),
        ("domain.yml", DOMAIN),
        ("README.md", b"# A bot: with *marks*"),
        ("actions.py", b"def run():\n    pass\n"),
        ("later.yml", b"# nothing yet\n\n"),
        ("empty.yml", b""),
    ]
    assert read(files, no_guess).format == "rasa"
    assert read([("bot.zip", packed(dict(files)))], no_guess).format == "rasa"
    with pytest.raises(Unreadable) as refused:
        read([("README.md", b"# A bot: with *marks*\nnot: yaml: at all")], no_guess)
    assert refused.value.faults[0].code == "yaml"


def test_a_yes_on_a_button_is_a_word() -> None:
    domain = b"""
slots:
  sure: {type: text}
responses:
  utter_ask_sure:
    - text: Sure?
      buttons:
        - title: Yes
          payload: /SetSlots(sure=certain)
        - title: No
          payload: /SetSlots(sure=doubtful)
"""
    flows = b"flows:\n  ask:\n    description: ask\n    steps:\n      - collect: sure\n"
    options = steps(read([("d.yml", domain), ("f.yml", flows)], no_guess))["sure"]["input"]["options"]
    assert [list(option["label"].values()) for option in options] == [["Yes"], ["No"]]


def test_the_text_of_a_file_in_the_answer_of_an_api_is_read() -> None:
    told = "app:\n  mode: chat\n  name: Shop\nkind: app\nmodel_config:\n  pre_prompt: Sell.\n"
    assert reading_of({"data": told}).drawn.name == "Shop"
    with pytest.raises(Unreadable):
        reading_of({"data": "a: [\n"})


@pytest.mark.parametrize(
    "document",
    [
        {"version": "6", "groups": [{"id": f"g{i}", "title": "t", "blocks": [{"id": f"b{i}", "type": "text",
            "content": {"richText": [{"children": [{"text": "".join(f"{{{{a{i}_{j}}}}}" for j in range(900))}]}]}}]}
            for i in range(400)], "edges": [], "variables": []},
        {"version": {"rootDiagramID": "r"}, "diagrams": {"r": {"nodes": {
            **{f"p{i}": {"type": "prompt", "data": {"noMatches": {}}} for i in range(2_000)},
            **{f"i{i}": {"type": "intent", "data": {"intent": "x"}} for i in range(9_000)}}}}},
    ],
)  # fmt: skip
def test_the_largest_files_cost_a_web_request_little(document: dict[str, Any]) -> None:
    content = json.dumps(document).encode()
    began = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read([("a.json", content)], no_guess)
    assert refused.value.faults[0].code == "too_much_text"
    assert time.process_time() - began < 6


def test_yaml_of_very_many_values_is_refused_before_it_is_built() -> None:
    began = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read([("a.yml", b"a:\n" + b"- {a: 1, b: 2}\n" * 79_000)], no_guess)
    assert refused.value.faults[0].code == "too_many"
    assert time.process_time() - began < 4


# --- Rasa ------------------------------------------------------------------------------------------------------------

RASA = {
    "slots": {"agent_name": {"initial_value": "Riley"}, "rating": {"type": "categorical", "values": ["up", "down"]}},
    "responses": {
        "utter_welcome": [{"text": "Hi, I am {agent_name}."}, {"text": "Spoken", "channel": "voice"}],
        "utter_ask_rating": [
            {
                "text": "How was it?",
                "buttons": [
                    {"title": "Great", "payload": "/SetSlots(rating=up)"},
                    {"title": "Bad", "payload": "/SetSlots(rating=down)"},
                ],
            }
        ],
        "utter_thanks": [{"text": "Thanks!"}],
        "utter_sorry": [{"text": "Sorry."}],
    },
    "flows": {
        "pattern_session_start": {"steps": [{"action": "utter_welcome"}]},
        "feedback": {
            "name": "leave feedback",
            "description": "feedback",
            "steps": [
                {
                    "collect": "rating",
                    "next": [
                        {"if": "slots.rating == 'up'", "then": [{"action": "utter_thanks", "next": "END"}]},
                        {"else": [{"action": "utter_sorry", "next": "END"}]},
                    ],
                }
            ],
        },
        "inner": {"description": "x", "if": False, "steps": [{"action": "utter_thanks"}]},
        "person": {"description": "y", "steps": [{"link": "pattern_human_handoff"}]},
    },
}  # fmt: skip


def test_a_bot_of_rasa_greets_once_and_knows_what_its_buttons_keep() -> None:
    talk, said = talk_with(reading_of(RASA))
    assert said == ["Hi, I am Riley."]
    assert talk.say("leave feedback") == ["How was it?"]
    assert talk.say("Great") == ["Thanks!"]


def test_a_flow_of_rasa_that_nobody_may_begin_stands_in_no_step() -> None:
    reading = reading_of(RASA)
    found = engine.check(reading.drawn.blueprint)
    assert "unreachable" not in {one.code for one in found if one.flow_id == "main"}
    assert "other_agent" not in codes(reading)


# --- Botpress --------------------------------------------------------------------------------------------------------

BOTPRESS = {
    "flows": [
        {
            "name": "main.flow.json",
            "startNode": "hello",
            "nodes": [
                {"name": "hello", "onEnter": ["say #!a"], "next": [{"condition": "true", "node": "other.flow.json"}]},
                {"name": "again", "onEnter": ["say #!b"], "onReceive": [],
                 "next": [{"condition": "true", "node": "call"}]},
                {"name": "call", "type": "skill-call", "skill": "CallAPI", "flow": "skills/CallAPI-1.flow.json",
                 "next": [{"caption": "On success", "condition": "temp.valid", "node": "worked"},
                          {"caption": "On failure", "condition": "!temp.valid", "node": "failed"}]},
                {"name": "worked", "onEnter": ["say #!c"], "next": []},
                {"name": "failed", "onEnter": ["say #!d"], "next": []},
            ],
        },
        {
            "name": "other.flow.json",
            "startNode": "in",
            "nodes": [{"name": "in", "onEnter": [], "next": [{"condition": "true", "node": "main.flow.json#again"}]}],
        },
        {
            "name": "skills/CallAPI-1.flow.json",
            "startNode": "entry",
            "skillData": {"method": "get", "memory": "session", "url": "https://x.example/q", "variable": "answer"},
            "nodes": [{"name": "entry", "onEnter": ["basic-skills/call_api {}"], "next": []}],
        },
    ],
    "content": [
        {"id": "a", "formData": {"text$en": "Hello"}},
        {"id": "b", "formData": {"text$en": "And you, {{event.state.user.name}}?"}},
        {"id": "c", "formData": {"text$en": "Found"}},
        {"id": "d", "formData": {"text$en": "Not found"}},
    ],
}  # fmt: skip


def test_a_bot_of_botpress_goes_to_a_node_of_another_flow_and_calls() -> None:
    reading = reading_of(BOTPRESS)
    assert "target_missing" not in codes(reading)
    assert [variable.name for variable in reading.drawn.blueprint.variables if "state" in variable.name] == []
    talk, said = talk_with(reading)
    assert said == ["Hello", "And you, ?"]
    talk.say("Fine")
    (tool,) = reading.drawn.tools
    assert tool.definition.request.address == "https://x.example/q"
    assert talk.give({"x": 1}) == ["Found"]
    assert "answer" in {variable.name for variable in reading.drawn.blueprint.variables}


# --- Typebot ---------------------------------------------------------------------------------------------------------


def typebot(*blocks: dict[str, Any]) -> dict[str, Any]:
    names = ("Company", "Reply", "Said")
    return {
        "version": "6",
        "events": [{"id": "s", "type": "start", "outgoingEdgeId": "e"}],
        "groups": [{"id": "g", "title": "Talk", "blocks": list(blocks)}],
        "edges": [{"id": "e", "from": {"eventId": "s"}, "to": {"groupId": "g"}}],
        "variables": [{"id": name.lower(), "name": name} for name in names],
    }


def test_a_task_in_the_first_message_of_a_typebots_model_is_kept() -> None:
    messages = [
        {"role": "user", "content": "You sell boats. Ask what people need."},
        {"role": "assistant", "content": "Which company?"},
        {"role": "user", "content": "{{Company}}"},
        {"role": "Dialogue", "dialogueVariableId": "said"},
    ]
    reading = reading_of(
        typebot(
            {"id": "a", "type": "OpenAI", "options": {"task": "Create chat completion", "messages": messages}}
        )
    )
    prompt = steps(reading)["Talk"]["prompt"]
    assert "You sell boats." in str(prompt)
    assert "Assistant: Which company?" in str(prompt)
    assert "examples" in codes(reading)


def test_values_that_a_typebots_model_finds_are_noted() -> None:
    found = [{"type": "string", "variableId": "company", "description": "Its name"}]
    block = {
        "id": "a",
        "type": "mistral",
        "options": {"action": "Generate variables", "variablesToExtract": found},
    }
    reading = reading_of(typebot(block))
    assert steps(reading)["Talk"]["collects"] == ["company"]
    assert codes(reading) == ["extract"]


# --- Dify ------------------------------------------------------------------------------------------------------------


def chatflow(*nodes: dict[str, Any]) -> dict[str, Any]:
    drawn = [{"id": "start", "data": {"type": "start"}}, *nodes]
    ids = [node["id"] for node in drawn]
    edges = [{"source": a, "target": b, "sourceHandle": "source"} for a, b in itertools.pairwise(ids)]
    app = {"mode": "advanced-chat", "name": "x"}
    return {"kind": "app", "app": app, "workflow": {"graph": {"nodes": drawn, "edges": edges}}}


def test_a_template_of_dify_that_only_fills_in_is_a_text_and_one_that_computes_is_told() -> None:
    given = [{"variable": "who", "value_selector": ["sys", "query"]}]
    template = {
        "type": "template-transform",
        "title": "Card",
        "template": "Dear {{ who }}!",
        "variables": given,
    }
    answer = {"id": "a", "data": {"type": "answer", "title": "Answer", "answer": "{{#t.output#}}"}}
    talk, _ = talk_with(reading := reading_of(chatflow({"id": "t", "data": template}, answer)))
    assert talk.say("Ana") == ["Dear Ana!"]
    assert "code" not in codes(reading)
    loop = {**template, "template": "{% for x in who %}{{ x }}{% endfor %}"}
    assert "code" in codes(reading_of(chatflow({"id": "t", "data": loop}, answer)))


def test_how_a_classifier_of_dify_chooses_and_what_its_model_is_given_are_kept() -> None:
    sorter = {"type": "question-classifier", "title": "Sort", "instruction": "Diet is health.",
              "classes": [{"id": "1", "name": "Health"}]}  # fmt: skip
    model = {"type": "llm", "title": "Model", "context": {"enabled": True, "variable_selector": ["c", "text"]},
             "prompt_template": [{"role": "system", "text": "Help."}, {"role": "assistant", "text": "Sure."}]}  # fmt: skip
    answer = {"type": "answer", "title": "Answer", "answer": "{{#m.text#}}"}
    reading = reading_of(
        chatflow(
            {"id": "c", "data": {"type": "code", "title": "Code"}},
            {"id": "s", "data": sorter},
            {"id": "m", "data": model},
            {"id": "a", "data": answer},
        )
    )
    assert "Diet is health." in steps(reading)["Sort"]["branches"][0]["description"]
    assert "Assistant: Sure." in str(steps(reading)["Model"]["prompt"])
    assert not reading.drawn.blueprint.knowledge


# --- Voiceflow -------------------------------------------------------------------------------------------------------


def ports(*targets: str | None) -> list[dict[str, Any]]:
    return [{"type": "", "target": target, "id": f"p{number}"} for number, target in enumerate(targets)]


def speaks(said: str, target: str | None) -> dict[str, Any]:
    return {"type": "speak", "data": {"dialogs": [{"content": said}], "ports": ports(target)}}


def block(*steps_: str) -> dict[str, Any]:
    return {"type": "block", "coords": [1, 2], "data": {"name": "Block", "steps": list(steps_)}}


SIZE = {"id": "s1", "required": True, "dialog": {"prompt": [{"text": "Which size?"}]}}
VOICEFLOW = {
    "project": {"name": "Pizza"},
    "version": {
        "rootDiagramID": "r",
        "platformData": {
            "slots": [{"key": "s1", "name": "size"}],
            "intents": [{"key": "i1", "name": "order", "slots": [SIZE],
                         "inputs": [{"text": "I would like a {{[size].s1}}"}]}],
        },
        "prototype": {"model": {"intents": [{"key": "VF.YES", "name": "VF.YES", "inputs": [{"text": "sure"}]}]}},
    },
    "diagrams": {"r": {"name": "ROOT", "nodes": {
        "start": {"type": "start", "coords": [0, 0], "data": {"steps": ["stop"], "ports": ports("a")}},
        "stop": {"type": "command", "data": {"name": "Stop", "ports": []}},
        "b1": block("a", "b"), "a": speaks("Welcome", "b"),
        "b": {"type": "prompt", "data": {"noMatches": {"reprompts": []}, "reprompt": None, "ports": []}},
        "b2": block("i"), "i": {"type": "intent", "data": {"intent": "i1", "ports": ports("b3")}},
        "b3": block("c"), "c": speaks("A {{[size].size}} one", "b4"),
        "b4": block("d", "e"), "d": speaks("Another?", "e"),
        "e": {"type": "interaction", "data": {"choices": [{"intent": "VF.YES"}], "ports": ports(None, "b1")}},
    }}},
}  # fmt: skip


def test_an_older_project_of_voiceflow_whose_ports_have_no_names_is_talked_through() -> None:
    reading = reading_of(VOICEFLOW, "a.vf")
    talk, said = talk_with(reading)
    assert said == ["Welcome"]
    assert talk.say("I would like a big one") == ["Which size?"]
    assert talk.say("Big") == ["A Big one", "Another?"]
    assert talk.say("sure") == ["Welcome"]
    # What was answered is not heard again by the next step that listens.
    assert talk.say("I would like a") == ["Which size?"]


# --- Retell ----------------------------------------------------------------------------------------------------------


def edge(when: str, target: str) -> dict[str, Any]:
    return {
        "id": when,
        "destination_node_id": target,
        "transition_condition": {"type": "prompt", "prompt": when},
    }


def says(key: str, told: str, *edges: dict[str, Any], kind: str = "prompt") -> dict[str, Any]:
    return {"id": key, "name": key, "type": "conversation", "instruction": {"type": kind, "text": told},
            "edges": list(edges)}  # fmt: skip


RETELL = {
    "agent_name": "Desk",
    "language": ["es-ES", "en-US"],
    "webhook_url": "https://x.example/hook",
    "retellLlmData": None,
    "conversationFlow": {
        "start_node_id": "hello",
        "start_speaker": "agent",
        "global_prompt": "Son las {{current_time_Europe/Madrid}}.",
        "tools": [{"tool_id": "t", "name": "look_up", "type": "custom", "url": "https://x.example/t"}],
        "nodes": [
            says("hello", "¿Quiere reservar?", edge("Wants to book", "when"), kind="static_text"),
            says("when", "Pregunte el día.", edge("Said the day", "note")),
            {"id": "note", "name": "note", "type": "extract_dynamic_variables",
             "variables": [{"name": "brand", "type": "enum", "choices": ["Ford", "Kia"], "description": "Brand"}],
             "edges": [edge("Always", "call")], "else_edge": edge("Else", "when")},
            {"id": "call", "name": "call", "type": "function", "tool_id": "t",
             "edges": [edge("Function result", "bye"), edge("Function error", "sorry")]},
            says("sorry", "No puedo mirarlo.", edge("Again", "call"), kind="static_text"),
            {"id": "bye", "name": "bye", "type": "end", "instruction": {"type": "prompt", "text": "Despídase."}},
        ],
    },
}  # fmt: skip


def test_a_flow_of_retell_leads_where_its_edges_say() -> None:
    reading = reading_of(RETELL)
    (flow,) = reading.drawn.blueprint.flows
    ways = {(one.source, one.port): one.target for one in flow.edges}
    assert (ways["note", "way-1"], ways["call", "next"], ways["call", "failed"]) == ("call", "bye", "sorry")
    assert "{{now}}" in str(reading.drawn.blueprint.persona)
    assert "Ford | Kia" in str(steps(reading)["note"]["prompt"])
    assert reading.drawn.language == "es"
    assert {"language", "setting"} <= set(codes(reading))


def test_a_flow_of_retell_goes_on_by_itself_from_step_to_step() -> None:
    talk, said = talk_with(reading_of(RETELL), model=True)
    assert said == ["¿Quiere reservar?"]
    talk.say("Sí")
    assert talk.asked[-1].purpose == "classify"
    talk.reply("way-1")
    assert "Pregunte el día." in talk.asked[-1].system
    assert talk.reply("¿Qué día?") == ["¿Qué día?"]


def test_a_prompt_of_retell_that_lets_the_caller_begin_waits() -> None:
    prompt = {"general_prompt": "Help.", "begin_message": "", "start_speaker": "user"}
    assert (
        steps(reading_of({"agent_name": "A", "retellLlmData": prompt}))["A"].get("speaks_first", False)
        is False
    )
    begins = {"general_prompt": "Help.", "start_speaker": "agent"}
    assert steps(reading_of({"agent_name": "A", "retellLlmData": begins}))["A"]["speaks_first"] is True


def test_a_language_that_is_not_spoken_here_is_told() -> None:
    reading = reading_of(
        {"agent_name": "A", "language": "de-DE", "retellLlmData": {"general_prompt": "Hilf."}}
    )
    assert "language_foreign" in codes(reading)


# --- Vapi and ElevenLabs ---------------------------------------------------------------------------------------------


def assistant(prompt: str, **others: Any) -> dict[str, Any]:
    return {"model": {"provider": "openai", "systemPrompt": prompt, **others}}


def test_members_of_a_squad_are_found_by_whatever_names_them() -> None:
    handed = {
        "type": "handoff",
        "destinations": [{"type": "assistant", "assistantName": "Desk", "description": "b"}],
    }
    members = [
        {"assistantId": "1", "assistantName": "Desk", "assistantOverrides": assistant("Greet."),
         "assistantDestinations": [{"type": "assistant", "assistantId": "2", "assistantName": "old name"}]},
        {"assistant": {"id": "2", "name": "Help", **assistant("Help.", tools=[handed])}},
    ]  # fmt: skip
    for squad in ({"members": members}, {"squad": members}):
        reading = reading_of(squad)
        (flow,) = reading.drawn.blueprint.flows
        assert [(one.source, one.target) for one in flow.edges] == [("Desk", "Help"), ("Help", "Desk")]
        assert not {"other_agent", "target_missing"} & set(codes(reading))


def test_tools_of_elevenlabs_in_files_of_their_own_and_built_in_ones_without_a_kind() -> None:
    prompt = {
        "prompt": "Help.",
        "tool_ids": ["t1", "t2"],
        "built_in_tools": {"end_call": {"name": "end_call"}},
    }
    agent = {"name": "Vox", "conversation_config": {"agent": {"prompt": prompt, "language": "es"}}}
    schema = {"url": "https://x.example/t", "method": "GET"}
    tool = {"id": "t1", "tool_config": {"type": "webhook", "name": "find", "api_schema": schema}}
    files = [("agent.json", json.dumps(agent).encode()), ("tool.json", json.dumps(tool).encode())]
    reading = read(files, no_guess)
    assert [one.name for one in reading.drawn.tools] == ["find"]
    assert codes(reading).count("tool_elsewhere") == 1
    assert [way["name"] for way in steps(reading)["Vox"]["exits"]] == ["end_call"]


def test_a_prompt_of_elevenlabs_that_is_a_text_is_kept() -> None:
    agent = {"conversation_config": {"agent": {"prompt": "Be kind.", "first_message": "Hi"}}}
    assert "Be kind." in str(steps(reading_of(agent))["ElevenLabs"]["prompt"])
