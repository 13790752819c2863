"""Words that were said as they were written are not said again when their message comes."""

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from centralita.live.brain.aloud import Aloud, rest_of
from centralita.live.wire import MessageOut

words = st.text(alphabet="abc é.,", max_size=40)


def message(text: str) -> MessageOut:
    return MessageOut("msg_1", 1, "agent", text, datetime.now(UTC))


@given(words, st.integers(0, 40), st.lists(st.integers(0, 40), max_size=4))
def test_pieces_and_message_together_say_it_once(text, until, cuts):
    text = text.strip()
    written = text[:until]
    at = sorted({0, *(cut for cut in cuts if cut < len(written)), len(written)})
    aloud = Aloud()
    said = "".join(aloud.piece("e1", written[a:b]) for a, b in pairwise(at))
    assert f"{said}{aloud.message(message(text), 'es')}".split() == text.split()


def test_marks_that_were_taken_out_do_not_start_it_over():
    assert rest_of("Abrimos a las nueve y cerramos.", "Abrimos a las nueve [1] y ce").endswith("rramos.")
    assert rest_of("Otra cosa distinta.", "Abrimos a las nueve") == "Otra cosa distinta."
    assert rest_of("Igual.", "Igual.") == ""


def test_what_was_written_for_another_question_is_another_text():
    aloud = Aloud()
    aloud.piece("e1", "Vieja")
    assert aloud.piece("e2", "Nueva ") == "Nueva "
    assert aloud.message(message("Nueva respuesta."), "es") == "respuesta. "
