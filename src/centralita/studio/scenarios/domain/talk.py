"""Holding a conversation with a blueprint: the engine's own turns, nothing stored, no waiting.

Who talks with the agent is a `Caller`: a script, a simulated person, somebody who really called once. Time is the
conversation's own: timers fire at once and move its clock. Tools and models answer what the scenario says they do, and
what it does not say comes from a `Performer`, as what a search finds does.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from centralita import engine
from centralita.studio.scenarios.domain.callers import Caller, KnowingCaller, Scene, ScriptedCaller
from centralita.studio.scenarios.domain.heard import Answered, Exchange, Performer, Talk, ToolUse
from centralita.studio.scenarios.domain.opening import with_hours
from centralita.studio.scenarios.domain.replying import ToldModel, with_model
from centralita.studio.scenarios.domain.script import ScenarioScript, ToolAnswer

__all__ = ["Answered", "Opening", "Performer", "Talk", "caller_of", "converse", "hold"]

# Far above what a caller would sit through; a blueprint that asks without end stops here.
_MOST_EFFECTS: Final = 100
_MOST_TURNS: Final = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """How a conversation begins. `at` is when, in seconds since 1970; `language` none is the agent's main one."""

    at: float
    channel: engine.Channel = "chat"
    language: str | None = None
    variables: Mapping[str, engine.Value] = field(default_factory=dict)
    seed: str = "scenario"


def hold(
    blueprint: engine.Blueprint,
    script: ScenarioScript,
    performer: Performer,
    *,
    at: float,
    seed: str = "scenario",
    cancelled: Callable[[], bool] = lambda: False,
    caller: Caller | None = None,
) -> Talk:
    """Talk the script through; the same script, blueprint and answers give the same talk.

    The `caller` is made of the script, unless somebody else is to talk.

    `at` is when it begins, in seconds since 1970. Ends early when the conversation does; steps left over are
    reported by `stopped` = `steps_left`, a question to the model that the script has no answer left to by `model_untold`.
    """
    opening = Opening(at, script.channel, script.language or None, dict(script.variables), seed)
    who = caller or caller_of(script)
    blueprint = with_hours(blueprint, script.hours, at)
    model = ToldModel(script.replies, then_ask=script.then_ask) if script.replies else None
    talk = _Conversation(blueprint, opening, who, performer, script.mocks, cancelled, model)
    return talk.held()


def caller_of(script: ScenarioScript) -> Caller:
    """Who talks by what the script says, without any model."""
    if script.facts:
        return KnowingCaller(script.steps, script.facts, script.seed)
    return ScriptedCaller(script.steps)


def converse(
    blueprint: engine.Blueprint,
    opening: Opening,
    caller: Caller,
    performer: Performer,
    *,
    mocks: Sequence[ToolAnswer] = (),
    cancelled: Callable[[], bool] = lambda: False,
    someone_comes: bool = False,
) -> Talk:
    """Let somebody talk with a blueprint until either of them has nothing more to say.

    With `someone_comes` a person takes what is handed to one: nobody waits for them in vain.
    """
    talk = _Conversation(blueprint, opening, caller, performer, mocks, cancelled)
    talk.someone_comes = someone_comes
    return talk.held()


