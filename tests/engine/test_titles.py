"""What is kept by its code is called in sentences as the dashboard's own forms call it."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.engine.blueprints import blueprint, flow, node

from centralita import engine
from centralita.engine import titles
from centralita.engine.nodes import KINDS

_WORDS = Path(__file__).parents[2] / "web/src/locales"
READING = ("es", "en", "pt")
SAY = {"text": {"es": "Hola", "en": "Hello"}}
ASK = {"question": {"es": "¿Qué?", "en": "What?"}}


def _words(language: str, part: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((_WORDS / language / f"{part}.json").read_text(encoding="utf-8"))
    return told


@pytest.mark.parametrize("language", READING)
def test_fields_and_ways_out_are_called_as_in_the_dashboard(language: str) -> None:
    agents, differences = _words(language, "agents"), _words(language, "differences")
    general = {name: agents["general"][name] for name in ("persona", "greeting", "ai_notice")}
    for name, title in (general | differences["sentences"]).items():
        assert titles.agent_field(name, language) == title
    for port, title in agents["ports"].items():
        assert titles.way_out(port, language) == title


@pytest.mark.parametrize("language", READING)
def test_every_text_of_every_step_has_a_title(language: str) -> None:
    for kind in KINDS.values():
        uses = kind.uses(kind.data())
        for field in (*uses.texts, *uses.optional_texts):
            assert titles.step_field(kind.name, field, language) != field, (kind.name, field)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("es", "Falta el texto «Aviso de que es una IA» en inglés."),
        ("en", "The text “Notice that it is an AI” is missing in English."),
        ("pt", "Falta o texto “Aviso de que é uma IA” em inglês."),
    ],
)
def test_a_text_of_the_agent_is_named_by_its_title(language: str, told: str) -> None:
    nodes = [node("a", "say", SAY), node("b", "end")]
    made = blueprint(flow(nodes, "a > b"), ai_notice={"es": "Soy una IA."})
    assert [engine.sentence(one, language) for one in engine.check(made)] == [told]


def test_a_step_without_a_name_is_called_by_what_it_does_and_an_option_by_its_place() -> None:
    choice: dict[str, Any] = {
        "type": "choice",
        "options": [{"id": "x1", "label": SAY["text"]}, {"id": "x2", "label": {}}],
    }
    asked = {**node("n7", "ask", {**ASK, "input": choice}), "name": ""}
    found = engine.check(blueprint(flow([asked, node("z", "end")], "n7 > z")))
    told = {one.code: engine.sentence(one, "es") for one in found}
    assert told["text_missing"] == "A «Preguntar» le falta el texto «opción 2»."
    unnamed = {**node("n8", "say", SAY), "name": ""}
    found = engine.check(blueprint(flow([unnamed])))
    told = {one.code: engine.sentence(one, "en") for one in found}
    assert told["port_unconnected"] == "The way out “Next” of “Say” is not connected: the flow ends there."
