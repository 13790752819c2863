"""Values that others pick out of what is said without asking for them are picked out here too."""

from typing import Any

import pytest

from centralita import engine
from centralita.studio.imports.reading import Reading
from tests.studio.imports.reads import codes, reading_of, reading_of_files, steps, talk_with, told
from tests.studio.imports.test_dify_graphs import SAYS, Step, app
from tests.studio.imports.test_talking import Talk
from tests.studio.imports.test_voiceflow_exports import port, project, step
from tests.studio.imports.test_voiceflow_exports import says as says_vf


def saved(talk: Talk, **values: engine.Value) -> list[str]:
    """What is said when the model has filled in the form that it was asked for last."""
    assert talk.asked[-1].purpose == "extract"
    call = engine.ToolCall("c", "save_answers", values)
    return talk.take(
        engine.ModelReplied(at=talk.now, effect_id=talk.asked[-1].id, text="", tool_calls=(call,))
    )


def kept_by(reading: Reading, name: str) -> dict[str, Any]:
    """What a step of a name keeps, whatever stands before it under that name."""
    return next(one for called, one in steps(reading).items() if called.startswith(name) and "fields" in one)


# --- Dify -----------------------------------------------------------------------------------------------------------

TRIP: Step = {
    "type": "parameter-extractor",
    "title": "Trip",
    "query": ["sys", "query"],
    "instruction": "Cities of Spain only.",
    "parameters": [
        {"name": "city", "type": "string", "description": "Where to", "required": True},
        {"name": "class", "type": "select", "options": ["first", "second"], "required": False},
        {"name": "people", "type": "number", "required": False},
    ],
}
THERE: Step = {**SAYS, "title": "There", "answer": "{{#x.city#}} {{#x.class#}} {{#x.people#}}"}


def test_parameters_are_picked_out_of_the_last_message() -> None:
    reading = reading_of(app({"x": TRIP, "z": THERE}, ["s > x", "x > z"]))
    kept = kept_by(reading, "Trip")
    assert [(one["input"]["type"], one["needed"]) for one in kept["fields"]] == [
        ("text", True),
        ("choice", False),
        ("number", False),
    ]
    assert (kept["source"], kept["prompt"], kept["again"]) == ("message", "Cities of Spain only.", True)
    assert codes(reading) == ["every_message"]
    talk, _ = talk_with(reading, model=True)
    talk.say("Four of us want to go to Jaca, second class")
    assert saved(talk, city="Jaca", people="four", **{"class": "second"}) == []
    talk, _ = talk_with(reading, model=True)
    talk.say("Jaca")
    names = [one["variable"] for one in kept["fields"]]
    assert saved(talk, **dict(zip(names, ("Jaca", "second", 4), strict=True))) == ["Jaca second 4"]


def test_whether_all_was_found_chooses_the_way_where_a_step_asks() -> None:
    found = {"variable_selector": ["x", "__is_success"], "comparison_operator": "=", "value": "1"}
    which: Step = {"type": "if-else", "title": "Found", "cases": [{"case_id": "true", "conditions": [found]}]}
    ask: Step = {**SAYS, "title": "Ask", "answer": "Where to?"}
    edges = ["s > x", "x > w", "w:true > z", "w:false > a"]
    reading = reading_of(app({"x": TRIP, "w": which, "z": THERE, "a": ask}, edges))
    (city, *_) = (one["variable"] for one in kept_by(reading, "Trip")["fields"])
    for told_, said in (({}, "Where to?"), ({city: "Jaca"}, "Jaca")):
        talk, _ = talk_with(reading, model=True)
        talk.say("hello")
        assert [one.strip() for one in saved(talk, **told_)] == [said]


FORM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "scope": {"type": "string", "enum": ["ours", "other"], "description": "Whether we sell it"},
        "summary": {"type": "string"},
        "deep": {"type": "object", "properties": {}},
    },
    "required": ["scope"],
}
MODEL: Step = {
    "type": "llm",
    "title": "Judge",
    "model": {"name": "m-1"},
    "prompt_template": [
        {"role": "system", "text": "Judge what is wanted."},
        {"role": "user", "text": "{{#sys.query#}}"},
    ],
    "structured_output_enabled": True,
    "structured_output": {"schema": FORM},
}


def scoped(**more: Any) -> dict[str, Any]:
    ours = {
        "variable_selector": ["m", "structured_output", "scope"],
        "comparison_operator": "is",
        "value": "ours",
    }
    which: Step = {"type": "if-else", "title": "Which", "cases": [{"case_id": "true", "conditions": [ours]}]}
    yes: Step = {**SAYS, "title": "Yes", "answer": "We sell it: {{#m.structured_output.summary#}}"}
    no: Step = {**SAYS, "title": "No", "answer": "We do not."}
    return app(
        {"m": {**MODEL, **more}, "w": which, "y": yes, "n": no},
        ["s > m", "m > w", "w:true > y", "w:false > n"],
    )


def test_the_fields_that_a_model_fills_in_choose_the_way_and_are_said() -> None:
    reading = reading_of(scoped())
    kept = kept_by(reading, "Judge")
    assert [(one["input"]["type"], one["needed"]) for one in kept["fields"]] == [
        ("choice", True),
        ("text", False),
    ]
    assert (kept["source"], kept["prompt"]) == ("message", "Judge what is wanted.")
    assert set(codes(reading)) == {"extract", "model", "every_message"}
    scope, summary = (one["variable"] for one in kept["fields"])
    talk, _ = talk_with(reading, model=True)
    talk.say("A boat")
    assert saved(talk, **{scope: "ours", summary: "a boat"}) == ["We sell it: a boat"]
    talk, _ = talk_with(reading, model=True)
    talk.say("A horse")
    assert saved(talk, **{scope: "other"}) == ["We do not."]