class _Conversation:
    def __init__(
        self,
        blueprint: engine.Blueprint,
        opening: Opening,
        caller: Caller,
        performer: Performer,
        mocks: Sequence[ToolAnswer],
        cancelled: Callable[[], bool],
        model: ToldModel | None = None,
    ) -> None:
        blueprint = blueprint if model is None else with_model(blueprint)
        self._model = model
        self._blueprint = blueprint
        self._caller = caller
        self._performer = performer
        self._at = opening.at
        self._cancelled = cancelled
        self.someone_comes = False
        self._mocks = _by_tool(mocks)
        self._state = engine.begin(
            blueprint,
            seed=opening.seed,
            channel=opening.channel,
            language=opening.language,
            variables=dict(opening.variables),
        )
        self._talk = Talk([], {}, "active")

    def held(self) -> Talk:
        talk = self._talk
        self._exchange("", engine.Started(at=self._at))
        for _ in range(_MOST_TURNS):
            if talk.stopped:
                break
            if self._state.status == "ended" or self._cancelled():
                over = self._state.status == "ended"
                talk.stopped = "" if not self._caller.has_more() else "steps_left" if over else "cancelled"
                break
            # Somebody on the other side takes a moment to answer.
            self._at += 2.0
            move = self._caller.move(Scene(self._blueprint, self._state, talk.exchanges, self._at))
            if move is None:
                break
            if move.event is None:
                talk.stopped = move.stopped
                if move.told:
                    talk.exchanges.append(Exchange(move.told))
                break
            self._at = max(self._at, move.event.at)
            self._exchange(move.told, move.event)
        talk.variables = dict(self._state.variables)
        talk.status = self._state.status
        talk.outcome = self._state.outcome
        talk.replies_left = 0 if self._model is None else self._model.left
        return talk

    def _exchange(self, told: str, event: engine.Event) -> None:
        exchange = Exchange(told)
        self._talk.exchanges.append(exchange)
        self._advance(exchange, event)
        for _ in range(_MOST_EFFECTS):
            ask = self._next_pending()
            if ask is None or self._cancelled():
                return
            answer = self._answer(exchange, ask)
            if answer is None:
                self._talk.stopped = "model_untold"
                return
            self._advance(exchange, answer)
        self._talk.stopped = "no_end"

    def _next_pending(
        self,
    ) -> engine.AskModel | engine.CallTool | engine.SearchKnowledge | engine.StartTimer | None:
        pending = self._state.pending
        first = next((ask for ask in pending if not isinstance(ask, engine.StartTimer)), None)
        if first is not None:
            return first
        if self.someone_comes and self._state.status == "waiting_person":
            return None
        timers = [ask for ask in pending if isinstance(ask, engine.StartTimer)]
        # A wait for the caller's message is theirs to end; they do, unless the next step is silence.
        return (
            None
            if not timers or self._waits_for_caller(timers[0])
            else min(timers, key=lambda ask: ask.seconds)
        )

    def _waits_for_caller(self, timer: engine.StartTimer) -> bool:
        for flow in self._blueprint.flows:
            for node in flow.nodes:
                if node.id == timer.node_id:
                    return getattr(node.data, "until", "") == "message"
        return False

    def _answer(
        self,
        exchange: Exchange,
        ask: engine.AskModel | engine.CallTool | engine.SearchKnowledge | engine.StartTimer,
    ) -> engine.Event | None:
        match ask:
            case engine.AskModel():
                told = None if self._model is None else self._model.ask(ask, self._at)
                if told is not None or (self._model is not None and not self._model.then_ask):
                    return told
                answered = self._performer.ask(ask, self._at)
                self._at += answered.seconds
                exchange.seconds += answered.seconds
                self._talk.cost_micros += answered.cost_micros
                return answered.event
            case engine.SearchKnowledge():
                return engine.KnowledgeFound(
                    at=self._at, effect_id=ask.id, passages=self._performer.search(ask)
                )
            case engine.StartTimer():
                self._at += ask.seconds
                return engine.TimerFired(at=self._at, effect_id=ask.id)
            case engine.CallTool():
                returned, mocked = self._tool(ask)
                exchange.tools.append(ToolUse(ask.tool, ask.arguments, returned.ok, mocked))
                return returned

    def _tool(self, ask: engine.CallTool) -> tuple[engine.ToolReturned, bool]:
        mocks = self._mocks.get(ask.tool)
        if mocks:
            mock = mocks.pop(0) if len(mocks) > 1 else mocks[0]
            result: engine.Value = mock.result
            event = engine.ToolReturned(
                at=self._at, effect_id=ask.id, ok=mock.ok, result=result, error=mock.error or None
            )
            return event, True
        stood_in = self._performer.call(ask, self._at, self._blueprint.business)
        if stood_in is not None:
            return stood_in, True
        # A scenario never reaches out: what nothing stands in for, no tool answers.
        return engine.ToolReturned(at=self._at, effect_id=ask.id, ok=False, error="not_mocked"), False

    def _advance(self, exchange: Exchange, event: engine.Event) -> None:
        self._state, effects = engine.advance(self._blueprint, self._state, event)
        for effect in effects:
            match effect:
                case engine.Say():
                    exchange.agent.append(effect.text)
                    exchange.choices.extend(effect.choices)
                case engine.Transfer():
                    self._talk.transferred_to = effect.to
                case engine.Record(name="unanswered"):
                    self._talk.unanswered += 1
                case _:
                    pass
            node = getattr(effect, "node_id", None)
            if node and (not exchange.nodes or exchange.nodes[-1] != node):
                exchange.nodes.append(node)


def _by_tool(mocks: Sequence[ToolAnswer]) -> dict[str, list[ToolAnswer]]:
    found: dict[str, list[ToolAnswer]] = defaultdict(list)
    for mock in mocks:
        found[mock.tool].append(mock)
    return dict(found)
