"""Holding a scenario's conversation with a blueprint: the engine's own turns, nothing stored, no waiting.

Time is the scenario's: timers fire at once and move its clock. What a model or a search answers comes from a
`Performer`; tools answer what the scenario says they do.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from centralita import engine
from centralita.studio.scenarios.domain.script import ScenarioScript, ScenarioStep, ToolAnswer

# Far above what a caller would sit through; a blueprint that asks without end stops here.
_MOST_EFFECTS: Final = 100


@dataclass(frozen=True, slots=True)
class Answered:
    """What a model gave, and what it took."""

    event: engine.ModelReplied | engine.ModelFailed
    seconds: float = 0.0
    cost_micros: int = 0


class Performer(Protocol):
    """What a conversation needs from elsewhere."""

    def ask(self, ask: engine.AskModel, at: float) -> Answered:
        """A model's answer; a failure is an answer too."""
        ...

    def search(self, ask: engine.SearchKnowledge) -> tuple[engine.Passage, ...]:
        """The best passages, best first."""
        ...

    def call(self, ask: engine.CallTool, at: float) -> engine.ToolReturned | None:
        """What a built-in tool answers; None for a tool that is not built in."""
        ...


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool that was called, and whether the scenario had an answer for it."""

    tool: str
    arguments: Mapping[str, engine.Value]
    ok: bool
    mocked: bool


@dataclass(slots=True)
class Exchange:
    """A step of the caller (empty for the opening), what the agent answered, and the nodes on the way."""

    caller: str
    agent: list[str] = field(default_factory=list)
    choices: list[engine.Choice] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    tools: list[ToolUse] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(slots=True)
class Talk:
    """All that happened. `stopped` says why the script was not gone through, empty otherwise."""

    exchanges: list[Exchange]
    variables: Mapping[str, engine.Value]
    status: engine.Status
    outcome: str = ""
    transferred_to: str = ""
    cost_micros: int = 0
    stopped: str = ""

    @property
    def tools(self) -> list[ToolUse]:
        """Every tool that was called, in order."""
        return [use for exchange in self.exchanges for use in exchange.tools]


def hold(
    blueprint: engine.Blueprint,
    script: ScenarioScript,
    performer: Performer,
    *,
    at: float,
    seed: str = "scenario",
    cancelled: Callable[[], bool] = lambda: False,
) -> Talk:
    """Talk the script through; the same script, blueprint and answers give the same talk.

    `at` is when it begins, in seconds since 1970. Ends early when the conversation does; steps left over are
    reported by `stopped` = `steps_left`.
    """
    return _Conversation(blueprint, script, performer, at, seed, cancelled).held()


class _Conversation:
    def __init__(
        self,
        blueprint: engine.Blueprint,
        script: ScenarioScript,
        performer: Performer,
        at: float,
        seed: str,
        cancelled: Callable[[], bool],
    ) -> None:
        self._blueprint = blueprint
        self._script = script
        self._performer = performer
        self._at = at
        self._cancelled = cancelled
        self._mocks = _by_tool(script.mocks)
        self._state = engine.begin(
            blueprint,
            seed=seed,
            channel=script.channel,
            language=script.language or None,
            variables=dict(script.variables),
        )
        self._talk = Talk([], {}, "active")

    def held(self) -> Talk:
        self._exchange("", engine.Started(at=self._at))
        for number, step in enumerate(self._script.steps):
            if self._state.status == "ended" or self._cancelled():
                self._talk.stopped = "cancelled" if self._state.status != "ended" else "steps_left"
                break
            event = self._event(step, number)
            if event is None:
                self._talk.stopped = "no_such_choice"
                self._talk.exchanges.append(Exchange(step.told))
                break
            self._exchange(step.told, event)
        self._talk.variables = dict(self._state.variables)
        self._talk.status = self._state.status
        self._talk.outcome = self._state.outcome
        return self._talk

    def _event(self, step: ScenarioStep, number: int) -> engine.Event | None:
        # Somebody on the other side takes a moment to answer.
        self._at += 2.0
        if step.silent:
            return engine.CallerSilent(at=self._at)
        if step.keys:
            return engine.KeyPressed(at=self._at, digits=step.keys)
        if step.choice:
            offered = [each for exchange in self._talk.exchanges for each in exchange.choices]
            chosen = next(
                (
                    each
                    for each in reversed(offered)
                    if step.choice.casefold() in (each.label.casefold(), each.id.casefold())
                ),
                None,
            )
            if chosen is None:
                return None
            return engine.UserSaid(at=self._at, text=chosen.label, choice_id=chosen.id, client_id=str(number))
        return engine.UserSaid(at=self._at, text=step.say, client_id=str(number))

    def _exchange(self, told: str, event: engine.Event) -> None:
        exchange = Exchange(told)
        self._talk.exchanges.append(exchange)
        self._advance(exchange, event)
        for _ in range(_MOST_EFFECTS):
            ask = self._next_pending()
            if ask is None or self._cancelled():
                return
            self._advance(exchange, self._answer(exchange, ask))
        self._talk.stopped = "no_end"

    def _next_pending(
        self,
    ) -> engine.AskModel | engine.CallTool | engine.SearchKnowledge | engine.StartTimer | None:
        pending = self._state.pending
        first = next((ask for ask in pending if not isinstance(ask, engine.StartTimer)), None)
        if first is not None:
            return first
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
    ) -> engine.Event:
        match ask:
            case engine.AskModel():
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
        built_in = self._performer.call(ask, self._at)
        if built_in is not None:
            return built_in, False
        # A scenario never reaches out: what it does not say, no tool answers.
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
                case _:
                    pass
            node = getattr(effect, "node_id", None)
            if node and (not exchange.nodes or exchange.nodes[-1] != node):
                exchange.nodes.append(node)


def _by_tool(mocks: tuple[ToolAnswer, ...]) -> dict[str, list[ToolAnswer]]:
    found: dict[str, list[ToolAnswer]] = defaultdict(list)
    for mock in mocks:
        found[mock.tool].append(mock)
    return dict(found)
