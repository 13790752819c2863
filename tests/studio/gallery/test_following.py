"""Which scenario is which: by what stays where it is known, and by names and words where it is not."""

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.gallery.domain.following import followed
from centralita.studio.scenarios.public import PackedScenario, ScenarioScript, WrittenScenario

NAMESPACE = UUID(int=7)


def packed(name: str, said: str, key: str = "") -> PackedScenario:
    script = ScenarioScript.model_validate(
        {"steps": [{"say": said}], "checks": [{"kind": "ends", "how": "open"}]}
    )
    return PackedScenario(name=name, script=script, key=key)


def written(one: PackedScenario, number: int) -> WrittenScenario:
    return WrittenScenario(uuid5(NAMESPACE, str(number)), one.name, one.script)


KEYED = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["Uno", "Dos"]), st.sampled_from(["hola", "adiós"])),
    unique_by=lambda one: one[0],
    max_size=4,
).map(lambda many: [packed(name, said, key) for key, name, said in many])


@given(before=KEYED, after=KEYED)
def test_keys_tell_whatever_the_names_say(before: list[PackedScenario], after: list[PackedScenario]) -> None:
    here = [written(one, number) for number, one in enumerate(before)]
    known = {one.key: mine.id for one, mine in zip(before, here, strict=True)}
    found = followed(before, after, here, known)
    assert [one.theirs for one in found if one.theirs] == after
    for one in found:
        if one.base and one.theirs:
            assert one.base.key == one.theirs.key
        if one.ours:
            assert known[one.key] == one.ours.id
    assert len({one.ours.id for one in found if one.ours}) == len(before)


@given(before=KEYED)
def test_the_same_version_changes_nothing(before: list[PackedScenario]) -> None:
    here = [written(one, number) for number, one in enumerate(before)]
    known = {one.key: mine.id for one, mine in zip(before, here, strict=True)}
    assert [one.how for one in followed(before, before, here, known)] == [None] * len(before)


def test_of_what_has_no_keys_names_tell_and_then_words() -> None:
    before = [packed("Uno", "hola"), packed("Dos", "adiós")]
    after = [packed("El segundo", "adiós"), packed("Uno", "buenas")]
    here = [written(one, number) for number, one in enumerate(before)]
    found = followed(before, after, here, {})
    assert [(one.how, one.ours.name if one.ours else "") for one in found] == [
        ("changed", "Dos"),
        ("changed", "Uno"),
    ]


def test_what_came_before_there_were_keys_is_the_one_of_its_name() -> None:
    before, after = [packed("Uno", "hola")], [packed("Uno", "buenas", "k")]
    (one,) = followed(before, after, [written(before[0], 1)], {})
    assert (one.how, one.is_ours) == ("changed", False)


def test_one_that_was_deleted_here_comes_back_only_when_it_is_asked_for() -> None:
    before, after = [packed("Uno", "hola", "k")], [packed("Uno", "buenas", "k")]
    other = written(packed("Uno", "lo mío"), 2)
    (one,) = followed(before, after, [other], {"k": UUID(int=1)})
    assert (one.ours, one.how, one.is_ours) == (None, "added", True)
