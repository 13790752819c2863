"""Our own file: the same agent again, whatever it says; nothing unknown in it, nothing secret."""

import difflib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from centralita import engine
from centralita.kit.documents import documents
from centralita.studio.imports.domain.agent_file import (
    AgentFile,
    FileAgent,
    as_json,
    as_yaml,
    document_of,
)
from centralita.studio.imports.domain.faults import Fault, Unreadable, fault_sentence
from centralita.studio.imports.domain.speaking import spoken
from centralita.studio.imports.reading import OWN, read
from centralita.studio.tools.public import PackedTool
from tests.studio.imports import samples

# What a text may hold; what looks like a secret would be taken out of it.
WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00") | st.sampled_from("\n\t :#'\"-|>{}é"),
    max_size=60,
).filter(lambda text: "sk-" not in text and "token" not in text.lower())
VALUES = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | WORDS


def no_guess(_text: str) -> str:
    return ""


def blueprint_of(name: str) -> engine.Blueprint:
    drawn = read([(f"{name}.json", as_json(samples.all_of_them()[name]).encode())], no_guess).drawn
    return spoken(drawn.blueprint.model_dump(mode="json"), "es", "Recepción")


def back(file: AgentFile) -> None:
    document, secrets = document_of(file)
    assert secrets == 0
    for name, content in (("a.yaml", as_yaml(document)), ("a.json", as_json(document))):
        reading = read([(name, content.encode())], no_guess)
        assert reading.format == OWN
        assert reading.drawn.blueprint == file.blueprint
        assert reading.drawn.name == file.agent.name
        assert [tool.definition for tool in reading.drawn.tools] == [tool.definition for tool in file.tools]
        again, _ = document_of(file.model_copy(update={"blueprint": reading.drawn.blueprint}))
        assert again == document


@pytest.mark.parametrize("name", sorted(samples.all_of_them()))
def test_every_agent_is_the_same_again(name: str) -> None:
    drawn = read([(f"{name}.json", as_json(samples.all_of_them()[name]).encode())], no_guess).drawn
    tools = tuple(
        PackedTool(name=one.name, label=one.label, definition=one.definition) for one in drawn.tools
    )
    back(AgentFile(agent=FileAgent(name="Recepción"), blueprint=blueprint_of(name), tools=tools))


@settings(max_examples=120, deadline=None)
@given(text=WORDS, prompt=WORDS, default=VALUES, label=WORDS, english=WORDS)
def test_any_words_are_the_same_again(
    text: str, prompt: str, default: object, label: str, english: str
) -> None:
    flow = {
        "id": "main",
        "nodes": [
            {"id": "a", "kind": "say", "name": label, "data": {"text": {"es": text, "en": english}}},
            {"id": "b", "kind": "ai_answer", "data": {"prompt": prompt}},
            {"id": "c", "kind": "ask", "data": {"input": {"type": "yes_no"}, "question": {"es": text}}},
        ],
        "edges": [{"id": "e", "source": "a", "target": "b"}],
    }
    blueprint = engine.Blueprint.model_validate(
        {"languages": ["es", "en"], "flows": [flow], "variables": [{"name": "x", "default": default}]}
    )
    back(AgentFile(agent=FileAgent(name="Uno"), blueprint=blueprint))


PROMPT = (
    "Responda con frases cortas y claras, trate de usted y no prometa nada que no esté confirmado. " * 4
    + "  \n\n  - Horario: {{business.hours}} \n\t- Precio: pregunte \n \nGracias "
)


@given(st.sampled_from(PROMPT.split()), st.sampled_from(["sí", "extraordinariamente"]))
def test_a_word_that_changes_is_one_line_that_changes(word: str, other: str) -> None:
    """Long texts are not folded, and lines that end with a space stay lines."""
    one, two = (
        as_yaml({"persona": {"es": text.replace("\n", " ")}, "prompt": text}).splitlines()
        for text in (PROMPT, PROMPT.replace(word, other, 1))
    )
    changed = [line for line in difflib.ndiff(one, two) if line[0] in "+-"]
    assert len(changed) <= 4, "a line of each text"
    assert yaml.safe_load("\n".join(one) + "\n")["prompt"] == PROMPT
    assert any(line.strip() == "Gracias" for line in one)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(" \n\tab:#-'\"|>é%@"), max_size=14))
def test_whatever_spaces_a_text_begins_and_ends_with_it_is_the_same_again(text: str) -> None:
    document = {"steps": [{"text": text}, text], "prompt": text}
    assert documents(as_yaml(document), as_yaml=True) == [document]


