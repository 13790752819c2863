"""Bots of Rasa as their repositories have them: each structure was once read wrongly, or not at all."""

from typing import Any

from centralita import engine
from tests.studio.imports.reads import codes, reading_of, reading_of_files, steps, talk_with, ways

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


def test_a_condition_that_stands_among_the_steps_of_rasa_goes_on_to_what_comes_after_it() -> None:
    asks = {"collect": "kind"}
    flow = {
        "description": "order",
        "steps": [
            asks,
            {"if": "slots.kind == 'pizza'", "then": [{"action": "utter_size"}]},
            {"action": "utter_bye"},
        ],
    }
    responses = {
        name: [{"text": said}]
        for name, said in (("utter_ask_kind", "What?"), ("utter_size", "Large."), ("utter_bye", "Bye."))
    }
    reading = reading_of({"flows": {"order": flow}, "responses": responses})
    assert "node" not in codes(reading)
    for answer, said in (("pizza", ["Large.", "Bye."]), ("soup", ["Bye."])):
        talk, _ = talk_with(reading)
        talk.say("order")
        assert talk.say(answer)[: len(said)] == said


SKILL = """---
name: Transactions
description: Show what was spent. Only when somebody asks for it.
tool_constraints:
  - get_transactions: {requires: session.account}
---
Show what was spent on one account.
"""
MANTLE: dict[str, Any] = {
    "agent.yml": {
        "agent": {"language": "en", "persona": "You are friendly."},
        "orchestrator": {"model_group": "m"},
        "rules": ["Never guess."],
    },
    "AGENTS.md": "# For those who program",
    "skills/spent/skill.md": SKILL,
    "skills/spent/memory.yml": {
        "schema": {"public": {"account": {"description": "Which one", "llm_settable": True}}}
    },
    "skills/spent/tools.py": "def get_transactions(): ...",
}


def test_skills_of_rasa_in_markdown_are_steps_that_are_led_to_when_they_are_meant() -> None:
    reading = reading_of_files(MANTLE)
    assert (reading.format, reading.version) == ("rasa", "Mantle")
    assert "Never guess." in str(reading.drawn.blueprint.persona)
    skill = steps(reading)["Transactions"]
    assert skill["prompt"] == "Show what was spent on one account."
    assert (skill["tools"], skill["collects"]) == (["get_transactions"], ["account"])
    assert ways(reading)["main", "way-1"] == "skills-spent-skill-md"
    assert "tool_address" in codes(reading)
