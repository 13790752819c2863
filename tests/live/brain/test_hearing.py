"""What is new in a transcript is heard once, and only once."""

from hypothesis import given
from hypothesis import strategies as st

from centralita.live.brain.hearing import Ear, Line, cut_short

words = st.sampled_from(["hola", "quiero", "una cita", "mañana", "sí"])
talk = st.lists(
    st.builds(Line, role=st.sampled_from(["user", "agent", "system"]), content=words), max_size=12
)


@given(talk, st.lists(st.integers(0, 12), max_size=6))
def test_however_it_comes_everything_is_heard_once(lines, cuts):
    ear = Ear()
    heard = [ear.listen(lines[:cut]).text for cut in [*sorted(cuts), len(lines)]]
    everything = " ".join(line.content for line in lines if line.role == "user")
    assert " ".join(text for text in heard if text) == everything
    assert ear.listen(lines).text == ""


def user(text: str) -> Line:
    return Line("user", text)


def test_whoever_goes_on_in_the_same_breath_is_heard_from_there():
    ear = Ear()
    assert ear.listen([user("Quiero")]).text == "Quiero"
    assert ear.listen([user("Quiero una cita")]).text == "una cita"
    assert ear.listen([user("Quiero una cita"), Line("agent", "Vale"), user("Gracias")]).text == "Gracias"


def test_what_was_heard_of_the_agent_stands_between():
    ear = Ear()
    ear.listen([Line("agent", "Hola"), user("Hola")])
    fresh = ear.listen([Line("agent", "Hola"), user("Hola"), Line("agent", "Abrimos a las"), user("Perdone")])
    assert (fresh.heard, fresh.text) == ("Abrimos a las", "Perdone")


def test_keys_and_what_nobody_understood():
    ear = Ear()
    fresh = ear.listen([user("(unintelligible audio)"), Line("dtmf", digit="4"), Line("dtmf", digit="2")])
    assert (fresh.text, fresh.digits) == ("", "42")
    assert (
        ear.listen([Line("dtmf", digit="4"), Line("dtmf", digit="2"), Line("dtmf", digit="#")]).digits == "#"
    )


def test_after_a_cut_only_what_was_not_answered_is_new():
    ear = Ear()
    lines = [user("Uno"), Line("agent", "Vale"), user("Dos")]
    ear.begin_at(lines)
    assert ear.listen(lines).text == "Dos"


def test_cut_short():
    assert cut_short("Abrimos a las nueve de la mañana", "Abrimos a las")
    assert not cut_short("Abrimos a las nueve", "abrimos a las 9")
    assert cut_short("Hola, buenos días", "")
