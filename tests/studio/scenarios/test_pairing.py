"""Which scenario of a file is which of an agent's, where several have one name."""

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.scenarios.public import PackedScenario, ScenarioScript, paired


def scenario(name: str, said: str) -> PackedScenario:
    script = ScenarioScript.model_validate(
        {"steps": [{"say": said}], "checks": [{"kind": "said", "text": said}]}
    )
    return PackedScenario(name=name, script=script)


MANY = st.lists(st.builds(scenario, st.sampled_from("ab"), st.sampled_from("xyz")), max_size=6)


@given(MANY, MANY)
def test_none_is_lost_and_none_is_taken_twice(
    here: list[PackedScenario], there: list[PackedScenario]
) -> None:
    pairs = paired(here, there)
    assert [new for new, _ in pairs] == there
    taken = [own for _, own in pairs if own is not None]
    assert len({id(own) for own in taken}) == len(taken)
    assert all(own.name == new.name for new, own in pairs if own is not None)
    for name in "ab":
        of_name = sum(one.name == name for one in here)
        wanted = [own for new, own in pairs if new.name == name]
        assert sum(own is not None for own in wanted) == min(of_name, len(wanted))


@given(MANY)
def test_what_says_the_same_is_the_same_in_whatever_order(here: list[PackedScenario]) -> None:
    assert all(own == new for new, own in paired(here, here[::-1]))
