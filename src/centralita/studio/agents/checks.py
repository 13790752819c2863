"""What is wrong with a draft, knowing what the business profile gives to every conversation."""

from collections.abc import Mapping
from typing import Any

from centralita import engine
from centralita.studio.agents.domain import content
from centralita.studio.business.public import known_variables


def problems_of(draft: Mapping[str, Any]) -> tuple[engine.Problem, ...]:
    """Every problem of a stored draft, errors first."""
    return engine.check(content.read(draft), known=known_variables())
