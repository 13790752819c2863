"""A new agent's first draft works as it is, in every language that one may choose."""

import itertools

import pytest

from centralita.studio.agents.checks import problems_of
from centralita.studio.agents.domain.starter import starter_blueprint

CHOICES = [
    list(chosen) for count in (1, 2, 3) for chosen in itertools.permutations(["es", "en", "pt"], count)
]


@pytest.mark.parametrize("languages", CHOICES, ids="-".join)
def test_the_starter_has_no_problems(languages: list[str]) -> None:
    starter = starter_blueprint("Recepción", languages)
    # It talks for as long as somebody asks, and knows what the profile tells of the business.
    assert [problem.code for problem in problems_of(starter.model_dump(mode="json"))] == ["no_end"]
