"""Several agents that come in at once: each is one, and what cannot be made is told by its name."""

import json
import time
from typing import Any

import pytest

from centralita.studio.imports.domain.archives import MOST_UNPACKED
from centralita.studio.imports.domain.faults import Unreadable
from centralita.studio.imports.domain.separating import led
from centralita.studio.imports.reading import MOST_AGENTS, read_all
from tests.studio.imports import samples
from tests.studio.imports.reads import all_of_files, codes, names, steps, told, ways
from tests.studio.imports.test_hostile import no_guess, packed

Json = dict[str, Any]


def bot(name: str, said: str = "Hi.") -> Json:
    return {
        "name": name,
        "version": "6",
        "events": [{"id": "s", "type": "start", "outgoingEdgeId": "e"}],
        "groups": [
            {"id": "g", "title": "g", "blocks": [{"id": "b", "type": "text", "content": {"plainText": said}}]}
        ],
        "edges": [{"id": "e", "from": {"eventId": "s"}, "to": {"groupId": "g"}}],
        "variables": [],
    }


def assistant(name: str, *tools: Json, **more: Any) -> Json:
    model = {
        "provider": "openai",
        "messages": [{"role": "system", "content": f"You are {name}."}],
        "tools": tools,
    }
    return {"id": f"id-{name}", "name": name, "firstMessage": f"{name} here.", "model": model, **more}


def hands(*to: str) -> Json:
    return {
        "type": "handoff",
        "destinations": [{"type": "assistant", "assistantId": f"id-{one}"} for one in to],
    }


def retell(name: str, llm: str, **more: Any) -> Json:
    return {
        "agent_id": f"agent_{name}",
        "agent_name": name,
        "voice_id": "v",
        "response_engine": {"type": "retell-llm", "llm_id": llm, **more},
    }


def llm(key: str, prompt: str, **more: Any) -> Json:
    return {"llm_id": key, "general_prompt": prompt, **more}


def test_each_of_a_list_or_of_an_answer_is_one() -> None:
    two = [assistant("Ada"), assistant("Bo")]
    for document in (two, {"results": two}, {"assistants": two, "total": 2}):
        assert names(all_of_files({"dump.json": document})) == ["Ada", "Bo"]


def test_agents_of_several_kinds_are_each_their_own() -> None:
    files = {f"{name}.json": one for name, one in samples.all_of_them().items()}
    found = all_of_files(files)
    assert not found.left
    assert {reading.format for reading in found.readings} == {
        name.partition("_")[0] for name in samples.all_of_them()
    }
    for reading in found.readings:
        (alone,) = all_of_files({reading.path: files[reading.path]}).readings
        assert reading.drawn.blueprint.flows == alone.drawn.blueprint.flows
        assert reading.drawn.losses == alone.drawn.losses
    # Those without a name go by their file, and no two by the same one.
    assert "rasa" in names(found)
    assert len(set(names(found))) == len(found.readings)


def test_archives_of_bots_are_opened_and_files_of_one_name_are_not_confused() -> None:
    one, two = (packed({"bot.json": json.dumps(bot(name)).encode()}) for name in ("One", "Two"))
    assert names(all_of_files({"a.zip": one, "b.zip": two})) == ["One", "Two"]
    assert names(all_of_files({"all.zip": packed({"a.zip": one, "b.zip": two})})) == ["One", "Two"]
    parts = [("bot.json", json.dumps(bot(name)).encode()) for name in ("One", "Two")]
    assert names(read_all(parts, no_guess)) == ["One", "Two"]
    # What lies packed beside an agent is none of it: a model that was trained, say.
    beside = packed({"bot.json": json.dumps(bot("One")).encode(), "models/m.zip": two})
    assert names(all_of_files({"a.zip": beside})) == ["One"]


