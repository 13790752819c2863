"""What a bot of Rasa has around its flows: guards, patterns, sub-agents, examples, and texts that are shown."""

from typing import Any

from tests.studio.imports.reads import codes, reading_of, reading_of_files, steps, talk_with, told

Step = dict[str, Any]


def bot(flows: dict[str, Any], responses: dict[str, Any], **domain: Any) -> dict[str, Any]:
    """Flows by their names, as lists of steps or as they are; responses as texts or as they are."""
    drawn = {
        key: {"description": key, "steps": one} if isinstance(one, list) else {"description": key, **one}
        for key, one in flows.items()
    }
    said = {key: [{"text": one}] if isinstance(one, str) else one for key, one in responses.items()}
    return {"flows": drawn, "responses": said, **domain}


def test_a_flow_that_is_guarded_is_entered_where_its_condition_holds() -> None:
    flows: dict[str, Any] = {
        "sign in": {
            "persisted_slots": ["known"],
            "steps": [{"set_slots": [{"known": True}]}, {"action": "utter_in"}],
        },
        "pay": {"if": "slots.known", "steps": [{"action": "utter_paid"}]},
        "never": {"if": False, "steps": [{"action": "utter_paid"}]},
    }
    responses = {"utter_in": "Signed in.", "utter_paid": "Paid.", "utter_cannot_handle": "Not now."}
    talk, _ = talk_with(reading_of(bot(flows, responses, slots={"known": {"type": "bool"}})))
    assert talk.say("pay") == ["Not now."]
    assert talk.say("sign in") == ["Signed in."]
    assert talk.say("pay") == ["Paid."]


def test_what_no_flow_is_for_is_told_so_or_looked_up() -> None:
    flows: dict[str, Any] = {
        "pay": [{"action": "utter_paid"}],
        "pattern_cannot_handle": [{"noop": True, "next": [
            {"if": "context.reason = 'x'", "then": [{"action": "utter_sorry", "next": "END"}]},
            {"else": [{"action": "utter_sorry", "next": "END"}]}]}],
        "pattern_completed": [{"collect": "more", "next": [
            {"if": "slots.more", "then": "END"}, {"else": [{"action": "utter_bye", "next": "END"}]}]}],
    }  # fmt: skip
    responses = {
        "utter_paid": "Paid.",
        "utter_sorry": "I do not do that.",
        "utter_ask_more": "Anything else?",
    }
    talk, said = talk_with(reading := reading_of(bot(flows, responses)))
    assert said == ["Anything else?"]
    assert talk.say("weather") == ["I do not do that."]
    assert told(reading, "setting") == ["pattern_cannot_handle", "pattern_completed"]
    policies = [
        {"name": "FlowPolicy"},
        {"name": "EnterpriseSearchPolicy", "vector_store": {"source": "./docs"}},
    ]
    files = {"data/flows.yml": bot(flows, responses), "config.yml": {"policies": policies}}
    reading = reading_of_files(files)
    assert steps(reading)["search"]["use_knowledge"] is True
    assert told(reading, "knowledge") == ["./docs"]


def test_a_flow_that_asks_nothing_when_it_is_done_waits() -> None:
    flows = {"pay": {"run_pattern_completed": False, "steps": [{"action": "utter_paid"}]}}
    responses = {"utter_paid": "Paid.", "utter_can_do_something_else": "Anything else?"}
    talk, _ = talk_with(reading_of(bot(flows, responses)))
    assert talk.say("pay") == ["Paid."]
    assert talk.say("pay") == ["Paid."]


