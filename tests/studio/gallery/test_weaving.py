"""A text that two have changed: what only one changed follows that side, and nothing of ours is lost unasked."""

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.gallery.domain.weaving import text_steps, woven

TEXTS = st.lists(st.sampled_from(["# Uno", "a", "b", "c", ""]), max_size=8).map("\n".join)

# Lines of an order of their own, each once: there is one way only to say what of them came and what went.
APART = st.lists(st.sampled_from("abcdefgh"), unique=True).map(lambda lines: "\n".join(sorted(lines)))


def keys(base: str, theirs: str, ours: str, *, conflicts: bool = True) -> set[str]:
    return {step.key for step in text_steps(base, theirs, ours) if conflicts or not step.conflict}


@given(base=TEXTS, theirs=TEXTS, ours=TEXTS)
def test_what_nobody_takes_changes_nothing(base: str, theirs: str, ours: str) -> None:
    assert woven(base, theirs, ours, set()) == ours


@given(base=TEXTS, theirs=TEXTS)
def test_who_changed_nothing_takes_all_of_it(base: str, theirs: str) -> None:
    steps = text_steps(base, theirs, base)
    assert not any(step.conflict for step in steps)
    assert woven(base, theirs, base, {step.key for step in steps}) == theirs


@given(base=TEXTS, theirs=TEXTS, ours=TEXTS)
def test_who_has_it_already_is_asked_nothing(base: str, theirs: str, ours: str) -> None:
    assert text_steps(base, theirs, theirs) == []
    assert text_steps(base, base, ours) == []


@given(base=APART, theirs=APART, ours=APART)
def test_what_only_we_changed_stays_when_all_of_theirs_is_taken_that_is_no_conflict(
    base: str, theirs: str, ours: str
) -> None:
    # With the sides exchanged, what we changed alone is what they would: taking that from the result changes nothing.
    result = woven(base, theirs, ours, keys(base, theirs, ours, conflicts=False))
    assert keys(base, ours, result, conflicts=False) == set()


def test_changes_apart_are_both_kept_and_one_on_top_of_the_other_is_asked() -> None:
    base = "# Quién es\nAmable.\n\n# Nunca\nNo prometa nada.\n\n# Fin\nAdiós."
    theirs = base.replace("Amable.", "Amable y breve.").replace("Adiós.", "Hasta luego.")
    ours = base.replace("Adiós.", "Gracias.").replace("No prometa nada.", "No prometa nada.\nNi precios.")
    alone, both = text_steps(base, theirs, ours)
    assert (alone.name, alone.theirs, alone.conflict) == ("Quién es", "Amable y breve.", False)
    assert (both.name, both.base, both.theirs, both.ours) == ("Fin", "Adiós.", "Hasta luego.", "Gracias.")
    assert both.conflict
    taken = woven(base, theirs, ours, {alone.key})
    assert "Amable y breve." in taken
    assert "Ni precios." in taken
    assert "Gracias." in taken
    assert "Hasta luego." in woven(base, theirs, ours, {both.key})


def test_the_key_of_a_change_stays_while_other_places_are_written() -> None:
    base, theirs = "uno\n\ndos\n\ntres", "UNO\n\ndos\n\ntres"
    (before,) = text_steps(base, theirs, base)
    (after,) = text_steps(base, theirs, "uno\n\ndos\n\nTRES")
    assert before.key == after.key
    (other,) = text_steps(base, theirs, "unos\n\ndos\n\ntres")
    assert other.key != before.key
