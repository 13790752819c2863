"""What the business says of itself wins over what a document says, with a model and without one."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.engine.blueprints import HOURS, Talk, blueprint, flow, node

from centralita import engine
from centralita.engine.business import Business
from centralita.engine.promises import agreeing, contradictions, known_of

FACTS = {"name": "Clínica Sol", "phone": "+34 912 345 678", "services": "Limpieza dental: 55 € (30 min)"}
KNOWN = known_of(Business.model_validate({"facts": FACTS, "hours": HOURS}))
ASKED = ("¿Cuánto cuesta la limpieza dental?", "precio limpieza dental", "¿cuánto vale una limpieza?")
OWN = "Limpieza dental: 55 € (30 min)"
OLD = (
    "# Precios\n\n¿Cuánto cuesta una limpieza dental? La limpieza dental cuesta 40 €.",
    "Limpieza dental\nEl precio de la limpieza dental es de 45 €, consulta incluida.",
    "¿Cuánto cuesta una limpieza dental? Cuesta 40 €, con revisión incluida.",
    "Limpieza dental\n40 €",
    "Servicio: Limpieza dental\nPrecio: 40 €",
)


def passage(text: str, title: str, score: float) -> engine.Passage:
    return engine.Passage(id=title, document_id=title, title=title, place="", text=text, score=score)


def answering(kind: str, *, model: bool) -> Talk:
    made = blueprint(
        flow([node("a", kind)]),
        knowledge=[{"id": "k1"}],
        business={"facts": FACTS, "time_zone": "Europe/Madrid", "hours": HOURS},
        settings={"model_connected": model},
    )
    return Talk(made)


@pytest.mark.parametrize("kind", ["ai_answer", "knowledge_answer"])
@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("old", OLD)
def test_without_a_model_no_document_is_quoted_that_says_another_price(
    kind: str, question: str, old: str
) -> None:
    talk = answering(kind, model=False)
    talk.say(question)
    (said,) = talk.find(passage(old, "Tarifas 2023", 0.95), passage(OWN, "Clínica Sol", 0.6))
    assert said == "Según «Clínica Sol»: Limpieza dental: 55 € (30 min)"
    alone = answering(kind, model=False)
    alone.say(question)
    (said,) = alone.find(passage(old, "Tarifas 2023", 0.95))
    assert "40" not in said
    assert "45" not in said
    assert alone.recorded("unanswered") == [{"question": question}]


@pytest.mark.parametrize("kind", ["ai_answer", "knowledge_answer"])
@pytest.mark.parametrize("old", OLD)
def test_a_model_is_not_shown_what_the_facts_contradict(kind: str, old: str) -> None:
    talk = answering(kind, model=True)
    talk.say("¿Cuánto cuesta la limpieza dental?")
    talk.find(passage(f"{old}\nLa anestesia va incluida.", "Tarifas 2023", 0.95))
    (denied,) = [one for one in talk.effects if isinstance(one, engine.Trace) and one.name == "contradicted"]
    assert (denied.data["title"], denied.data["known"]) == ("Tarifas 2023", "55")
    asked: Any = talk.waiting_for()
    assert "55 €" in asked.system
    assert "40 €" not in asked.system
    assert "45 €" not in asked.system
    assert "La anestesia va incluida." in asked.system
    assert "the facts are right" in asked.system


@pytest.mark.parametrize(
    "text",
    [
        "Limpieza con láser: 120 €",
        "La limpieza dental con láser cuesta 120 €.",
        "La limpieza dental infantil cuesta 30 €.",
        "Limpieza dental para niños: 30 €",
        "Revisión y limpieza dental: 80 €",
        "La limpieza dental y el blanqueamiento cuestan 300 €.",
        "Le hacemos la revisión y la limpieza dental por 80 €.",
        "¿Le interesa la limpieza dental? La ortodoncia cuesta 1.900 €.",
        "Limpieza dental\nCon férula de descarga: 80 €",
        "¿Cuánto dura la limpieza dental? Otras duran más y cuestan 80 €.",
    ],
)
def test_a_variant_of_a_service_keeps_its_own_price(text: str) -> None:
    assert agreeing(text, KNOWN) == (text, ())


def test_only_the_wrong_sentence_is_left_out() -> None:
    text = "# Tarifas\n\nLimpieza dental: 40 €. Dura 30 minutos.\n- Empaste: 70 €\n\nLlámenos al 911 111 111. Abrimos los domingos."
    left, denied = agreeing(text, KNOWN)
    assert left == "# Tarifas\n\nDura 30 minutos.\n- Empaste: 70 €"
    assert [one.kind for one in denied] == ["price", "phone", "hours"]


@given(
    st.lists(st.sampled_from([*OLD, OWN, "Empaste: 70 €", "¿Y los niños?", "Sí.", "\n", " • "]), max_size=8),
    st.sampled_from(["\n", " "]),
)
@example([OLD[3], OLD[0], OWN, OLD[3]], " ")
def test_what_is_left_says_nothing_that_was_denied(parts: list[str], between: str) -> None:
    text = between.join(parts)
    left, denied = agreeing(text, KNOWN)
    assert denied or left == text
    assert contradictions(left, KNOWN) == ()
    assert agreeing(left, KNOWN) == (left, ())
