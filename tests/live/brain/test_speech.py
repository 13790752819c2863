"""What is said aloud: no markup, however the text is cut into pieces."""

from hypothesis import given
from hypothesis import strategies as st

from centralita import engine
from centralita.live.brain.speech import Speech, choices_spoken, spoken

marked = st.text(alphabet="ab *`[](): \n-#é.", max_size=60)


@given(st.lists(marked, max_size=8))
def test_pieces_say_what_the_whole_says(pieces):
    speech = Speech()
    said = "".join([speech.feed(piece) for piece in pieces]) + speech.flush()
    assert said == spoken("".join(pieces))


@given(marked)
def test_no_marks_are_said(text):
    assert not set("*`\n") & set(spoken(text))


@given(st.text(alphabet=st.characters(blacklist_characters="*`[]\n-#>•"), max_size=80))
def test_plain_text_is_said_as_it_is(text):
    assert spoken(text) == text


def test_a_link_is_its_label():
    assert spoken("Mire **[nuestra web](https://example.com/a_b)**, gracias") == "Mire nuestra web, gracias"
    assert spoken("- Uno\n- Dos") == " Uno  Dos"
    assert Speech().feed("Abrimos a las 9, [") == "Abrimos a las 9, "


def test_choices_are_a_short_list():
    choices = tuple(engine.Choice(id=name, label=name) for name in ("Corte", "Tinte", "Peinado"))
    assert choices_spoken("¿Qué desea?", choices, "es-MX") == "Puede decir: Corte, Tinte o Peinado."
    assert choices_spoken("¿Corte, tinte o peinado?", choices, "es") == ""
    many = tuple(engine.Choice(id=str(n), label=f"Opción {n}") for n in range(9))
    assert choices_spoken("?", many, "es").endswith("Opción 4 o pedir más opciones.")
    assert choices_spoken("?", choices[:1], "de") == "You can say: Corte."
    assert choices_spoken("?", (), "en") == ""
