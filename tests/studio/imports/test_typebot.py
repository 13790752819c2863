"""Typebots as they are exported: each structure was once read wrongly, or not at all."""

from typing import Any

from centralita import engine
from tests.studio.imports.reads import (
    all_of_files,
    codes,
    names,
    reading_of,
    steps,
    talk_with,
    told,
)


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
    found = [
        {"type": "string", "variableId": "company", "description": "Its name"},
        {"type": "enum", "variableId": "said", "values": ["hot", "cold"], "isRequired": False},
    ]
    block = {
        "id": "a",
        "type": "mistral",
        "options": {"action": "Generate variables", "variablesToExtract": found},
    }
    reading = reading_of(typebot(block))
    kept = steps(reading)["Talk"]
    assert [(one["variable"], one["input"]["type"], one["needed"]) for one in kept["fields"]] == [
        ("company", "text", True),
        ("said", "choice", False),
    ]
    assert (kept["source"], kept["fields"][0]["description"], codes(reading)) == (
        "conversation",
        "Its name",
        [],
    )
    shown = {
        **block,
        "options": {
            "action": "Generate variables",
            "variablesToExtract": found,
            "prompt": "A note: {{Reply}}",
        },
    }
    kept = steps(reading_of(typebot(shown)))["Talk"]
    assert (kept["source"], kept["text"]) == ("text", "A note: {{reply}}")


def test_a_way_that_only_its_edge_tells_of_is_followed() -> None:
    bubble = {
        "id": "b",
        "type": "text",
        "content": {"richText": [{"type": "p", "children": [{"text": "Hi"}]}]},
    }
    asks = {"id": "c", "type": "text input", "options": {}}
    document = {
        "version": "6",
        "events": [{"id": "s", "type": "start", "outgoingEdgeId": "e1"}],
        "groups": [
            {"id": "g1", "title": "One", "blocks": [bubble]},
            {"id": "g2", "title": "Two", "blocks": [asks]},
        ],
        "edges": [
            {"id": "e1", "from": {"eventId": "s"}, "to": {"groupId": "g1"}},
            {"id": "e2", "from": {"blockId": "b"}, "to": {"groupId": "g2"}},
        ],
    }
    (flow,) = reading_of(document).drawn.blueprint.flows
    assert len(flow.edges) == 2
    assert not [
        one for one in engine.check(reading_of(document).drawn.blueprint) if one.code == "unreachable"
    ]


def bubble(key: str, said: str, **more: Any) -> dict[str, Any]:
    content = {"richText": [{"type": "p", "children": [{"text": said}]}]}
    return {"id": key, "type": "text", "content": content, **more}


def of_groups(*groups: tuple[str, list[dict[str, Any]]], edges: dict[str, dict[str, str]]) -> dict[str, Any]:
    """A typebot of groups that begin with the first; its edges by the ids that blocks have for them."""
    start = {"id": "e0", "from": {"eventId": "s"}, "to": {"groupId": groups[0][0]}}
    return {
        "version": "6.1",
        "events": [{"id": "s", "type": "start", "outgoingEdgeId": "e0"}],
        "groups": [{"id": key, "title": key, "blocks": blocks} for key, blocks in groups],
        "edges": [start, *({"id": key, "from": {"blockId": "?"}, "to": to} for key, to in edges.items())],
        "variables": [{"id": name.lower(), "name": name} for name in ("Wish", "Word", "Colour", "Count")],
    }


def compares(key: str, *comparisons: tuple[str, str, str], to: str = "", **more: Any) -> dict[str, Any]:
    rows = [
        {"variableId": one, "comparisonOperator": operator, "value": value}
        for one, operator, value in comparisons
    ]
    item = {"id": f"{key}-1", "content": {"comparisons": rows}, "outgoingEdgeId": to}
    return {"id": key, "type": "Condition", "items": [item], **more}


def test_a_question_is_asked_though_a_pause_or_a_picture_stands_behind_it() -> None:
    reading = reading_of(
        of_groups(
            (
                "g",
                [
                    bubble("a", "Hello."),
                    bubble("b", "What do you wish?"),
                    {"id": "c", "type": "image", "content": {"url": "https://x.example/menu.png"}},
                    {"id": "d", "type": "Wait", "options": {"secondsToWaitFor": "2"}},
                    {
                        "id": "e",
                        "type": "text input",
                        "options": {"variableId": "wish", "labels": {"placeholder": "Write here"}},
                    },
                    bubble("f", "{{Wish}}, then."),
                ],
            ),
            edges={},
        )
    )
    kinds = [node.kind for node in reading.drawn.blueprint.flows[0].nodes]
    assert kinds == ["say", "wait", "ask", "say", "end"]
    question = steps(reading)["g 3"]["question"]
    assert list(question.values()) == ["What do you wish?\n\nhttps://x.example/menu.png"]


def test_what_was_asked_in_another_group_is_not_asked_again() -> None:
    reading = reading_of(
        of_groups(
            ("one", [bubble("a", "Your wish?", outgoingEdgeId="e1")]),
            ("two", [{"id": "b", "type": "text input", "options": {"variableId": "wish"}}, bubble("c", "{{Wish}}!")]),
            edges={"e1": {"groupId": "two"}},
        )
    )  # fmt: skip
    talk, said = talk_with(reading)
    assert said == ["Your wish?"]
    assert talk.say("Rain") == ["Rain!"]
    assert codes(reading) == []