def test_archives_share_what_they_may_unpack() -> None:
    half = packed({"a.json": b" " * (MOST_UNPACKED // 2 + 1)})
    with pytest.raises(Unreadable) as refused:
        read_all([("a.zip", half), ("b.zip", half)], no_guess)
    assert [fault.code for fault in refused.value.faults] == ["archive_too_large"]


def test_assistants_outside_of_a_squad_are_agents_of_their_own() -> None:
    squad = {"name": "Team", "members": [{"assistantId": "id-Ada"}, {"assistant": assistant("Inner")}]}
    account = {
        "squads": [squad],
        "assistants": [
            assistant("Ada"),
            assistant("Bo", hands("Cy")),
            assistant("Cy"),
            assistant("Di", hands("Ada")),
        ],
    }
    found = all_of_files({"account.json": account})
    assert names(found) == ["Team", "Bo", "Di"]
    assert [set(steps(reading)) for reading in found.readings] == [
        {"Ada", "Inner"},
        {"Bo", "Cy"},
        {"Di", "Ada"},
    ]


def test_agents_of_retell_find_the_prompts_that_they_name() -> None:
    files = {
        "agents.json": [
            retell("Desk", "llm_b", version=1),
            retell("Shop", "llm_a"),
            retell("Lost", "llm_x"),
        ],
        "llms.json": [
            llm("llm_a", "Sell."),
            llm("llm_b", "Older.", version=0),
            llm("llm_b", "Help.", version=1),
            llm("llm_c", "Alone."),
        ],
    }
    found = all_of_files(files)
    prompts = {
        reading.drawn.name: next(iter(steps(reading).values()))["prompt"] for reading in found.readings
    }
    assert {"Desk": "Help.", "Shop": "Sell."}.items() <= prompts.items()
    assert "Alone." in prompts.values()
    assert [(left.name, left.faults[0].code) for left in found.left] == [("Lost", "prompt_elsewhere")]


def test_components_that_flows_share_come_with_the_flows_that_use_them() -> None:
    def talks(key: str, *targets: str, **more: Any) -> Json:
        edges = [
            {
                "id": f"to {one}",
                "destination_node_id": one,
                "transition_condition": {"type": "prompt", "prompt": one},
            }
            for one in targets
        ]
        return {
            "id": key,
            "type": "conversation",
            "instruction": {"type": "prompt", "text": key},
            "edges": edges,
            **more,
        }

    def part(key: str, *nodes: Json) -> Json:
        return {
            "conversation_flow_component_id": key,
            "name": key.title(),
            "start_node_id": nodes[0]["id"],
            "nodes": nodes,
        }

    uses = {"type": "component", "component_type": "shared"}
    parts = [
        part("asks", talks("who"), talks("more", component_id="inner", **uses)),
        part("inner", talks("deep")),
        part("alone", talks("nobody")),
    ]
    flow = {
        "conversation_flow_id": "f1",
        "start_node_id": "hello",
        "nodes": [talks("hello", "part"), talks("part", component_id="asks", **uses)],
    }
    desk = retell("Desk", "")
    desk["response_engine"] = {"type": "conversation-flow", "conversation_flow_id": "f1"}
    found = all_of_files({"components.json": parts, "flow.json": flow, "agent.json": desk})
    assert [[one.name for one in reading.drawn.blueprint.flows] for reading in found.readings] == [
        ["Alone"],
        ["Desk", "Asks", "Inner"],
    ]
    assert "other_agent" not in codes(found.readings[1])


def test_the_one_member_of_a_squad_that_is_elsewhere_goes_by_the_name_that_others_call_it() -> None:
    leads = [{"type": "assistant", "assistantName": "Mary", "description": "wants to book"}]
    members = [{"assistant": assistant("Emma"), "assistantDestinations": leads}, {"assistantId": "b2-f0"}]
    (reading,) = all_of_files({"squad.json": {"squad": {"members": members}}}).readings
    assert list(steps(reading)) == ["Emma", "Mary"]
    assert len(ways(reading)) == 1
    assert (told(reading, "other_agent"), told(reading, "target_missing")) == (["b2-f0"], [])


def test_bots_of_rasa_in_folders_of_their_own_are_apart() -> None:
    def files(home: str, said: str) -> dict[str, str]:
        return {
            f"{home}/config.yml": "recipe: default.v1\n",
            f"{home}/domain.yml": f"responses:\n  utter_ok:\n    - text: {said}\n",
            f"{home}/data/flows.yml": "flows:\n  go:\n    description: go\n    steps:\n      - action: utter_ok\n",
        }

    found = all_of_files({**files("bots/a", "First."), **files("bots/b", "Second.")})
    assert [reading.path for reading in found.readings] == ["bots/a", "bots/b"]
    assert [str(steps(reading)).count("Second.") for reading in found.readings] == [0, 1]
    # One bot that keeps its parts in folders is one.
    parts = {
        path.replace("bots/a/domain", "bots/a/domain/domain"): one
        for path, one in files("bots/a", "x").items()
    }
    assert len(all_of_files(parts).readings) == 1


def test_what_cannot_be_made_is_told_by_its_name_and_the_rest_is_read() -> None:
    empty = {**bot("Empty"), "groups": [{"id": "g", "title": "g", "blocks": []}]}
    found = all_of_files({"a.json": bot("One"), "b.json": empty})
    assert names(found) == ["One"]
    assert [(left.name, left.faults[0].code) for left in found.left] == [("Empty", "nothing_to_say")]
    with pytest.raises(Unreadable):
        all_of_files({"b.json": empty, "c.json": empty})


def test_more_agents_than_are_read_at_a_time_are_told_by_name() -> None:
    found = all_of_files({"dump.json": {"data": [bot(f"Bot {number}") for number in range(MOST_AGENTS + 3)]}})
    assert len(found.readings) == MOST_AGENTS
    assert [left.name for left in found.left] == [f"Bot {MOST_AGENTS + number}" for number in range(3)]
    assert {left.faults[0].code for left in found.left} == {"too_many_agents"}


def test_what_agents_share_is_not_looked_at_without_end() -> None:
    tools = {
        f"tools/{number}.json": {"type": "function", "function": {"name": f"f{number}", "parameters": {"x": [0] * 2_000}}}
        for number in range(100)
    }  # fmt: skip
    desks = {f"{number}.json": assistant(f"A{number}") for number in range(40)}
    for desk in desks.values():
        desk["model"]["toolIds"] = [f"f{number}" for number in range(100)]
    began = time.process_time()
    found = all_of_files({**tools, **desks})
    assert time.process_time() - began < 6
    assert {left.faults[0].code for left in found.left} == {"too_much_together"}
    assert len(found.readings) + len(found.left) == 40


def test_whoever_nobody_leads_to_begins() -> None:
    leads = {"c": ["b"], "a": ["b"], "b": [], "x": ["y"], "y": ["x"]}
    assert led(leads) == [["c", "b"], ["a", "b"], ["x", "y"]]
    assert led(leads, ["b", "y"]) == [["b"], ["y", "x"]]
