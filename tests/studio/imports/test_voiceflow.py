"""Projects of Voiceflow as they are exported: each structure was once read wrongly, or not at all."""

from typing import Any

from tests.studio.imports.reads import codes, reading_of, steps, talk_with, told


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


def newer(kind: str, target: str | None = None, **data: Any) -> dict[str, Any]:
    """A step of the newer files: ports by key, texts beside."""
    keys = {"next": {"type": "next", "target": target}, **data.pop("ports", {})}
    return {
        "type": kind,
        "data": {"name": "", "portsV2": {"byKey": keys, "builtIn": {}, "dynamic": []}, **data},
    }


def marked(*parts: Any) -> list[dict[str, Any]]:
    return [{"text": list(parts)}]


RETRY = {"lhs": {"variableID": "v1"}, "rhs": marked("again"), "operation": "not_contains", "key": "k"}
JUDGED = {
    "type": "logic",
    "items": [{"id": "i1", "value": {"type": "value-variable", "assertions": [RETRY]}}],
}
CHOICES = [
    {"id": "c1", "intentID": "yes", "rules": [], "button": None},
    {"id": "c2", "intentID": "", "button": {"label": marked("Not now")}},
]
NEWER: dict[str, Any] = {
    "_version": "1.2",
    "project": {"name": "New"},
    "variables": [{"id": "v1", "name": "kind", "defaultValue": "flat"}],
    "intents": [{"id": "yes", "name": "Yes", "description": "They agree."}],
    "utterances": [{"intentID": "yes", "text": marked("Of course")}],
    "responseDiscriminators": [{"id": "d1", "responseID": "m2"}],
    "responseMessages": [{"discriminatorID": "d1", "text": marked("It is a ", {"variableID": "v1"}, ".")}],
    "prompts": [{"id": "p1", "name": "Sum up"}],
    "promptMessages": [{"promptID": "p1", "data": {"role": "user", "content": marked("Sum up {vf_memory}briefly.")}}],
    "agents": [
        {
            "id": "a1",
            "instructions": [*marked("# Helper"), *marked("You help with a ", {"variableID": "v1"})],
            "knowledgeBaseTool": {"enabled": True},
        }
    ],
    "version": {
        "_version": 13.02,
        "rootDiagramID": "r",
        "programResources": {
            "messages": {"m1": {"variants": {"default:en-us": [{"data": {"text": [{"children": [{"text": "Hey."}]}]}}]}}}
        },
        "platformData": {
            "settings": {"globalNoMatch": {"prompt": {"content": [{"children": [{"text": "Sorry?"}]}]}}}
        },
    },
    "diagrams": {
        "t": {"name": "Template", "type": "TEMPLATE", "nodes": {"x": newer("message", messageID="m1")}},
        "r": {
            "name": "ROOT",
            "type": "TOPIC",
            "nodes": {
                "s": {"type": "start", "data": {"portsV2": {"builtIn": {"next": {"target": "hey"}}}}},
                "b1": {"type": "block", "data": {"name": "Greets", "steps": ["hey", "hears"]}},
                "hey": newer("message", messageID="m1"),
                "hears": newer("capture-v3", "sets", capture={"type": "user-reply", "variableID": "v1"}),
                "b2": {"type": "block", "data": {"name": "Notes", "steps": ["sets", "if"]}},
                "sets": newer(
                    "set-v3",
                    items=[
                        {"type": "value", "variableID": "v1", "value": marked("House")},
                        {"type": "prompt", "variableID": "last_response", "value": "p1"},
                    ],
                ),
                "if": newer(
                    "condition-v3",
                    condition=JUDGED,
                    ports={"i1": {"target": "asks"}, "else": {"type": "else", "target": "says"}},
                ),
                "b3": {"type": "block", "data": {"name": "Says", "steps": ["says"]}},
                "says": newer("message", "helps", messageID="m2"),
                "b4": {"type": "block", "data": {"name": "Asks", "steps": ["asks"]}},
                "asks": newer("choice-v2", items=CHOICES, ports={"c1": {"target": "sums"}, "c2": {"target": "helps"}}),
                "b5": {"type": "block", "data": {"name": "Sums up", "steps": ["sums"]}},
                "sums": newer("prompt", promptID="p1"),
                "b6": {"type": "block", "data": {"name": "Helps", "steps": ["helps"]}},
                "helps": newer("agent", agentID="a1"),
            },
        },
    },
}  # fmt: skip


def test_a_newer_project_of_voiceflow_is_read_with_what_lies_beside_its_diagrams() -> None:
    reading = reading_of(NEWER)
    found = steps(reading)
    assert {"media_gone", "expression", "condition"}.isdisjoint(codes(reading))
    assert found["Says"]["text"] == {"und": "It is a {{kind}}."}
    assert found["Notes"]["assignments"][0]["value"] == "House"
    assert found["Notes 2"]["branches"][0]["condition"] == {
        "kind": "variable",
        "variable": "kind",
        "operator": "not_contains",
        "value": "again",
    }
    assert found["Sums up"]["prompt"] == "Sum up briefly."
    assert found["Helps"]["prompt"] == "# Helper\nYou help with a {{kind}}"
    assert found["Asks 2"]["branches"][0]["description"] == "They agree."
    assert found["Asks 2"]["branches"][1]["keywords"] == {"und": ["Not now"]}
    assert [flow.name for flow in reading.drawn.blueprint.flows] == ["ROOT"]
    assert "globalNoMatch: Sorry?" in told(reading, "setting")
    assert "model_silent" in codes(reading)
    assert [(one.name, one.default) for one in reading.drawn.blueprint.variables] == [("kind", "flat")]


def test_a_newer_project_of_voiceflow_is_talked_through() -> None:
    talk, said = talk_with(reading_of(NEWER), model=True)
    assert said == ["Hey."]
    talk.say("a flat")
    talk.say("Of course")
    talk.reply("way-1")
    assert "Sum up briefly." in talk.asked[-1].system
