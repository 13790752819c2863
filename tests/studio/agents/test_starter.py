"""A new agent's first draft works as it is, in every language that one may choose."""

import itertools

import pytest

from centralita import engine
from centralita.studio.agents.domain.starter import starter_blueprint
from centralita.studio.business.public import known_variables
from centralita.studio.prompts.agent_texts import problems_against

CHOICES = [
    list(chosen) for count in (1, 2, 3) for chosen in itertools.permutations(["es", "en", "pt"], count)
]


@pytest.mark.parametrize("languages", CHOICES, ids="-".join)
def test_the_starter_has_no_problems(languages: list[str]) -> None:
    starter = starter_blueprint("Recepción", languages)
    # It talks for as long as somebody asks, and knows what the profile tells of the business.
    assert [problem.code for problem in engine.check(starter, known=known_variables())] == ["no_end"]
    assert problems_against(starter, None) == []