def test_the_format_is_named_and_defaults_are_left_out() -> None:
    document, _ = document_of(AgentFile(agent=FileAgent(name="Uno"), blueprint=blueprint_of("typebot")))
    lines = as_yaml(document).splitlines()
    assert lines[:2] == ["format: centralita.agent", "version: 1"]
    assert "guardrails:" not in as_yaml(document)
    assert yaml.safe_load(as_yaml(document)) == document


def faults(content: str, name: str = "a.yaml") -> list[Fault]:
    with pytest.raises(Unreadable) as refused:
        read([(name, content.encode())], no_guess)
    return list(refused.value.faults)


def codes(content: str) -> list[tuple[str, str]]:
    return [(fault.code, fault.data.get("path", "")) for fault in faults(content)]


def test_unknown_fields_are_refused_with_their_path() -> None:
    head = "format: centralita.agent\nversion: 1\nagent: {name: Uno}\n"
    assert codes(head + "blueprint: {name: x, flws: []}\n") == [("own_unknown_meant", "blueprint.flws")]
    assert codes(head + "blueprint: {zzzz: []}\n") == [("own_unknown", "blueprint.zzzz")]
    assert codes(head.replace("{name: Uno}", "{nam: Uno}") + "blueprint: {}\n") == [
        ("own_missing", "agent.name"),
        ("own_unknown_meant", "agent.nam"),
    ]


HAND = """\
format: centralita.agent
version: 1
agent:
  name: Uno
# what it does
blueprint:
  flows:
  - id: main
    nodes:
    - id: hello
      kind: say
      data:
        txet: {es: Hola}
    - id: route
      data: {}
    edges:
    - {id: e, source: hello}
  variables:
  - name: phone
    required: quizás
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_is_wrong_by_hand_is_told_by_its_line(ends: str) -> None:
    told = [fault_sentence(fault, "en") for fault in faults(HAND.replace("\n", ends))]
    assert told[0] == (
        "a.yaml:13, at blueprint.flows.0.nodes.0.data.txet: the format has nothing called “txet” here."
        " Do you mean “text”?"
    )
    assert told[1] == "a.yaml:14, at blueprint.flows.0.nodes.1: “kind” is missing."
    assert told[2] == "a.yaml:17, at blueprint.flows.0.edges.0.target: “target” is missing."
    written = {
        number: line
        for number, line in enumerate(HAND.splitlines(), 1)
        if "required" in line or "e, s" in line
    }
    assert all(f"a.yaml:{number}" in "".join(told) for number in written)


def test_a_line_is_told_of_json_and_of_the_second_document_too() -> None:
    bad = {**document_of(AgentFile(agent=FileAgent(name="Uno"), blueprint=blueprint_of("typebot")))[0]}
    bad["agent"] = {"name": "Uno", "colour": "red"}
    (fault,) = faults(as_json(bad), "a.json")
    assert as_json(bad).splitlines()[int(fault.file.rpartition(":")[2]) - 1].strip() == '"colour": "red"'
    (fault,) = faults("format: nothing\n---\n" + as_yaml(bad), "a.yaml")
    assert fault.file.startswith("a.yaml#2:")


def test_a_kind_that_is_no_kind_says_which_one_is_near() -> None:
    (fault, *_) = faults(HAND.replace("kind: say", "kind: saay"))
    assert (fault.code, fault.data["name"], fault.data["meant"]) == ("own_unknown_meant", "saay", "say")
    (fault, *_) = faults(HAND.replace("kind: say", "kind: zzz"))
    assert (fault.code, fault.data["name"]) == ("own_unknown", "zzz")


def test_what_stands_there_twice_is_refused() -> None:
    (fault,) = faults(HAND + "agent:\n  name: Dos\n")
    assert (fault.code, fault.file, fault.data) == ("own_twice", "a.yaml:21", {"name": "agent", "first": "3"})


@pytest.mark.parametrize("version", ["", "version: one", 'version: "1"', "version: true"])
def test_a_version_is_a_number(version: str) -> None:
    assert codes(HAND.replace("version: 1", version)) == [("own_unversioned", "")]


def test_a_newer_version_says_which_is_read_here() -> None:
    assert [fault.data for fault in faults("format: centralita.agent\nversion: 2\n")] == [
        {"version": "2", "limit": "1"}
    ]


def test_no_secret_leaves_in_a_file() -> None:
    flow = {
        "id": "m",
        "nodes": [{"id": "a", "kind": "say", "data": {"text": {"es": "sk-abcdefghijklmnop1234"}}}],
    }
    blueprint = engine.Blueprint.model_validate({"flows": [flow]})
    document, secrets = document_of(AgentFile(agent=FileAgent(name="Uno"), blueprint=blueprint))
    assert secrets == 1
    assert "sk-abcdef" not in as_yaml(document)
