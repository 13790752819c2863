"""What is wrong with a draft, knowing what the business profile gives to every conversation."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from centralita import engine
from centralita.kit.ids import OrganizationId
from centralita.studio.agents.domain import content
from centralita.studio.business.public import known_variables

Source = Callable[[OrganizationId, engine.Blueprint], Iterable[engine.Problem]]

# Who looks at drafts beside the engine.
SOURCES: Final[list[Source]] = []
MOST = 500


def problems_of(organization_id: OrganizationId, draft: Mapping[str, Any]) -> tuple[engine.Problem, ...]:
    """Every problem of a stored draft, errors first. Inside the organization's scope."""
    blueprint = content.read(draft)
    found = list(engine.check(blueprint, known=known_variables()))
    for source in SOURCES:
        found += source(organization_id, blueprint)
    found.sort(key=lambda problem: problem.severity != "error")
    return tuple(found[:MOST])