def test_a_sub_agent_goes_on_until_one_of_its_conditions_holds() -> None:
    flows = {
        "book": [{"call": "finder", "exit_if": ["slots.slot_id is not null"]}, {"action": "utter_booked"}],
        "tool": [
            {
                "call": "get_balance",
                "mcp_server": "bank",
                "mapping": {
                    "input": [{"param": "account", "slot": "account_id"}],
                    "output": [{"slot": "balance", "value": "result.structuredContent.balance"}],
                },
            },
            {"action": "utter_booked"},
        ],
    }
    agent = {"agent": {"name": "finder", "protocol": "mcp", "description": "Finds a free hour."}}
    files = {"flows.yml": bot(flows, {"utter_booked": "Booked."}), "sub_agents/finder/config.yml": agent}
    reading = reading_of_files(files)
    finder = steps(reading)["finder"]
    assert finder["prompt"] == "Finds a free hour."
    assert finder["collects"] == ["slot_id"]
    assert finder["exits"][0]["condition"]["operator"] == "is_filled"
    called = steps(reading)["get_balance"]
    assert called["arguments"] == {"account_id": "{{account_id}}"}
    (tool,) = reading.drawn.tools
    assert [(one.name, one.value) for one in tool.definition.request.fields] == [("account", "{account_id}")]
    assert called["result_variable"] == "balance"
    assert told(reading, "agent_made") == ["finder"]
    assert "other_agent" not in codes(reading)


def test_examples_are_heard_without_their_marks() -> None:
    nlu = {
        "nlu": [
            {"intent": "greet", "examples": '- good day, I am [Ana](name)\n- [morning]{"entity": "t"} all\n'},
            {"synonym": "x", "examples": "- other\n"},
        ]
    }
    trigger = [{"intent": {"name": "greet", "confidence_threshold": 0.6}}]
    flows = {"hello": {"nlu_trigger": trigger, "steps": [{"action": "utter_hi"}]}}
    reading = reading_of_files({"flows.yml": bot(flows, {"utter_hi": "Hi."}), "nlu.yml": nlu})
    (words,) = steps(reading)["main"]["branches"][0]["keywords"].values()
    assert words == ["hello", "good day, I am Ana", "morning all"]


def test_what_rasa_does_by_itself_is_no_tool() -> None:
    actions = ["action_continue_interrupted_flow", "action_clarify_flows", "action_hangup"]
    reading = reading_of(bot({"go": [{"action": one} for one in actions]}, {}))
    assert not reading.drawn.tools
    assert told(reading, "node") == ["action_clarify_flows"]
    talk, _ = talk_with(reading)
    talk.say("go")
    assert talk.ended


def test_a_text_that_is_not_in_the_files_is_made_of_its_name_and_told() -> None:
    reading = reading_of({"flows": {"pay": {"description": "pay", "steps": [{"action": "utter_all_paid"}]}}})
    talk, _ = talk_with(reading)
    assert talk.say("pay") == ["All paid."]
    assert told(reading, "text_made") == ["utter_all_paid", "All paid."]


def test_what_a_response_shows_beside_its_text_is_told() -> None:
    rich = [
        {
            "text": "Look.",
            "image": "https://x.example/a.png",
            "buttons": [{"title": "More", "payload": "/more"}],
        },
        {"text": "See."},
        {"text": "For you.", "condition": [{"type": "slot", "name": "plan", "value": "gold"}]},
        {"custom": {"map": 1}, "translation": {"es": "Mire."}},
    ]
    reading = reading_of(bot({"look": [{"action": "utter_rich"}]}, {"utter_rich": rich}))
    talk, _ = talk_with(reading)
    assert talk.say("look") == ["Look.\n\nhttps://x.example/a.png"]
    assert told(reading, "buttons") == ["More"]
    assert told(reading, "condition") == ["plan = gold"]
    assert {"media", "media_gone", "variants", "language"} <= {*codes(reading)}


def test_a_slot_of_words_holds_when_it_has_some_and_one_that_was_never_set_is_not_true() -> None:
    kinds = {"kind": {"type": "text"}, "sure": {"type": "bool"}}
    flow: list[Step] = [
        {"collect": "kind"},
        {"noop": True, "next": [
            {"if": "slots.kind and slots.sure is not true", "then": [{"action": "utter_yes", "next": "END"}]},
            {"else": [{"action": "utter_no", "next": "END"}]}]},
    ]  # fmt: skip
    talk, _ = talk_with(reading_of(bot({"go": flow}, {"utter_yes": "Yes.", "utter_no": "No."}, slots=kinds)))
    talk.say("go")
    assert talk.say("soup") == ["Yes."]