def test_a_bubble_that_something_leads_to_is_said_without_those_before_it() -> None:
    reading = reading_of(
        of_groups(
            ("one", [bubble("a", "First."), bubble("b", "Second."),
                     {"id": "c", "type": "choice input", "items": [{"id": "i", "content": "Again", "outgoingEdgeId": "e1"}]}]),
            edges={"e1": {"groupId": "one", "blockId": "b"}},
        )
    )  # fmt: skip
    talk, said = talk_with(reading)
    assert said == ["First.", "Second."]
    assert talk.say("Again") == ["Second."]


def test_a_model_whose_word_nobody_sees_decides_without_a_word() -> None:
    told = 'Say "PERSON" when they want to talk to somebody. Say "PRICE" for prices. Else say "OK".'
    asks = {
        "action": "Create chat completion",
        "messages": [
            {"role": "system", "content": told},
            {"role": "user", "content": "let me talk to anyone"},
            {"role": "assistant", "content": "PERSON"},
            {"role": "user", "content": "{{Wish}}"},
        ],
        "responseMapping": [{"item": "Message content", "variableId": "word"}],
    }
    reading = reading_of(
        of_groups(
            ("one", [bubble("a", "Yes?"), {"id": "b", "type": "text input", "options": {"variableId": "wish"}},
                     {"id": "c", "type": "openai", "options": asks},
                     compares("d", ("word", "Contains", "PERSON"), to="e1"), bubble("f", "All right.")]),
            ("two", [bubble("g", "Calling them.")]),
            edges={"e1": {"groupId": "two"}},
        )
    )  # fmt: skip
    talk, _ = talk_with(reading, model=True)
    talk.say("someone please")
    assert talk.asked[-1].purpose == "classify"
    assert "when they want to talk to somebody" in talk.asked[-1].system
    assert "for prices" not in talk.asked[-1].system
    assert talk.reply("way-1") == ["Calling them."]
    talk, _ = talk_with(reading)
    assert talk.say("let me talk to anyone") == ["Calling them."]
    assert codes(reading) == ["condition_told"]


def test_what_a_model_works_out_for_others_is_not_said() -> None:
    asks = {
        "messages": [{"role": "system", "content": "Sum it up."}],
        "responseMapping": [{"variableId": "word"}],
    }
    call = {"webhook": {"url": "https://x.example/notes", "body": '{"note": "{{Word}}"}'}}
    mail = {"recipients": ["a@mail.example"], "body": "{{Word}}"}
    blocks = [
        {"id": "a", "type": "openai", "options": asks},
        {"id": "b", "type": "Webhook", "options": call},
        {"id": "c", "type": "Email", "options": mail},
    ]
    reading = reading_of(of_groups(("one", blocks), edges={}))
    assert codes(reading) == ["extract", "message_sent"]
    (first, *_) = reading.drawn.blueprint.flows[0].nodes
    assert first.kind == "extract"
    kept = first.data.model_dump(mode="json")
    assert (kept["prompt"], [one["variable"] for one in kept["fields"]]) == ("Sum it up.", ["word"])
    del asks["messages"]
    assert "model_silent" in codes(reading_of(of_groups(("one", blocks), edges={})))


def test_a_models_instructions_that_are_kept_elsewhere_are_told() -> None:
    asks = {"action": "Create Chat Message", "query": "{{Wish}}", "responseMapping": [{"variableId": "word"}]}
    blocks = [
        {"id": "a", "type": "dify-ai", "options": asks},
        bubble("b", "{{Word}}"),
        compares("c", ("word", "Equal to", "DONE")),
    ]
    reading = reading_of(of_groups(("one", blocks), edges={}))
    assert codes(reading) == ["model_step", "instructions_elsewhere", "condition"]


def test_a_comparison_that_cannot_be_judged_lets_none_of_its_group_hold() -> None:
    picks = {
        "id": "a",
        "type": "choice input",
        "options": {"variableId": "colour"},
        "items": [{"id": "i1", "content": "The red one", "value": "red"}, {"id": "i2", "content": "Blue"}],
    }
    sets = {
        "id": "b",
        "type": "Set variable",
        "options": {"variableId": "count", "expressionToEvaluate": "3"},
    }
    reading = reading_of(
        of_groups(
            ("one", [bubble("q", "Which?"), picks, sets,
                     compares("c", ("colour", "Equal to", "red"), ("wish", "Matches regex", "^a"), to="e1"),
                     compares("d", ("colour", "Equal to", "red"), ("count", "Greater or equal to", "3"), to="e2"),
                     bubble("e", "Else.")]),
            ("two", [bubble("f", "Wrong.")]),
            ("three", [bubble("g", "Right.")]),
            edges={"e1": {"groupId": "two"}, "e2": {"groupId": "three"}},
        )
    )  # fmt: skip
    talk, _ = talk_with(reading)
    assert talk.say("The red one") == ["Right."]
    talk, _ = talk_with(reading)
    assert talk.say("Blue") == ["Else."]
    assert codes(reading) == ["condition"]


