"""Bots of Botpress 12 as they are exported: each structure was once read wrongly, or not at all."""

from typing import Any

from tests.studio.imports.reads import (
    all_of_files,
    codes,
    reading_of,
    reading_of_files,
    talk_with,
    told,
    ways,
)

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


TEXTS = {
    "welcome": "Welcome",
    "name": "Your name?",
    "mail": "Your mail?",
    "again": "Once more?",
    "bye": "Bye",
    "thanks": "Thanks, {{session.slots.mail.value}}",
}


def bot(*nodes: dict[str, Any], skills: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A bot of one flow, its texts in content elements."""
    flows = [{"name": "main.flow.json", "startNode": nodes[0]["name"], "nodes": list(nodes), **more}]
    flows += [
        {
            "name": f"skills/{name}.flow.json",
            "startNode": "entry",
            "skillData": data,
            "nodes": [{"onEnter": []}],
        }
        for name, data in (skills or {}).items()
    ]
    content: list[dict[str, Any]] = [
        {"id": one, "formData": {"text$en": said}} for one, said in TEXTS.items()
    ]
    content.append(
        {
            "id": "pick",
            "formData": {
                "text$en": "Which one?",
                "choices$en": [
                    {"title": "The red one", "value": "red"},
                    {"title": "The blue one", "value": "blue"},
                ],
            },
        }
    )
    return {"flows": flows, "content": content}


def keep(name: str) -> str:
    return f'builtin/setVariable {{"type":"user","name":"{name}","value":"{{{{event.payload.text}}}}"}}'


def leads(*ways: tuple[str, str]) -> list[dict[str, str]]:
    return [{"condition": condition, "node": node} for condition, node in ways]


PICKED = "temp['skill-choice-ret-q'] == \"{}\""


def test_what_is_heard_is_kept_and_what_follows_on_it_is_done() -> None:
    asks = {"name": "a", "onEnter": ["say #!other", "say #!name"], "onReceive": [keep("name"), "say #!bye"],
            "next": leads(("true", "END"))}  # fmt: skip
    reading = reading_of(bot(asks))
    talk, said = talk_with(reading)
    assert said == ["Your name?"]
    assert talk.say("Ana") == ["Bye"]
    assert talk.state.variables["name"] == "Ana"
    assert talk.ended
    # An element that is not in the files.
    assert told(reading, "words") == ["#!other"]


def test_what_was_said_last_is_known_after_a_choice_too() -> None:
    skills = {
        "choice-1": {"contentId": "pick", "randomId": "q", "keywords": {}, "config": {"nbMaxRetries": 1}}
    }
    reading = reading_of(
        bot(
            {"name": "c", "type": "skill-call", "skill": "choice", "flow": "skills/choice-1.flow.json",
             "next": leads((PICKED.format("red"), "note"), ("true", "sorry"))},
            {"name": "note", "onEnter": [keep("colour"), "say #!bye"], "next": []},
            {"name": "sorry", "onEnter": ["say #!again"], "next": leads(("true", ""))},
            skills=skills,
        )
    )  # fmt: skip
    talk, _ = talk_with(reading)
    assert talk.say("red") == ["Bye"]
    assert talk.state.variables["colour"] == "The red one"
    # What is not understood goes by the way of failure, which is no person.
    talk, _ = talk_with(reading)
    talk.say("???")
    assert talk.say("???") == ["Once more?"]
    assert talk.ended


def test_a_choice_keeps_its_value_where_something_reads_it() -> None:
    skills = {"choice-1": {"contentId": "pick", "randomId": "q", "keywords": {}}}
    reading = reading_of(
        bot(
            {"name": "c", "type": "skill-call", "skill": "choice", "flow": "skills/choice-1.flow.json",
             "next": leads(("true", "look"))},
            {"name": "look", "next": leads((PICKED.format("blue"), "yes"), ("true", "no"))},
            {"name": "yes", "onEnter": ["say #!bye"], "next": []},
            {"name": "no", "onEnter": ["say #!welcome"], "next": []},
            skills=skills,
        )
    )  # fmt: skip
    talk, _ = talk_with(reading)
    assert talk.say("The blue one") == ["Bye"]


def test_a_slot_is_asked_for_until_it_is_known() -> None:
    slot = {"slotName": "mail", "entities": ["email"], "contentElement": "mail",
            "notFoundElement": "again", "retryAttempts": 1}  # fmt: skip
    reading = reading_of(
        bot(
            {"name": "s", "type": "skill-call", "skill": "Slot", "flow": "skills/Slot-1.flow.json",
             "next": leads(('temp.extracted == "true"', "done"), ('temp.notExtracted == "true"', "failed"),
                           ('temp.alreadyExtracted == "true"', "again"))},
            {"name": "done", "onEnter": ["say #!thanks"], "next": leads(("true", "s"))},
            {"name": "failed", "onEnter": ["say #!bye"], "next": []},
            {"name": "again", "onEnter": ["say #!welcome", 'basic-skills/slot_reset {"slotName":"mail"}'],
             "next": leads(("true", "s"))},
            skills={"Slot-1": slot},
        )
    )  # fmt: skip
    talk, said = talk_with(reading)
    assert said == ["Your mail?"]
    assert talk.say("nothing") == ["Once more?"]
    assert talk.say("ana@mail.example") == ["Thanks, ana@mail.example", "Welcome", "Your mail?"]
    talk.say("nothing")
    assert talk.say("nothing") == ["Bye"]
    assert codes(reading) == []


def test_what_was_picked_out_of_any_message_is_told() -> None:
    reads = 'builtin/setVariable {"name":"town","value":"{{event.nlu.slots.town.value}}"}'
    shows = {"name": "a", "onEnter": [reads], "next": leads(("event.channel === 'slack'", ""))}
    reading = reading_of(bot(shows))
    assert told(reading, "slot") == ["town"]
    assert told(reading, "condition") == ["event.channel === 'slack'"]


def test_a_slot_of_a_list_is_a_choice_of_its_values() -> None:
    document = bot(
        {"name": "s", "type": "skill-call", "skill": "slot", "flow": "skills/Slot-1.flow.json", "next": []},
        skills={"Slot-1": {"slotName": "size", "entities": ["sizes"], "contentElement": "name"}},
    )
    values = [{"name": "small", "synonyms": ["tiny"]}, {"name": "large", "synonyms": []}]
    reading = reading_of_files(
        {
            "bot.json": document,
            "entities/sizes.json": {"name": "sizes", "type": "list", "occurrences": values},
        }
    )
    talk, _ = talk_with(reading)
    talk.say("tiny")
    assert talk.state.variables["size"] == "small"


def test_a_person_is_called_and_gives_the_conversation_back() -> None:
    skill = {"redirectNoAgent": True, "timeoutDelay": 60}
    reading = reading_of(
        bot(
            {"name": "a", "onEnter": ["hitlnext/handoff {}"], "next": leads(("true", "h"))},
            {"name": "h", "type": "skill-call", "skill": "HitlNext", "flow": "skills/HitlNext-1.flow.json",
             "next": leads(("temp['hitlnext-handoffResolved'] === true", "back"),
                           ("temp['hitlnext-noAgent'] === true", "none"),
                           ("temp['hitlnext-timedOutWaitingAgent'] === true", "none"))},
            {"name": "back", "onEnter": ["say #!welcome"], "next": []},
            {"name": "none", "onEnter": ["say #!bye"], "next": []},
            skills={"HitlNext-1": skill},
        )
    )  # fmt: skip
    (flow,) = reading.drawn.blueprint.flows
    kinds = {node.id: node.kind for node in flow.nodes}
    assert [kinds["a"], kinds["h"]] == ["handoff", "handoff"]
    assert ways(reading)["a", "returned"] == "h"
    assert ways(reading)["h", "returned"] == "back"
    assert ways(reading)["h", "nobody"] == "none"
    assert told(reading, "condition") == ["No Agent Available"]


def test_ways_are_looked_at_in_their_order_and_intents_in_any_writing() -> None:
    sure = "event.nlu.intent.confidence > 0.7 && event.nlu.intent.name === 'buy'"
    document = bot(
        {"name": "a", "onEnter": ["say #!welcome"], "onReceive": [],
         "next": leads((sure, "yes"), ("event.preview.toLowerCase().includes('bye')", "no"))},
        {"name": "yes", "onEnter": ["say #!thanks"], "next": []},
        {"name": "no", "onEnter": ["say #!bye"], "next": []},
        {"name": "help", "onEnter": ["say #!again"], "next": []},
        catchAll={"onReceive": ["count {}"], "next": leads(("event.nlu.intent.name == 'help'", "help"))},
    )  # fmt: skip
    reading = reading_of_files(
        {
            "bot.json": document,
            "intents/buy.json": {"name": "buy", "utterances": {"en": ["i want a [bike](thing)"]}},
            "intents/help.json": {"name": "help", "utterances": {"en": ["please help me"]}},
        }
    )
    assert "heard_everywhere" in codes(reading)
    for wanted, answer in (
        ("I want a bike", "Thanks, "),
        ("Well, bye", "Bye"),
        ("please help me", "Once more?"),
    ):
        talk, _ = talk_with(reading)
        assert talk.say(wanted)[0].strip() == answer.strip()


def test_what_a_call_answers_is_found_in_its_body() -> None:
    skill = {"method": "get", "url": "https://x.example/q", "memory": "temp", "variable": "found",
             "headers": '{"Authorization":"Bearer abcdef123456789"}'}  # fmt: skip
    document = bot(
        {"name": "c", "type": "skill-call", "skill": "CallAPI", "flow": "skills/CallAPI-1.flow.json",
         "next": leads(("temp.valid", "shows"), ("!temp.valid", ""))},
        {"name": "shows", "onEnter": ["say #!owner"], "next": leads(("temp.found.status === 200", "END"))},
        skills={"CallAPI-1": skill},
    )  # fmt: skip
    document["content"].append(
        {"id": "owner", "formData": {"text$en": "It is {{temp.found.body.ownerName}}'s."}}
    )
    reading = reading_of(document)
    (tool,) = reading.drawn.tools
    (output,) = tool.definition.outputs
    assert output.path == "ownerName"
    assert "tool_sign_in" in codes(reading)
    assert told(reading, "tool_answer")[1:] == ["status"] or "status" in told(reading, "tool_answer")
    talk, _ = talk_with(reading)
    assert talk.give({output.name: "Ana"})[0] == "It is Ana's."


def test_cards_say_all_that_they_show() -> None:
    card = {"title": "Mug", "subtitle": "Of steel", "image": "/api/v1/bots/x/media/mug.jpg",
            "actions": [{"action": "Open URL", "title": "Buy", "url": "https://x.example/mug"},
                        {"action": "Say something", "title": "More", "text": "more"}]}  # fmt: skip
    document = bot({"name": "a", "onEnter": ["say #!cards", "say #!many"], "next": []})
    document["content"] += [
        {"id": "cards", "formData": {"items$en": [card]}},
        {"id": "many", "formData": {"text$en": "One", "variations$en": ["Two"]}},
    ]
    reading = reading_of(document)
    _, said = talk_with(reading)
    assert said == ["Mug\nOf steel\nBuy: https://x.example/mug\n- More", "One"]
    assert codes(reading) == ["media_gone", "setting"]


def test_a_skill_that_is_unknown_is_left_by_what_it_found() -> None:
    document = bot(
        {"name": "s", "type": "skill-call", "skill": "own", "flow": "skills/own-1.flow.json",
         "next": leads(('temp.done == "true"', "yes"), ("true", "no"))},
        {"name": "yes", "onEnter": ["say #!bye"], "next": []},
        {"name": "no", "onEnter": ["say #!welcome"], "next": []},
        skills={"own-1": {"something": 1}},
    )  # fmt: skip
    document["flows"][1]["nodes"] = [
        {
            "name": "entry",
            "onEnter": ['builtin/setVariable {"name":"done","value":"true"}'],
            "next": leads(("true", "#")),
        }
    ]
    _, said = talk_with(reading_of(document))
    assert said == ["Bye"]


def test_of_several_bots_that_come_together_each_is_one() -> None:
    def flow(said: str) -> dict[str, Any]:
        return {"startNode": "a", "nodes": [{"name": "a", "onEnter": [f"say #!{said}"], "next": []}]}

    found = all_of_files(
        {
            "data/bots/one/flows/main.flow.json": flow("x"),
            "data/bots/one/content-elements/builtin_text.json": [{"id": "x", "formData": {"text$en": "One"}}],
            "data/bots/two/flows/main.flow.json": flow("x"),
            "data/bots/two/flows/more.flow.json": flow("x"),
            "data/bots/two/content-elements/builtin_text.json": [{"id": "x", "formData": {"text$en": "Two"}}],
        }
    )
    assert [talk_with(reading)[1] for reading in found.readings] == [["One"], ["Two"]]
    assert [reading.path for reading in found.readings] == ["data/bots/one", "data/bots/two"]


def test_an_intent_of_none_is_what_is_left() -> None:
    listens = {"name": "a", "onEnter": ["say #!welcome"], "onReceive": [],
               "next": leads(("event.nlu.intent.name == 'none'", "no"), ("event.nlu.intent.name == 'buy'", "yes"))}  # fmt: skip
    document = bot(
        listens,
        {"name": "yes", "onEnter": ["say #!bye"], "next": []},
        {"name": "no", "onEnter": ["say #!again"], "next": []},
    )
    buy = {"name": "buy", "utterances": {"en": ["i want a bike"]}}
    reading = reading_of_files({"bot.json": document, "intents/buy.json": buy})
    talk, _ = talk_with(reading)
    assert talk.say("whatever") == ["Once more?"]
    talk, _ = talk_with(reading)
    assert talk.say("i want a bike") == ["Bye"]


def test_what_stands_behind_a_way_that_is_always_taken_is_told() -> None:
    first = {"name": "a", "next": leads(("true", "no"), ("temp.x == 1", "yes"), ("true", ""))}
    reading = reading_of(
        bot(
            first,
            {"name": "yes", "onEnter": ["say #!welcome"], "next": []},
            {"name": "no", "onEnter": ["say #!bye"], "next": []},
        )
    )
    assert talk_with(reading)[1] == ["Bye"]
    assert told(reading, "way_never_taken") == ["temp.x == 1"]


def test_a_choice_that_fails_back_to_where_it_came_from_calls_nobody() -> None:
    skills = {
        "choice-1": {"contentId": "pick", "randomId": "q", "keywords": {}, "config": {"nbMaxRetries": 0}}
    }
    picks = {"name": "c", "type": "skill-call", "skill": "choice", "flow": "skills/choice-1.flow.json"}
    for node in ("##", ""):
        talk, _ = talk_with(reading_of(bot({**picks, "next": leads(("true", node))}, skills=skills)))
        assert talk.say("???") == []
        assert talk.state.status == "ended"


def test_what_is_for_the_web_is_for_a_chat() -> None:
    reading = reading_of(
        bot(
            {
                "name": "a",
                "next": leads(("event.channel === 'web'", "yes"), ("event.nlu.intent.name == 'none'", "no")),
            },
            {"name": "yes", "onEnter": ["say #!welcome"], "next": []},
            {"name": "no", "onEnter": ["say #!bye"], "next": []},
        )
    )
    assert talk_with(reading)[1] == ["Welcome"]
    assert codes(reading) == []
    # Alone, what is wanted where nothing else is leads on at once.
    only = {"name": "a", "next": leads(("event.nlu.intent.name === 'none'", "b"))}
    assert talk_with(reading_of(bot(only, {"name": "b", "onEnter": ["say #!bye"], "next": []})))[1] == ["Bye"]


def test_a_flow_that_comes_alone_asks_what_its_ways_name() -> None:
    picks = {"name": "c", "type": "skill-call", "skill": "choice", "flow": "skills/choice-1.flow.json",
             "next": leads((PICKED.format("red"), "yes"), (PICKED.format("blue"), "no"), ("true", ""))}  # fmt: skip
    slot = {
        "name": "yes",
        "type": "skill-call",
        "skill": "Slot",
        "flow": "skills/Slot-1.flow.json",
        "next": [],
    }
    document = bot(picks, slot, {"name": "no", "onEnter": ["say #!bye"], "next": []})
    reading = reading_of(document)
    talk, _ = talk_with(reading)
    assert talk.say("blue") == ["Bye"]
    assert codes(reading) == ["words", "question_made", "question_made"]


def test_more_ways_for_everywhere_than_anybody_looks_through_are_only_told() -> None:
    everywhere = leads(*((f"event.nlu.intent.name == 'i{number}'", "n0") for number in range(60)))
    nodes = [
        {"name": f"n{number}", "onEnter": ["say #!bye"], "onReceive": [], "next": []} for number in range(40)
    ]
    reading = reading_of(bot(*nodes, catchAll={"next": everywhere}))
    assert codes(reading) == ["intent_lost"] * 60
    assert {node.kind for node in reading.drawn.blueprint.flows[0].nodes} == {"say", "wait", "end"}
