"""Two rankings made one: nothing lost, nothing twice, and what is better in both is better."""

from hypothesis import given
from hypothesis import strategies as st

from centralita.studio.knowledge.meaning.fusion import fuse
from centralita.studio.knowledge.meaning.remembered import Questions, normal

rankings = st.lists(st.integers(0, 60), unique=True, max_size=40)


@given(rankings, rankings)
def test_everything_is_there_once(words: list[int], meaning: list[int]) -> None:
    found = [one.key for one in fuse(words, meaning)]
    assert sorted(found) == sorted({*words, *meaning})


@given(rankings, rankings)
def test_what_is_better_in_both_is_better(words: list[int], meaning: list[int]) -> None:
    found = [one.key for one in fuse(words, meaning)]
    for one in set(words) & set(meaning):
        for other in set(words) & set(meaning):
            if words.index(one) < words.index(other) and meaning.index(one) < meaning.index(other):
                assert found.index(one) < found.index(other)


@given(rankings)
def test_one_ranking_alone_keeps_its_order(ranking: list[int]) -> None:
    assert [one.key for one in fuse(ranking, [])] == ranking
    assert [one.key for one in fuse([], ranking)] == ranking


@given(rankings, rankings)
def test_scores_fall_from_one_to_nothing(words: list[int], meaning: list[int]) -> None:
    scores = [one.score for one in fuse(words, meaning)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    if words and meaning and words[0] == meaning[0]:
        assert scores[0] == 1


def test_the_best_of_one_comes_before_what_both_have_far_down() -> None:
    words, meaning = [*range(40)], [*range(100, 139), 39]
    found = [one.key for one in fuse(words, meaning)]
    assert set(found[:2]) == {0, 100}
    assert found.index(39) > 2


def test_questions_are_forgotten_in_their_order() -> None:
    from uuid import uuid4

    space, other, kept = uuid4(), uuid4(), Questions(3)
    for number in range(5):
        kept.keep(space, f"¿{number}?", str(number))
    assert len(kept) == 3
    assert kept.get(space, "¿1?") is None
    assert kept.get(space, "  ¿4?  ") == "4"
    assert kept.get(other, "¿4?") is None
    assert normal(" a \n b ") == "a b"


def test_a_silent_model_is_left_alone_until_it_answers() -> None:
    from uuid import uuid4

    space, kept = uuid4(), Questions()
    for _ in range(3):
        assert kept.worth_asking(space)
        kept.fail(space)
    assert not kept.worth_asking(space)
    kept.keep(space, "x", "[1]")
    assert kept.worth_asking(space)