def test_conditions_may_name_several_values_or_ask_whether_one_is_empty() -> None:
    for said, holds in (
        ("slots.kind in ['pizza', 'soup']", True),
        ('slots.kind in {"bread" "cake"}', False),
        ("'izz' in slots.kind", True),
        ("slots.kind is not empty", True),
        ("slots.other is empty", True),
        ("slots.other is defined", False),
        ('{"soup" "pizza"} contains slots.kind', True),
    ):
        flow: list[Step] = [
            {"collect": "kind", "next": [
                {"if": said, "then": [{"action": "utter_yes", "next": "END"}]},
                {"else": [{"action": "utter_no", "next": "END"}]}]}
        ]  # fmt: skip
        reading = reading_of(bot({"go": flow}, {"utter_yes": "Yes.", "utter_no": "No."}))
        assert "condition" not in codes(reading)
        talk, _ = talk_with(reading)
        talk.say("go")
        assert talk.say("pizza") == ["Yes." if holds else "No."]


def test_what_a_button_keeps_may_be_said_and_set_and_every_value_may_be_chosen() -> None:
    slots = {
        "size": {
            "type": "categorical",
            "values": ["s", "l", "xl"],
            "validation": {"rejections": [{"if": "slots.size = 's'", "utter": "utter_none"}]},
        }
    }
    buttons = [
        {"title": "Small one", "payload": "/SetSlots(size=s)"},
        {"title": "Large one", "payload": "/SetSlots(size=l)"},
    ]
    after = [
        {"if": "slots.size in ['l', 'xl']", "then": [{"action": "utter_yes", "next": "END"}]},
        {"else": [{"action": "utter_no", "next": "END"}]},
    ]
    flows: dict[str, Any] = {
        "order": [{"collect": "size", "next": after}],
        "usual": [{"set_slots": [{"size": "l"}]}, {"noop": True, "next": after}],
    }
    responses = {
        "utter_ask_size": [{"text": "Which?", "buttons": buttons}],
        "utter_none": "No small ones.",
        "utter_yes": "Large.",
        "utter_no": "Small.",
    }
    reading = reading_of(bot(flows, responses, slots=slots))
    talk, _ = talk_with(reading)
    assert talk.say("order") == ["Which?"]
    assert talk.say("Small one") == ["No small ones.", "Which?"]
    assert talk.say("l") == ["Large."]
    assert talk.say("usual") == ["Large."]
    talk.say("order")
    assert talk.say("xl") == ["Large."]


def test_what_a_step_says_that_is_not_known_is_told_by_its_step() -> None:
    flow = [{"id": "first", "collect": "kind", "silence_timeout": 3}, {"id": "last", "next": "END"}]
    reading = reading_of(bot({"go": {"steps": flow, "persisted_slots": ["kind"]}}, {}))
    assert {loss.node for loss in reading.drawn.losses if loss.code == "setting"} >= {"first"}
    assert "node" not in codes(reading)


def test_what_is_known_is_not_asked_again_until_the_flow_is_done() -> None:
    flows: dict[str, Any] = {
        "pay": [{"collect": "name"}, {"call": "check"}, {"action": "utter_paid"}],
        "check": {
            "if": False,
            "steps": [{"collect": "name"}, {"collect": "code", "ask_before_filling": True}],
        },
        "move": {"persisted_slots": ["city"], "steps": [{"collect": "city"}, {"action": "utter_moved"}]},
        "stay": [{"collect": "place", "reset_after_flow_ends": False}, {"action": "utter_stayed"}],
    }
    responses = {
        "utter_ask_name": "Who?",
        "utter_ask_code": "Which code?",
        "utter_ask_city": "Which city?",
        "utter_paid": "Paid for {name}.",
        "utter_moved": "To {city}.",
        "utter_ask_place": "Where?",
        "utter_stayed": "In {place}.",
    }
    talk, _ = talk_with(reading_of(bot(flows, responses)))
    for name in ("Ana", "Eva"):
        assert talk.say("pay") == ["Who?"]
        assert talk.say(name) == ["Which code?"]
        assert talk.say("7") == [f"Paid for {name}."]
    assert talk.say("move") == ["Which city?"]
    assert talk.say("Vigo") == ["To Vigo."]
    assert talk.say("move") == ["To Vigo."]
    assert [talk.say("stay"), talk.say("Lugo"), talk.say("stay")] == [["Where?"], ["In Lugo."], ["In Lugo."]]


