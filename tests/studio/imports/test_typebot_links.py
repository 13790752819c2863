"""Typebots that lead into one another and came in together are one agent, a flow each."""

import json
from typing import Any

from centralita import engine
from centralita.studio.imports.reading import Found, Reading, read_all
from tests.studio.imports.reads import all_of_files, codes, names, talk_with, told
from tests.studio.imports.test_hostile import no_guess


def says(identifier: str, words: str) -> dict[str, Any]:
    rich = [{"type": "p", "children": [{"text": words}]}]
    return {"id": identifier, "type": "text", "content": {"richText": rich}}


def asks(identifier: str, variable: str) -> dict[str, Any]:
    return {"id": identifier, "type": "text input", "options": {"variableId": variable}}


def leads(identifier: str, to: str, group: str = "") -> dict[str, Any]:
    options = {"typebotId": to, **({"groupId": group} if group else {})}
    return {"id": identifier, "type": "Typebot link", "options": options}


def bot(name: str, *groups: list[dict[str, Any]], **variables: str) -> dict[str, Any]:
    return {
        "version": "6",
        "id": f"id-{name}",
        "name": name,
        "events": [{"id": "s", "type": "start", "outgoingEdgeId": "e"}],
        "groups": [
            {"id": f"g{number}", "title": f"{name} {number}", "blocks": blocks}
            for number, blocks in enumerate(groups, 1)
        ],
        "edges": [{"id": "e", "from": {"eventId": "s"}, "to": {"groupId": "g1"}}],
        "variables": [{"id": key, "name": called} for key, called in variables.items()],
    }


SHOP = bot(
    "shop",
    [says("a", "Bienvenido"), leads("l", "id-who"), says("b", "Gracias, {{Name}}"), leads("m", "id-who", "g2"), says("c", "Adiós")],
    v1="Name",
)  # fmt: skip
WHO = bot("who", [says("d", "¿Cómo se llama?"), asks("i", "w1")], [says("f", "Le llamaremos")], w1="Name")


def of(*bots: dict[str, Any]) -> Found:
    return all_of_files({f"{one['name']}.json": one for one in bots})


def only(found: Found) -> Reading:
    (reading,) = found.readings
    return reading


def test_a_link_goes_into_the_other_typebot_and_comes_back_with_what_it_heard() -> None:
    for bots in ((SHOP, WHO), (WHO, SHOP)):
        reading = only(of(*bots))
        assert (names(of(*bots)), codes(reading)) == (["shop"], [])
        assert not [one for one in engine.check(reading.drawn.blueprint) if one.severity == "error"]
        talk, said = talk_with(reading)
        assert said == ["Bienvenido", "¿Cómo se llama?"]
        assert talk.say("Ana") == ["Gracias, Ana", "Le llamaremos", "Adiós"]
        assert talk.ended


def test_one_that_did_not_come_in_is_told_and_one_that_nobody_leads_to_is_an_agent_of_its_own() -> None:
    assert told(only(of(SHOP)), "other_agent") == ["id-who"]
    alone = bot("alone", [says("x", "Hola")])
    found = of(SHOP, alone, WHO)
    assert names(found) == ["shop", "alone"]
    assert [codes(one) for one in found.readings] == [[], []]


def test_those_that_lead_to_each_other_in_a_ring_are_one_agent() -> None:
    one = bot("one", [says("a", "uno"), asks("i", "v"), leads("l", "id-two")], v="x")
    two = bot("two", [says("b", "dos"), asks("j", "w"), leads("m", "id-one")], w="x")
    reading = only(of(one, two))
    talk, said = talk_with(reading)
    assert said == ["uno"]
    assert talk.say("a") == ["dos"]
    assert talk.say("b") == ["uno"]


def test_a_list_of_typebots_and_the_answers_of_an_api_are_joined_too() -> None:
    content = json.dumps([{"typebot": SHOP}, {"typebot": WHO}]).encode()
    found = read_all([("all.json", content)], no_guess)
    assert (names(found), codes(found.readings[0])) == (["shop"], [])


def test_very_many_typebots_that_all_lead_to_each_other_are_bounded() -> None:
    many = [
        bot(f"b{i}", [leads(f"l{i}-{j}", f"id-b{j}", f"g{k}") for j in range(30) for k in (1, 2)], [says(f"s{i}", "x")])
        for i in range(30)
    ]  # fmt: skip
    reading = only(of(*many))
    assert len(reading.drawn.blueprint.flows) <= 100
    assert "cut" in codes(reading)
