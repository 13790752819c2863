"""What neighbours build on: the codec, the palette, the schema, and hostile input from a known list."""

import ast
import json
import os
from pathlib import Path

import msgspec
import pytest
from tests.engine.blueprints import FRIDAY, PASSAGES, Talk, blueprint, flow, node

from centralita import engine
from centralita.engine.nodes import KINDS

ROOT = Path(__file__).resolve().parents[2]
NAMED_KINDS = {
    "ai_answer",
    "ask",
    "decide",
    "end",
    "extract",
    "go_to_flow",
    "handoff",
    "knowledge_answer",
    "rate",
    "say",
    "set",
    "split",
    "tool_call",
    "transfer",
    "wait",
}


def corpus(name: str) -> Path:
    path = Path(os.environ.get("CENTRALITA_CORPORA") or ROOT.parent / "shared" / "corpora") / name
    if not path.exists():
        pytest.skip(f"{name} is not here; set CENTRALITA_CORPORA to the folder that has it")
    return path


def test_every_kind_has_its_place_in_the_palette() -> None:
    palette = engine.describe_nodes()
    assert {entry["kind"] for entry in palette} == NAMED_KINDS
    for entry in palette:
        assert entry["title"].keys() == entry["summary"].keys() == {"es", "en", "pt"}


def test_every_field_of_every_form_is_titled_in_both_languages() -> None:
    for kind, schema in engine.node_schemas().items():
        for name, field in schema["properties"].items():
            assert field.get("title"), (kind, name)
            assert field.get("x-title", {}).get("es"), (kind, name)
            assert field.get("x-widget"), (kind, name)


def test_ports_follow_the_data() -> None:
    ports = engine.ports_of("decide", {"branches": [{"id": "a", "name": "Pedir cita"}]})
    assert ports == [
        {"id": "a", "label": "Pedir cita", "needed": True},
        {"id": "otherwise", "label": "", "needed": True},
    ]


def test_a_blueprint_survives_its_json() -> None:
    made = blueprint(*(flow([node("n", kind)], identifier=kind) for kind in KINDS))
    again = engine.Blueprint.model_validate_json(made.model_dump_json())
    assert again == made
    assert again.model_dump_json() == made.model_dump_json()


def test_the_schema_of_the_blueprint_knows_every_kind() -> None:
    schema = json.dumps(engine.Blueprint.model_json_schema())
    for kind in KINDS:
        assert f'"const": "{kind}"' in schema


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b'{"seed":1}', b'{"seed":"s","channel":"fax","language":"es"}', b"\xff", b"[" * 5000],
)
def test_bytes_that_are_no_state_are_refused(data: bytes) -> None:
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError, RecursionError)):
        engine.decode_state(data)


def test_what_utf8_cannot_carry_is_replaced_before_it_is_kept() -> None:
    nodes = [node("a", "ask", {"question": {"es": "¿?"}, "input": {"type": "file"}, "variable": "x"})]
    made = blueprint(flow(nodes, "a > a"), guardrails={"max_turns": 9})
    odd = "\ud800" * 9_000
    talk = Talk(made, seed=odd, at=float("nan"))
    for text, choice in (("", None), ("hola", odd), (odd, None)):
        talk.say(text, choice_id=choice, attachment=engine.Attachment(id=odd, name=odd, type=odd))
        assert engine.decode_state(engine.encode_state(talk.state)) == talk.state
        assert engine.decode_effects(engine.encode_effects(talk.effects)) == talk.effects


def test_the_engine_imports_nothing_of_ours_and_no_clock_or_chance() -> None:
    forbidden = {
        "django",
        "random",
        "secrets",
        "time",
        "os",
        "socket",
        "httpx",
        "asyncio",
        "threading",
        "subprocess",
    }
    for path in (ROOT / "src/centralita/engine").rglob("*.py"):
        for item in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [alias.name for alias in item.names]
                if isinstance(item, ast.Import)
                else [item.module or ""]
                if isinstance(item, ast.ImportFrom)
                else []
            )
            for name in names:
                assert name.partition(".")[0] not in forbidden, (path.name, name)
                assert not name.startswith("centralita.") or name.startswith("centralita.engine"), (
                    path.name,
                    name,
                )


def test_hostile_strings_are_taken_as_words_everywhere() -> None:
    strings: list[str] = json.loads(corpus("blns.json").read_text("utf-8"))
    inputs = ("text", "number", "email", "phone", "date", "datetime", "rating", "yes_no", "choice")
    for kind in inputs:
        nodes = [
            node(
                "a", "ask", {"question": {"es": "¿?"}, "input": {"type": kind}, "variable": "x", "retries": 0}
            ),
            node("s", "say", {"text": {"es": "{{x}} {{ x | upcase }}"}}),
        ]
        made = blueprint(flow(nodes, "a > s", "a.gave_up > s"))
        for text in strings:
            talk = Talk(made)
            talk.say(text, choice_id=text if kind == "choice" else None)
            assert engine.decode_state(engine.encode_state(talk.state)) == talk.state
            if kind == "text" and "{{" not in text and talk.state.variables:
                assert talk.said[-1].startswith(str(talk.state.variables["x"]))


def test_hostile_strings_as_documents_models_and_authors() -> None:
    strings: list[str] = json.loads(corpus("blns.json").read_text("utf-8"))
    for text in strings:
        passage = engine.Passage(id=text, document_id=text, title=text, place=text, text=text, score=1.0)
        talk = Talk(
            blueprint(
                flow([node("ai", "ai_answer", {"prompt": text, "opening": {"es": text}})]),
                knowledge=[{"id": "k1"}],
                settings={"model_connected": True},
                greeting={"es": text},
            )
        )
        talk.say("¿Cuánto cuesta la limpieza?")
        talk.find(passage, *PASSAGES)
        talk.reply(text, engine.ToolCall(text, text, {text: text}))
        for event in (engine.HungUp(at=FRIDAY, by=text),):
            talk.do(event)
        assert engine.decode_state(engine.encode_state(talk.state)) == talk.state
        assert engine.decode_effects(engine.encode_effects(talk.effects)) == talk.effects
