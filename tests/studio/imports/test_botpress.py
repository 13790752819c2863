"""Bots of Botpress 12 as they are exported: each structure was once read wrongly, or not at all."""

from tests.studio.imports.reads import codes, reading_of, talk_with, told

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


def test_what_an_action_of_somebodys_own_was_to_say_is_told() -> None:
    node = {
        "id": "a",
        "name": "a",
        "onEnter": ['desk-transfer {"transferText":"One moment.","to":"{{user.id}}"}'],
        "next": [],
    }
    reading = reading_of({"flows": [{"name": "main", "startNode": "a", "nodes": [node]}]})
    assert told(reading, "words") == ["One moment."]
