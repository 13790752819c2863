"""What people may rely on about an agent's texts in its languages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita import engine
from centralita.studio.translation.domain.keeping import Terms, faults, kept_parts, terms_of
from centralita.studio.translation.domain.progress import Kept, State, progress_of, score_of, state_of
from centralita.studio.translation.domain.texts import digest, index, is_own_sentence, put, texts_of

CONTENT: dict[str, Any] = {
    "languages": ["es", "en", "fr"],
    "greeting": {"es": "Hola", "en": "Hello"},
    "texts": {"stuck": {"es": "Vaya"}},
    "flows": [
        {
            "id": "main",
            "name": "Principal",
            "nodes": [
                {"id": "hello", "kind": "say", "name": "Saludo", "data": {"text": {"es": "Buenas"}}},
                {
                    "id": "which",
                    "kind": "ask",
                    "data": {
                        "question": {"es": "¿Qué desea?"},
                        "input": {
                            "type": "choice",
                            "options": [
                                {
                                    "id": "book",
                                    "label": {"es": "Cita"},
                                    "synonyms": {"es": ["reservar", "hora"]},
                                }
                            ],
                        },
                    },
                },
            ],
        }
    ],
}


def texts(content: dict[str, Any]) -> dict[str, Any]:
    return index(texts_of(engine.Blueprint.model_validate(content)))


def test_every_text_is_found_with_its_place_and_an_address_that_outlives_edits() -> None:
    found = texts(CONTENT)
    label = found["flows/main/nodes/which/data/input/options/book/label"]
    assert (label.place.flow, label.place.node_id, label.place.node_kind) == ("Principal", "which", "ask")
    assert found["flows/main/nodes/which/data/input/options/book/synonyms"].source("es") == "reservar\nhora"
    assert found["greeting"].in_language("en") == "Hello"
    moved = {**CONTENT, "flows": [{**CONTENT["flows"][0], "nodes": CONTENT["flows"][0]["nodes"][::-1]}]}
    assert set(texts(moved)) == set(found)


def test_the_engines_own_sentences_are_texts_too() -> None:
    found = texts(CONTENT)
    assert found["texts/not_understood"].source("es").startswith("No le he entendido")
    assert state_of(found["texts/not_understood"], "es", "en", None) is State.BUILT_IN
    # Once the author words one in the main language, the engine would say that one everywhere.
    assert state_of(found["texts/stuck"], "es", "en", None) is State.MISSING


def test_a_sentence_of_the_engines_own_is_known_as_said() -> None:
    # Each language has its own example in it: nobody's fact.
    own = texts(CONTENT)["texts/invalid_datetime"].standard
    assert len(own) > 2
    assert all(is_own_sentence(words) for words in own.values())
    assert not is_own_sentence("Le nettoyage coûte 30 €.")


def test_a_text_is_put_where_it_was_found() -> None:
    for key, words in {
        "greeting": "Bonjour",
        "texts/limit": "C'est fini",
        "flows/main/nodes/hello/data/text": "Salut",
        "flows/main/nodes/which/data/input/options/book/synonyms": "réserver\n\n heure ",
    }.items():
        content = engine.Blueprint.model_validate(CONTENT).model_dump(mode="json")
        put(content, texts(content)[key], "fr", words)
        after = texts(content)
        expected = "réserver\nheure" if key.endswith("synonyms") else words
        assert after[key].in_language("fr") == expected
        put(content, after[key], "fr", "")
        assert texts(content)[key].in_language("fr") == ""


def test_states_follow_both_sides() -> None:
    text = texts(CONTENT)["greeting"]
    made = Kept(digest("Hola"), digest("Hello"), machine=True)
    assert state_of(text, "es", "fr", None) is State.MISSING
    assert state_of(text, "es", "en", None) is State.EDITED
    assert state_of(text, "es", "en", made) is State.MACHINE
    assert state_of(text, "es", "en", Kept(digest("Buenas"), digest("Hello"), machine=True)) is State.OUTDATED
    assert state_of(text, "es", "en", Kept(digest("Hola"), digest("Hi"), machine=True)) is State.EDITED


def test_a_score_is_of_the_present_wording_only() -> None:
    text = texts(CONTENT)["greeting"]
    scored = Kept(
        digest("Hola"), digest("Hello"), True, score=0.9, score_digest=digest("Hola") + digest("Hello")
    )
    assert score_of(text, "es", "en", scored) == 0.9
    old = Kept(digest("Hola"), digest("Hello"), True, score=0.9, score_digest=digest("Hola") + digest("Hi"))
    assert score_of(text, "es", "en", old) is None


def test_progress_counts_what_has_something_to_translate() -> None:
    progress = progress_of(texts(CONTENT).values(), "es", "en", {})
    assert progress.counts[State.EDITED] == 1
    assert progress.counts[State.MISSING] == 5
    assert progress.total == progress.done + 5


TERMS = Terms(kept=("Clínica Sol", "Sol", "Ana Ruiz"), wordings={"presupuesto": {"en": "estimate"}})


@pytest.mark.parametrize(
    ("source", "words", "expected"),
    [
        ("Hola {{name}}", "Hello {{ name }}", ()),
        ("Hola {{name}}", "Hello {{nombre}}", ("placeholders",)),
        ("Hola {{name}}, {{name}}", "Hello {{name}}", ("placeholders",)),
        ('{{name | default: "cliente"}}', '{{ name | default: "customer" }}', ()),
        ('{{name | default: "cliente"}}', "{{ name | upcase }}", ("placeholders",)),
        ("**Ya**", "**Now**", ()),
        ("**Ya**", "Now", ("markup",)),
        ("Vea [la web](https://a.es/x)", "See [the site](https://a.es/x)", ()),
        ("Vea [la web](https://a.es/x)", "See [the site](https://a.es/en)", ("links",)),
        ("- uno\n- dos", "- one\n- two", ()),
        ("- uno\n- dos", "- one, two", ("markup",)),
        ("Son 1.200,50 €", "It is €1,200.50", ()),
        ("Son 55 €", "It is €50", ("numbers",)),
        ("Le atiende Ana Ruiz", "Ana Ruiz will see you", ()),
        ("Le atiende Ana Ruiz", "Anne Ruiz will see you", ("terms",)),
        ("Aquí Clínica Sol", "Here is Clinic Sun", ("terms",)),
        ("Hace sol", "It is sunny", ("terms",)),
        ("Hace consolas", "Makes consoles", ()),
        ("Su presupuesto", "Your estimate", ()),
        ("Su presupuesto", "Your budget", ("wordings",)),
        ("Hola", "  ", ("empty",)),
        ("Hola", "x" * 400, ("too_long",)),
    ],
)
def test_what_a_translation_must_keep(source: str, words: str, expected: tuple[str, ...]) -> None:
    assert faults(source, words, TERMS, "en") == expected


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Welkom bij Sol", True),
        ("Sols Team", True),
        ("Tervetuloa Soliin", True),
        ("欢迎来到Sol诊所", True),
        ("ברוכים הבאים לSol", True),
        ("Uma solução rápida", False),
        ("A solution for you", False),
        ("Bem-vindo ao sol", False),
        ("Consola", False),
    ],
)
def test_a_kept_term_takes_endings_and_hides_in_no_other_word(words: str, kept: bool) -> None:
    """In scripts without spaces, and where a "to" is written onto the word, it is a word all the same."""
    assert faults("Bienvenido a Sol", words, TERMS, "xx") == (() if kept else ("terms",))


def test_a_term_is_found_in_a_source_without_spaces() -> None:
    assert Terms(kept=("Sol",)).within("欢迎来到Sol诊所") == ("Sol",)
    assert [part for part, kept in kept_parts("欢迎来到Sol诊所", Terms(kept=("Sol",))) if kept] == ["Sol"]


@pytest.mark.parametrize(
    ("source", "words", "same"),
    [
        ("Abrimos a las 17:30", "We open at 5:30 pm", True),
        ("We close at 5 p.m.", "Cerramos a las 17:00", True),
        ("We close at 5 pm", "Wir schließen um 17 Uhr", True),
        ("De 9:00 a 14:00 y de 16:00 a 20:00", "9 am to 2 pm and 4 pm to 8 pm", True),
        ("De 9:00 a 14:00", "9 am to 3 pm", False),
        ("At 5 pm", "A las 5:00", True),
        ("At 5 pm", "A las 6:00", False),
        ("At 5 pm and 6 pm", "A las 17:00", False),
        ("A las 17:30, 20 €", "5:30 pm, €25", False),
        ("Son 12 €", "١٢ يورو", True),
        ("Son 12 €", "١٣ يورو", False),
        ("17,30 €", "5,30 €", False),
    ],
)
def test_numbers_are_the_same_in_other_figures_and_on_another_clock(
    source: str, words: str, same: bool
) -> None:
    assert faults(source, words, Terms(), "xx") == (() if same else ("numbers",))


@given(st.text(max_size=200))
def test_a_text_keeps_itself_and_its_pieces_are_all_of_it(text: str) -> None:
    assert faults(text, text, Terms(), "en") in {(), ("empty",)}
    assert "".join(piece for piece, _ in kept_parts(text, TERMS)) == text


def test_kept_parts_are_placeholders_addresses_and_terms() -> None:
    parts = kept_parts("Clínica Sol: {{name}}, vea [aquí](https://a.es) o a@b.es", TERMS)
    assert [piece for piece, kept in parts if kept] == [
        "Clínica Sol",
        "{{name}}",
        "](https://a.es)",
        "a@b.es",
    ]


def test_a_persons_rule_goes_before_the_profile() -> None:
    terms = terms_of(
        ["Clínica Sol", "Limpieza"], [("limpieza", False, {"en": "cleaning"}), ("Botox", True, {})]
    )
    assert terms.kept == ("Clínica Sol", "Botox")
    assert terms.worded("Una limpieza", "en-GB") == {"limpieza": "cleaning"}
