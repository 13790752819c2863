"""A model that says what a scenario says it does: nothing is asked, nothing is spent, and it is the same every time."""

from collections.abc import Sequence

from centralita import engine
from centralita.engine.settings import FINISH, SAVE
from centralita.studio.scenarios.domain.script import MOST_SAID, ModelAnswer


def with_model(blueprint: engine.Blueprint) -> engine.Blueprint:
    """The blueprint as one whose model answers."""
    settings = blueprint.settings.model_copy(update={"model_connected": True})
    return blueprint.model_copy(update={"settings": settings})


class ToldModel:
    """Gives the answers of a scenario, each once. With `then_ask` what it has none for is somebody else's to answer."""

    def __init__(self, replies: Sequence[ModelAnswer], *, then_ask: bool = False) -> None:
        self._left = list(replies)
        self.then_ask = then_ask

    @property
    def left(self) -> int:
        """How many were not asked for yet."""
        return len(self._left)

    def ask(self, ask: engine.AskModel, at: float) -> engine.ModelReplied | engine.ModelFailed | None:
        """The first answer left that is for this step, or for any; None where the scenario says nothing of it.

        Between branches the agent chooses by its keywords then, as it does where a model fails: that is no gap, unless
        a real one is to be asked.
        """
        chooses = ask.purpose == "classify"
        found = next(
            (
                place
                for place, each in enumerate(self._left)
                if (each.node == ask.node_id if each.node or chooses else True)
            ),
            None,
        )
        if found is not None:
            return _event(self._left.pop(found), ask, at)
        if chooses and not self.then_ask:
            return engine.ModelFailed(at=at, effect_id=ask.id, reason="not_told")
        return None


def _event(answer: ModelAnswer, ask: engine.AskModel, at: float) -> engine.ModelReplied | engine.ModelFailed:
    if not answer.ok:
        return engine.ModelFailed(at=at, effect_id=ask.id, reason="fails_here")
    wishes: list[tuple[str, dict[str, engine.Value]]] = [
        (call.tool, dict(call.arguments)) for call in answer.calls
    ]
    if answer.keeps:
        wishes.append((SAVE, dict(answer.keeps)))
    if answer.leaves:
        wishes.append((FINISH, {"exit": answer.leaves}))
    calls = tuple(
        engine.ToolCall(id=f"{ask.id}_{place}", name=name, arguments=arguments)
        for place, (name, arguments) in enumerate(wishes)
    )
    return engine.ModelReplied(at=at, effect_id=ask.id, text=answer.says, tool_calls=calls)


def answer_of(node: str, event: engine.ModelReplied | engine.ModelFailed) -> ModelAnswer:
    """What a model once answered to a step, as a scenario says it. The inverse of what is given for it."""
    if isinstance(event, engine.ModelFailed):
        return ModelAnswer(node=node, ok=False)
    calls, keeps, leaves = [], {}, ""
    for call in event.tool_calls:
        if call.name == SAVE:
            keeps.update(call.arguments)
        elif call.name == FINISH:
            leaves = leaves or str(call.arguments.get("exit") or "")
        else:
            calls.append({"tool": call.name, "arguments": dict(call.arguments)})
    return ModelAnswer.model_validate(
        {
            "node": node,
            "says": event.text[:MOST_SAID],
            "calls": calls[:8],
            "keeps": keeps,
            "leaves": leaves[:120],
        }
    )