def test_what_a_slot_begins_with_is_its_answer_if_no_rule_is_against_it() -> None:
    flow = [
        {"collect": "size", "rejections": [{"if": "slots.size = 'xl'", "utter": "utter_none"}]},
        {"action": "utter_done"},
    ]
    responses = {"utter_ask_size": "Which?", "utter_none": "None left.", "utter_done": "Size {size}."}
    for begins, said in (("m", ["Size m."]), ("xl", ["None left.", "Which?"])):
        slots = {"size": {"type": "text", "initial_value": begins}}
        talk, _ = talk_with(reading_of(bot({"order": flow}, responses, slots=slots)))
        assert talk.say("order") == said


def test_an_answer_that_is_refused_by_its_form_has_to_have_it() -> None:
    for rule, fits, form in (
        ('not slots.code matches "^[a-zA-Z]{3}[0-9]{2}$"', "abc12", "AAA99"),
        ("not slots.code matches '^\\d{4}-[A-Z0-9]$'", "1234-B", "9999-*"),
    ):
        flow = [
            {
                "collect": "code",
                "rejections": [{"if": rule, "utter": "utter_bad"}],
                "force_slot_filling": False,
            }
        ]
        reading = reading_of(bot({"go": flow}, {"utter_ask_code": "Which?", "utter_bad": "Like abc12."}))
        assert steps(reading)["code"]["input"]["mask"] == form
        assert not {"condition", "setting"} & {*codes(reading)}
        talk, _ = talk_with(reading)
        assert talk.say("go") == ["Which?"]
        assert talk.say("nothing") == ["Like abc12."]
        assert talk.say(fits) == []
    other = [
        {"collect": "code", "rejections": [{"if": 'not slots.code matches "^a|b+$"', "utter": "utter_bad"}]}
    ]
    assert "condition" in codes(reading_of(bot({"go": other}, {"utter_bad": "No."})))


def test_what_was_picked_out_of_whatever_was_said_is_told_where_something_reads_it() -> None:
    mapped = {
        "email": [{"type": "from_entity", "entity": "email"}],
        "mood": [{"type": "from_intent", "intent": "glad", "value": True}],
        "note": [{"type": "from_text"}],
        "unread": [{"type": "from_text"}],
        "size": [{"type": "from_entity", "entity": "size"}, {"type": "from_llm"}],
        "by_code": [{"type": "custom"}],
    }
    ways_ = [{"if": "slots.email and slots.mood and slots.by_code", "then": "END"}, {"else": "END"}]
    document: dict[str, Any] = {
        "slots": {name: {"type": "text", "mappings": rows} for name, rows in mapped.items()},
        "responses": {"utter_ask_size": [{"text": "Size?"}], "utter_ok": [{"text": "Noted: {note} {size}"}]},
        "flows": {
            "order": {
                "description": "order",
                "steps": [{"collect": "size"}, {"action": "utter_ok", "next": ways_}],
            }
        },
    }
    reading = reading_of(document)
    assert told(reading, "slot") == ["mood", "note"]
    (kept,) = (step["fields"] for step in steps(reading).values() if "fields" in step)
    assert [one["variable"] for one in kept] == ["size", "email"]
    document["flows"]["order"]["steps"][0]["ask_before_filling"] = True
    (kept,) = (step["fields"] for step in steps(reading_of(document)).values() if "fields" in step)
    assert [one["variable"] for one in kept] == ["email"]