def test_videos_and_pictures_are_told_of() -> None:
    blocks = [
        {"id": "a", "type": "video", "content": {"type": "youtube", "id": "abc"}},
        bubble("b", "Which?"),
        {"id": "c", "type": "picture choice input",
         "items": [{"id": "i", "title": "This", "pictureSrc": "https://x.example/i.png"}]},
        {"id": "d", "type": "Wait", "options": {"secondsToWaitFor": "{{Count}}"}},
    ]  # fmt: skip
    reading = reading_of(of_groups(("one", blocks), edges={}))
    _, said = talk_with(reading)
    assert said == ["https://www.youtube.com/watch?v=abc", "Which?"]
    assert codes(reading) == ["media", "setting", "expression"]


def test_a_group_that_is_called_as_a_block_is_begins_where_it_begins() -> None:
    sets = {
        "id": "s1",
        "type": "Set variable",
        "options": {"variableId": "wish", "expressionToEvaluate": "rain"},
    }
    reading = reading_of(
        of_groups(
            ("one", [bubble("a", "Hello.", outgoingEdgeId="e1")]),
            ("two", [sets, bubble("two", "{{Wish}}!")]),
            edges={"e1": {"groupId": "two"}},
        )
    )
    assert talk_with(reading)[1] == ["Hello.", "rain!"]


def test_a_group_without_a_title_is_known_by_its_words() -> None:
    document = of_groups(("one", [bubble("a", "Good morning to you")]), edges={})
    document["groups"][0]["title"] = ""
    assert "Good morning to you" in steps(reading_of(document))


def test_what_an_answer_has_to_be_is_kept_or_told() -> None:
    options = {"variableId": "wish"}
    blocks = [
        bubble("q1", "Phone?"),
        {
            "id": "a",
            "type": "phone number input",
            "options": {**options, "defaultCountryCode": "ES"},
        },
        bubble("q2", "Page?"),
        {"id": "b", "type": "url input", "options": options},
        bubble("q3", "Day?"),
        {"id": "c", "type": "date input", "options": {**options, "max": "2030-01-01"}},
        bubble("q4", "File?"),
        {"id": "d", "type": "file input", "options": {**options, "isRequired": False}},
    ]
    reading = reading_of(of_groups(("g", blocks), edges={}))
    assert steps(reading)["g"]["input"]["region"] == "ES"
    assert steps(reading)["g 4"]["optional"] is True
    assert codes(reading) == ["validation", "validation"]


def test_cards_are_shown_and_their_buttons_lead_on() -> None:
    cards = {
        "id": "b",
        "type": "cards",
        "items": [
            {"id": "c1", "title": "Boat", "description": "Red", "paths": [{"id": "p1", "text": "Buy", "outgoingEdgeId": "e1"}]},
            {"id": "c2", "title": "Bike", "imageUrl": "https://x.example/b.png", "paths": [{"id": "p2", "text": "Buy"}]},
        ],
    }  # fmt: skip
    reading = reading_of(
        of_groups(
            ("one", [bubble("a", "Which?"), cards, bubble("c", "The bike.")]),
            ("two", [bubble("d", "The boat.")]),
            edges={"e1": {"groupId": "two"}},
        )
    )
    talk, said = talk_with(reading)
    assert said == ["Which?\nBoat · Red\nBike"]
    assert talk.say("Buy · Boat") == ["The boat."]
    talk, _ = talk_with(reading)
    assert talk.say("Buy · Bike") == ["The bike."]


def test_of_several_typebots_each_is_one() -> None:
    documents = {
        f"{name}.json": {**of_groups(("g", [bubble("a", name)]), edges={}), "name": name}
        for name in ("One", "Two")
    }
    assert names(all_of_files(documents)) == ["One", "Two"]
    assert names(all_of_files({"all.json": [*documents.values()]})) == ["One", "Two"]


def test_what_is_more_than_a_variable_is_told_where_it_stands() -> None:
    blocks = [
        bubble("a", "It is {{new Date()}}."),
        {
            "id": "b",
            "type": "choice input",
            "options": {"dynamicVariableId": "colour"},
            "items": [{"id": "i"}],
        },
    ]
    reading = reading_of(of_groups(("one", blocks), edges={}))
    assert [(loss.code, loss.node) for loss in reading.drawn.losses] == [
        ("placeholder", "one"),
        ("options_dynamic", "one"),
    ]
    assert told(reading, "options_dynamic") == ["colour"]


def test_a_version_that_is_not_written_is_told_by_its_structure() -> None:
    start = {"id": "s", "title": "Start", "blocks": [{"id": "b", "type": "start", "outgoingEdgeId": "e0"}]}
    document = of_groups(("g", [bubble("a", "Hello")]), edges={})
    del document["version"]
    assert reading_of(document).version == "6"
    del document["events"]
    document["groups"].insert(0, start)
    assert reading_of(document).version == "3"
    assert talk_with(reading_of(document))[1] == ["Hello"]
