"""What people say before a bot of Rasa asks for it is not asked for again."""

from typing import Any

from centralita import engine
from tests.studio.imports.reads import reading_of, steps, talk_with
from tests.studio.imports.test_noting import saved
from tests.studio.imports.test_talking import Talk

SLOTS: dict[str, Any] = {
    "name": {"type": "text"},
    "people": {"type": "float"},
    "smoking": {"type": "bool"},
    "sure": {"type": "bool"},
    "code": {"type": "text", "mappings": [{"type": "controlled"}]},
}
ASKED = {"name": "Who?", "people": "How many?", "smoking": "Smoking?", "sure": "Sure?", "code": "Code?"}


def bot(*more: dict[str, Any], **flows: Any) -> dict[str, Any]:
    table = {
        "description": "book a table",
        "steps": [
            {"collect": "name", "description": "who it is for"},
            {"collect": "people", "rejections": [{"if": "slots.people > 9", "utter": "utter_many"}]},
            {"call": "seat"},
            {"collect": "sure", "ask_before_filling": True},
            {"action": "utter_done"},
            *more,
        ],
    }
    seat = {"description": "where to sit", "if": False, "steps": [{"collect": "smoking"}]}
    responses = {f"utter_ask_{slot}": [{"text": said}] for slot, said in ASKED.items()}
    responses |= {"utter_many": [{"text": "Too many."}], "utter_done": [{"text": "For {people}: {name}."}]}
    return {"slots": SLOTS, "responses": responses, "flows": {"table": table, "seat": seat, **flows}}


def begun(document: dict[str, Any], said: str) -> Talk:
    talk, _ = talk_with(reading_of(document), model=True)
    talk.say(said)
    talk.reply("way-1")
    return talk


def listened_for(talk: Talk) -> set[str]:
    """The variables that the model was asked for last."""
    properties = talk.asked[-1].tools[0].parameters["properties"]
    assert isinstance(properties, dict)
    return set(properties)


def test_all_that_a_flow_asks_for_is_heard_in_what_led_to_it_and_in_each_answer() -> None:
    talk = begun(bot(), "a table for four, no smoking")
    assert listened_for(talk) == {"name", "people", "smoking"}
    assert saved(talk, people="four", smoking="no") == ["Who?"]
    talk.say("It is for Ana, sorry, we are five")
    assert saved(talk, name="Ana", people="five") == ["Sure?"]
    # Whoever agrees may still correct what was kept.
    talk.say("yes, but make it six")
    assert saved(talk, people=6)[0] == "For 6: Ana."


def test_what_was_said_before_may_be_refused_as_an_answer_may() -> None:
    talk = begun(bot(), "a table for twelve, for Ana")
    assert saved(talk, people="12", name="Ana") == ["Too many.", "How many?"]
    talk.say("six")
    assert saved(talk) == ["Smoking?"]


def test_what_is_asked_before_it_is_filled_and_what_code_fills_is_not_listened_for() -> None:
    talk = begun(bot({"collect": "code"}), "a table, sure, code 12")
    assert not {"sure", "code"} & listened_for(talk)


def test_nothing_but_its_own_answer_is_heard_where_a_question_forces_it() -> None:
    document = bot()
    document["flows"]["table"]["steps"][0]["force_slot_filling"] = True
    talk = begun(document, "a table")
    assert saved(talk) == ["Who?"]
    assert talk.say("Ana, we are four") == ["How many?"]


def test_a_flow_that_asks_one_thing_listens_once_and_one_that_asks_nothing_never() -> None:
    one = {"description": "one", "steps": [{"collect": "name"}, {"action": "utter_done"}]}
    reading = reading_of(
        {**bot(), "flows": {"one": one, "two": {"description": "two", "steps": [{"action": "utter_many"}]}}}
    )
    assert len([step for step in steps(reading).values() if "fields" in step]) == 1


def test_without_a_model_each_thing_is_asked_for() -> None:
    talk, _ = talk_with(reading_of(bot()))
    assert talk.say("table") == ["Who?"]
    assert talk.say("Ana") == ["How many?"]
    assert talk.say("4") == ["Smoking?"]
    assert talk.say("no") == ["Sure?"]
    assert not [one for one in engine.check(talk.blueprint) if one.severity == "error"]
