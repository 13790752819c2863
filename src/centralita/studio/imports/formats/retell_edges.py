"""Where a node of Retell leads: its edges with their conditions, and where it goes by itself. Pure."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.shape import at, objects, text
from centralita.studio.imports.formats.conditions import grouped, operator_of, variable_is
from centralita.studio.imports.formats.talking import NEVER, Way

Json = Mapping[str, Any]
_ALWAYS: Final = frozenset({"always", "skip response", "else", "siempre", "sempre"})
_LEADS: Final = ("always_edge", "skip_response_edge", "success_edge", "else_edge", "edge", "failed_edge")


class Lose(Protocol):
    """Notes what is not taken over."""

    def __call__(self, code: str, **data: str) -> None: ...


class Edges:
    """The edges of one node."""

    def __init__(self, drawing: Drawing, node: Json, lose: Lose) -> None:
        self.drawing, self.node, self.lose = drawing, node, lose

    def ways(self) -> list[Way]:
        """Every edge with a target, by its condition."""
        found = []
        for edge in objects(self.node, "edges"):
            target = text(edge, "destination_node_id")
            condition = at(edge, "transition_condition")
            told = asked(condition)
            if target and not _always(edge):
                judged = self._equation(condition)
                found.append(Way(target, told, (told or _told(condition))[:80], judged))
        return found

    def lead(self) -> str:
        """Where it goes by itself."""
        for edge in objects(self.node, "edges"):
            if _always(edge) and text(edge, "destination_node_id"):
                return text(edge, "destination_node_id")
        return next((target for name in _LEADS if (target := self.target(name))), "")

    def target(self, name: str) -> str:
        """Where the edge of a name leads: `else_edge` and the like."""
        return text(self.node, name, "destination_node_id")

    def else_told(self) -> str:
        """When nothing else fits, in the words of whoever drew it where there are any."""
        told = text(self.node, "else_edge", "transition_condition", "prompt").strip()
        return told if told.lower() not in _ALWAYS else ""

    def is_else(self, target: str) -> bool:
        """Whether it goes there only when nothing else fits."""
        return bool(target) and target == self.target("else_edge")

    def _equation(self, condition: Any) -> dict[str, Any] | None:
        if text(condition, "type") != "equation" and not objects(condition, "equations"):
            return None
        if text(condition, "type") == "equation_prompt":
            # Both the equations and a model's judgement: the half that a model judges is kept, the other is told.
            self.lose("condition_told", text=_told(condition))
            return None
        found = []
        for equation in objects(condition, "equations"):
            left = text(equation, "left").strip().strip("{}").strip()
            operator = operator_of(text(equation, "operator"))
            right = text(equation, "right")
            if not left or operator is None or "{{" in right:
                self.lose("condition", text=f"{left} {text(equation, 'operator')} {right}")
                continue
            found.append(variable_is(self.drawing.variable(left), operator, right))
        every = text(condition, "operator") != "||"
        return grouped(found, every=every) or NEVER


def asked(condition: Any) -> str:
    """What a model is asked of a condition: told as a text, or in an object, with equations beside it or without."""
    if isinstance(condition, str):
        return condition
    prompt = text(condition, "prompt") or text(condition, "prompt_condition", "prompt")
    return f"{prompt} ({_told(condition)})" if text(condition, "type") == "equation_prompt" else prompt


def _told(condition: Any) -> str:
    """The equations of a condition in words."""
    sums = [
        " ".join(
            part
            for part in (text(one, "left").strip("{} "), text(one, "operator"), text(one, "right"))
            if part
        )
        for one in objects(condition, "equations")
    ]
    return (" or " if text(condition, "operator") == "||" else " and ").join(sums)


def _always(edge: Json) -> bool:
    """Whether an edge is taken whatever was said."""
    condition = at(edge, "transition_condition")
    told = text(condition, "prompt").strip().rstrip(".").lower()
    return told in _ALWAYS and not objects(condition, "equations")
