"""What a search finds, what a spreadsheet is spared, what the journal tells."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita import engine
from centralita.engine.promises import Known, contradictions
from centralita.kit.cells import safe_cell
from centralita.kit.words import mark, words
from centralita.operations.conversations.domain.promises import counted, key_of, promised
from centralita.operations.conversations.domain.search import MOST_ASKED, asked, document
from centralita.operations.conversations.domain.trace import TraceLine, read_entry

ORGANIZATION = UUID("01928d5b-7c00-7a11-8b22-0123456789ab")


def test_words_lose_case_accents_and_marks() -> None:
    assert words("¿Cita MÉDICA, mañana? cita") == ["cita", "medica", "manana"]


@given(st.text(max_size=200))
def test_whatever_is_typed_makes_a_query_of_words_only(text: str) -> None:
    query = asked(ORGANIZATION, text)
    begin = mark(ORGANIZATION)
    if not query:
        assert words(text) == []
        return
    terms = query.removesuffix(":*").split(" & ")
    assert 1 <= len(terms) <= MOST_ASKED
    assert all(term == f"'{begin}{term[1 + len(begin) : -1]}'" and "'" not in term[1:-1] for term in terms)


@given(st.lists(st.text(max_size=100), max_size=5))
def test_every_word_said_is_in_the_document_under_the_mark(texts: list[str]) -> None:
    kept = document(ORGANIZATION, texts)
    begin = mark(ORGANIZATION)
    assert begin in kept
    assert len(kept) == len(set(kept))
    assert all(begin + word in kept for text in texts for word in words(text))


@given(st.text(max_size=50))
def test_no_text_begins_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert isinstance(cell, str)
    assert cell.lstrip(" ")[:1] not in tuple("=+-@\t\r\n＝＋－＠") or cell == ""
    assert cell in {text, f"'{text}"}


def test_numbers_stay_numbers() -> None:
    assert [safe_cell(value) for value in (-3, 2.5, None)] == [-3, 2.5, ""]


def test_the_journal_tells_what_happened() -> None:
    event = engine.KnowledgeFound(
        at=1.0,
        effect_id="1",
        passages=(
            engine.Passage(id="p", document_id="d", title="Precios", place="p. 2", text="x" * 500, score=0.5),
        ),
    )
    effects = (
        engine.Trace(name="node", data={"kind": "say"}, node_id="n"),
        engine.Say(text="Son 40 euros"),
        engine.End(outcome="booked", reason="finished"),
    )
    lines = read_entry(engine.encode_event(event), engine.encode_effects(effects), 12.34)
    assert [line.name for line in lines] == ["knowledge", "node", "end"]
    assert lines[0].data["ms"] == 12.3
    (hit,) = lines[0].data["hits"]
    assert (hit["place"], len(hit["text"])) == ("p. 2", 160)
    assert lines[1] == TraceLine("node", "n", {"kind": "say"})


@pytest.mark.parametrize("event", [b"", b"{}", b'{"kind":"gone","at":1}', b"\xff"])
def test_an_entry_that_cannot_be_read_says_so(event: bytes) -> None:
    assert read_entry(event, b"[]", 1.0) == [TraceLine("unreadable")]


PHONES = Known(phones=frozenset({"910000000"}), phone="910 000 000")


@given(st.lists(st.sampled_from(["911 111 111", "922 222 222", "910 000 000"]), max_size=6), st.data())
def test_what_is_put_aside_counts_no_more_however_often_it_is_said(
    numbers: list[str], data: st.DataObject
) -> None:
    texts = [f"Llámenos al {number}." for number in numbers]
    wrong = set(numbers) - {"910 000 000"}
    assert counted(texts, PHONES, ()) == len(wrong)
    keys = sorted(promised(texts, PHONES))
    assert len(keys) == len(wrong)
    aside = data.draw(st.lists(st.sampled_from(keys), unique=True) if keys else st.just([]))
    assert counted(texts, PHONES, aside) == len(wrong) - len(aside)


def test_the_same_thing_said_in_another_sentence_is_the_same() -> None:
    found = [
        key_of(one)
        for text in ("Llámenos al 911 111 111.", "Nuestro teléfono es el 911 111 111.")
        for one in contradictions(text, PHONES)
    ]
    assert len(found) == 2
    assert len(set(found)) == 1