def test_what_a_model_works_out_for_other_steps_is_worked_out_by_the_same_instructions() -> None:
    prompt = [
        {"role": "system", "text": "Write the question anew."},
        {"role": "user", "text": "Asked: {{#sys.query#}}"},
    ]
    http: Step = {
        "type": "http-request",
        "title": "Call",
        "url": "https://x.example/{{#m.text#}}",
        "method": "get",
    }
    said: Step = {**SAYS, "answer": "{{#h.body#}}"}
    model: Step = {"type": "llm", "title": "Anew", "prompt_template": prompt}
    reading = reading_of(app({"m": model, "h": http, "z": said}, ["s > m", "m > h", "h > z"]))
    kept = kept_by(reading, "Anew")
    assert (kept["source"], kept["text"]) == ("text", "Asked: {{last_message}}")
    talk, _ = talk_with(reading, model=True)
    talk.say("boats?")
    assert talk.asked[-1].messages[-1].text == "Asked: boats?"
    saved(talk, **{kept["fields"][0]["variable"]: "which boats"})
    assert list(talk.called[-1].arguments.values()) == ["which boats"]


def test_a_model_that_only_code_reads_is_told_and_one_that_is_heard_speaks() -> None:
    code: Step = {
        "type": "code",
        "title": "C",
        "variables": [{"variable": "a", "value_selector": ["m", "text"]}],
    }
    model: Step = {"type": "llm", "title": "M", "prompt_template": [{"role": "system", "text": "Think."}]}
    nodes = {"m": model, "c": code, "z": {**SAYS, "answer": "Your number: {{#c.out#}}"}}
    assert "model_silent" in codes(reading_of(app(nodes, ["s > m", "m > c", "c > z"])))
    heard = reading_of(app({"m": model, "z": {**SAYS, "answer": "{{#m.text#}}"}}, ["s > m", "m > z"]))
    assert steps(heard)["M"]["speaks_first"] is True


def test_what_a_model_found_another_time_is_not_gone_on_with() -> None:
    reading = reading_of(app({"x": TRIP, "z": THERE}, ["s > x", "x > z"]))
    (city, *_) = (one["variable"] for one in kept_by(reading, "Trip")["fields"])
    talk, _ = talk_with(reading, model=True)
    talk.say("Jaca")
    saved(talk, **{city: "Jaca"})
    talk.say("and now?")
    saved(talk)
    assert not talk.state.variables.get(city)


def test_knowledge_that_a_model_reads_without_a_word_is_told() -> None:
    reading = reading_of(scoped(context={"enabled": True, "variable_selector": ["k", "result"]}))
    assert told(reading, "value_unknown")
    assert reading_of_files({"a.json": scoped()}).format == "dify"


@pytest.mark.parametrize("schema", [None, [], {}, {"properties": None}, {"properties": {"a": None, "": {}}}])
def test_a_form_that_is_none_is_read_all_the_same(schema: object) -> None:
    reading = reading_of(scoped(structured_output={"schema": schema}))
    assert not [one for one in engine.check(reading.drawn.blueprint) if one.severity == "error"] or codes(
        reading
    )


# --- Voiceflow ------------------------------------------------------------------------------------------------------

BOTH = [
    {"id": "s1", "dialog": {"prompt": [{"text": "How many?"}]}, "required": True},
    {"id": "s2", "dialog": {"prompt": [{"text": "Where to?"}]}, "required": True},
    {"id": "s3"},
]


def trips(**nodes: dict[str, Any]) -> dict[str, Any]:
    document = project(**nodes)
    data = document["version"]["platformData"]
    data["slots"] += [{"key": "s2", "name": "city", "type": {"value": "x"}}, {"key": "s3", "name": "note"}]
    data["intents"].append(
        {"key": "i2", "name": "travel", "inputs": [{"text": "I want to travel"}], "slots": BOTH}
    )
    return document


def test_several_things_that_one_answer_of_a_voiceflow_holds_are_kept_and_the_others_asked_for() -> None:
    captures = step("captureV2", port("c", "next"), capture={"type": "intent", "intent": {"slots": BOTH}})
    said = says_vf("{{[amount].s1}} to {{[city].s2}}, {{[note].s3}}")
    reading = reading_of(trips(a=says_vf("Tell me all.", "b"), b=captures, c=said), "a.vf")
    for told_, answers in (
        ({"amount": "four", "city": "Vigo", "note": "by train"}, ["4 to Vigo, by train"]),
        ({"amount": "four"}, ["Where to?"]),
        ({}, ["How many?"]),
    ):
        talk, said_ = talk_with(reading, model=True)
        assert said_ == ["Tell me all."]
        talk.say("well")
        assert saved(talk, **told_) == answers


def test_what_the_sentence_says_that_begins_a_flow_of_voiceflow_is_not_asked_for() -> None:
    waits = step("interaction", port("t", "", "c1"), choices=[{"id": "c1", "intent": "i2"}])
    starts = step("intent", port("z", "next"), intent="i2")
    reading = reading_of(trips(a=waits, t=starts, z=says_vf("{{[amount].s1}}: {{[city].s2}}")), "a.vf")
    kept = next(one for one in steps(reading).values() if "fields" in one)
    assert [(one["variable"], one["input"]["type"]) for one in kept["fields"]] == [
        ("amount", "number"),
        ("city", "text"),
        ("note", "text"),
    ]
    talk, _ = talk_with(reading, model=True)
    talk.say("I want to travel to Vigo")
    talk.reply("way-1")
    assert saved(talk, city="Vigo") == ["How many?"]
    assert talk.say("4") == ["4: Vigo"]
