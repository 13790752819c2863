"""What a newer version says otherwise of what an agent knows: nothing of one's own is taken away or over unasked."""

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.gallery.domain.samples import Here, knowledge_steps

TEXTS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["one", "two", "three"]))
OWN = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["one", "two", "mine"]))


def here_of(own: dict[str, str], before: dict[str, str]) -> dict[str, Here]:
    return {name: Here(text, as_brought=before.get(name) == text) for name, text in own.items()}


@given(before=TEXTS, after=TEXTS, own=OWN)
def test_what_is_ones_own_is_not_proposed_to_go(
    before: dict[str, str], after: dict[str, str], own: dict[str, str]
) -> None:
    for step in knowledge_steps("document", before, after, here_of(own, before)):
        if own.get(step.name) not in (None, before.get(step.name)):
            assert step.conflict
            assert step.how != "removed"
        if step.how == "removed":
            assert not step.offered
        assert step.theirs == after.get(step.name) != step.base


@given(before=TEXTS, after=TEXTS, own=OWN)
def test_who_has_what_it_says_now_is_asked_nothing(
    before: dict[str, str], after: dict[str, str], own: dict[str, str]
) -> None:
    here = here_of({**own, **after}, before)
    steps = knowledge_steps("question", before, after, here)
    assert not any(step.theirs is not None for step in steps)
    assert knowledge_steps("question", after, after, here) == []


@given(before=TEXTS.filter(bool), after=TEXTS)
def test_who_wanted_none_is_offered_all_of_it_and_given_none(
    before: dict[str, str], after: dict[str, str]
) -> None:
    steps = knowledge_steps("document", before, after, {})
    assert {(step.how, step.offered, step.conflict) for step in steps} <= {("added", False, False)}
    assert {step.name for step in steps} == {name for name in after if after[name] != before.get(name)}
