"""Fields that two have changed: nothing of ours goes unasked, and who changed nothing can have all of it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.gallery.domain.fields import by_name, field_steps, merged_fields

VALUES = st.sampled_from(["one", "two", 3])
DOCUMENTS = st.fixed_dictionaries(
    {"description": VALUES, "request": st.dictionaries(st.sampled_from("abc"), VALUES)},
    optional={"template": VALUES},
)
Json = dict[str, Any]


@given(base=DOCUMENTS, theirs=DOCUMENTS, ours=DOCUMENTS)
def test_what_nobody_takes_changes_nothing(base: Json, theirs: Json, ours: Json) -> None:
    assert merged_fields(theirs, ours, field_steps("settings", base, theirs, ours), set()) == ours


@given(base=DOCUMENTS, theirs=DOCUMENTS)
def test_who_changed_nothing_takes_all_of_it(base: Json, theirs: Json) -> None:
    steps = field_steps("settings", base, theirs, base)
    assert not any(step.conflict for step in steps)
    after = merged_fields(theirs, base, steps, {step.key for step in steps})
    assert field_steps("settings", base, theirs, after) == []


@given(base=DOCUMENTS, theirs=DOCUMENTS, ours=DOCUMENTS)
def test_only_what_both_changed_otherwise_is_a_conflict(base: Json, theirs: Json, ours: Json) -> None:
    for step in field_steps("settings", base, theirs, ours):
        assert step.base != step.theirs
        assert step.conflict == (step.base != step.ours)


@given(st.lists(st.sampled_from("ab"), max_size=5))
def test_things_of_one_name_are_kept_apart(names: list[str]) -> None:
    things = [{"name": name, "value": str(number)} for number, name in enumerate(names)]
    assert list(by_name(things).values()) == things
