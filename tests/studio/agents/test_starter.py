"""A new agent's first draft works as it is, in every language that one may choose."""

import itertools

import pytest

from centralita import engine
from centralita.studio.agents.domain.starter import starter_blueprint

CHOICES = [
    list(chosen) for count in (1, 2, 3) for chosen in itertools.permutations(["es", "en", "pt"], count)
]


@pytest.mark.parametrize("languages", CHOICES, ids="-".join)
def test_the_starter_has_no_problems(languages: list[str]) -> None:
    problems = engine.check(starter_blueprint("Recepción", languages))
    assert [problem.code for problem in problems if problem.severity == "error"] == []
