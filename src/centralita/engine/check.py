"""The problems of a blueprint, found before it is published."""

from __future__ import annotations

from centralita.engine.blueprint import Blueprint
from centralita.engine.inspection import Problem


def check(blueprint: Blueprint) -> tuple[Problem, ...]:
    """Every problem, errors first. A blueprint without errors can be published."""
    problems: list[Problem] = []
    if not blueprint.flows or not any(flow.nodes for flow in blueprint.flows):
        problems.append(Problem("no_entry", "error", None, None))
    return tuple(problems)
