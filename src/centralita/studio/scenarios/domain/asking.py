"""What the agent has just asked for, as the caller's side can know it."""

from dataclasses import dataclass

from centralita import engine


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for its answer: the variable that keeps it ("" for none) and the kind of answer."""

    variable: str
    kind: str
    optional: bool


def asked(blueprint: engine.Blueprint, state: engine.State) -> Asked | None:
    """The question at which a conversation waits; None where it waits for nothing in particular."""
    node = next(
        (
            node
            for flow in blueprint.flows
            if flow.id == state.flow
            for node in flow.nodes
            if node.id == state.node
        ),
        None,
    )
    if node is None or node.kind not in ("ask", "rate"):
        return None
    wanted = getattr(node.data, "input", None)
    return Asked(
        variable=getattr(node.data, "variable", None) or "",
        kind=getattr(wanted, "type", "rating"),
        optional=bool(getattr(node.data, "optional", False)),
    )


def asked_variables(blueprint: engine.Blueprint) -> frozenset[str]:
    """Every variable that some question of a blueprint fills."""
    return frozenset(
        name
        for flow in blueprint.flows
        for node in flow.nodes
        if node.kind in ("ask", "rate") and (name := getattr(node.data, "variable", None))
    )
