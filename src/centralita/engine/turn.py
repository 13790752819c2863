"""The working copy of a conversation while one event is dealt with; nodes act through it.

Mutable inside `advance` only: `close` turns it back into a frozen State and a tuple of effects.
"""

from __future__ import annotations

from centralita.engine.effects import (
    AskModel,
    CallTool,
    Choice,
    Citation,
    Effect,
    End,
    HandOff,
    Input,
    ModelMessage,
    Purpose,
    Record,
    Say,
    SearchKnowledge,
    StartTimer,
    ToolSpec,
    Trace,
    Transfer,
)
from centralita.engine.program import Program
from centralita.engine.scene import Scene
from centralita.engine.state import (
    TRANSCRIPT_ENTRIES,
    TRANSCRIPT_TEXT,
    Frame,
    Speaker,
    State,
    Utterance,
)
from centralita.engine.values import Value, bounded, clean_text, is_empty

MAX_VARIABLES = 500
MAX_STACK = 32


class Turn(Scene):
    """A scene with effects in the making."""

    __slots__ = ("_owned", "came", "effects", "jumped")

    def __init__(self, program: Program, state: State, at: float) -> None:
        super().__init__(program, state, at)
        self.effects: list[Effect] = []
        self.jumped = False
        # The node and the port by which the present node was come to; none where no connection led there.
        self.came: tuple[str, str] | None = None
        self._owned = False

    # What a node does

    def say(
        self,
        text: str,
        *,
        choices: tuple[Choice, ...] = (),
        input: Input | None = None,  # noqa: A002 - the name on the wire
        citations: tuple[Citation, ...] = (),
    ) -> None:
        """Say `text`; nothing when it is blank and offers no choices and no input."""
        if not choices and input is None and not text.strip():
            return
        self.effects.append(
            Say(text=text, choices=choices, input=input, citations=citations, node_id=self._node_id)
        )
        self.note("agent", text)

    def note(self, speaker: Speaker, text: str) -> None:
        """Keep what was said for the model and for the person who may take over."""
        if not text:
            return
        if self.transcript is None:
            self.transcript = list(self.state.transcript)
        self.transcript.append(Utterance(speaker, text[:TRANSCRIPT_TEXT]))

    def set(self, name: str, value: Value) -> None:
        """Set a variable and record the fact. Business facts stay, and so does the limit on their number."""
        if name in self.program.facts:
            return
        if not self._owned:
            self.variables = dict(self.variables)
            self._owned = True
        if name not in self.variables and len(self.variables) >= MAX_VARIABLES:
            self.trace("too_many_variables", variable=name)
            return
        value = bounded(value)
        self.variables[name] = value
        self.record("variable_set", variable=name, value=value)

    def ask_model(
        self,
        system: str,
        messages: tuple[ModelMessage, ...],
        *,
        tools: tuple[ToolSpec, ...] = (),
        purpose: Purpose = "answer",
        model: str = "",
    ) -> str:
        """Ask the model; the id that its answer will carry."""
        settings = self.program.settings
        effect = AskModel(
            id=self._next_id(),
            messages=messages,
            system=system,
            tools=tools,
            purpose=purpose,
            model=model or settings.model,
            fallback_model=settings.fallback_model,
            temperature=settings.temperature if purpose == "answer" else 0.0,
            max_tokens=settings.max_tokens,
            node_id=self._node_id,
        )
        self._await(effect)
        return effect.id

    def call_tool(self, tool: str, arguments: dict[str, Value]) -> str:
        """Run a tool with arguments that were checked; the id that its result will carry."""
        effect = CallTool(id=self._next_id(), tool=tool, arguments=arguments, node_id=self._node_id)
        self._await(effect)
        return effect.id

    def say_failed(self, tool: str) -> bool:
        """Say what is to be said when a tool has failed; whether there is anything."""
        known = self.program.tools.get(tool)
        words = self.text(known.say_failed) if known is not None else ""
        self.say(words)
        return bool(words)

    def keep_outputs(self, tool: str, result: Value) -> None:
        """Set the variables that a tool's result is there for; what it does not name stays out of them."""
        known = self.program.tools.get(tool)
        if known is not None and isinstance(result, dict):
            for name in known.outputs:
                if name in result:
                    self.set(name, result[name])

    def search(self, query: str, sources: tuple[str, ...], limit: int) -> str:
        """Search knowledge; the id that the passages will carry."""
        effect = SearchKnowledge(
            id=self._next_id(),
            query=query,
            sources=sources,
            limit=limit,
            language=self.language,
            node_id=self._node_id,
        )
        self._await(effect)
        return effect.id

    def start_timer(self, seconds: float) -> str:
        """Be woken after `seconds`; the id that TimerFired will carry."""
        effect = StartTimer(id=self._next_id(), seconds=seconds, node_id=self._node_id)
        self._await(effect)
        return effect.id

    def transfer(self, to: str, target: str) -> str:
        """Connect the caller elsewhere; the id that the outcome will carry."""
        effect = Transfer(
            id=self._next_id(),
            to=to,
            target="agent" if target == "agent" else "phone",
            summary=self.summary(),
            node_id=self._node_id,
        )
        self.effects.append(effect)
        return effect.id

    def hand_off(self, reason: str, *, team: str = "", urgent: bool = False) -> None:
        """Call a person; until one hands the conversation back, the agent is silent."""
        self.status = "waiting_person"
        self.effects.append(
            HandOff(
                reason=reason,
                summary=self.summary(),
                team=team,
                priority="high" if urgent else "normal",
                variables={name: value for name, value in self.variables.items() if not is_empty(value)},
                node_id=self._node_id,
            )
        )

    def end(self, outcome: str, reason: str) -> None:
        """Close the conversation."""
        self.status = "ended"
        self.outcome = outcome
        self.pending = ()
        self.heard = ""
        self.effects.append(End(outcome=outcome, reason=reason))

    def record(self, name: str, /, **data: Value) -> None:
        """Keep a fact."""
        self.effects.append(Record(name=name, data=data, node_id=self._node_id))

    def trace(self, name: str, /, **data: Value) -> None:
        """Tell the test panel."""
        self.effects.append(Trace(name=name, data=data, node_id=self._node_id))

    def trace_node(self) -> None:
        """Tell which node acts now and by which connection it was come to: what paths are counted from."""
        if (place := self.place) is None:
            return
        data: dict[str, Value] = {"kind": place.kind, "name": place.name, "flow": place.flow}
        if self.came is not None:
            data["from"], data["port"] = self.came
        self.effects.append(Trace(name="node", data=data, node_id=place.id))

    def take_heard(self) -> str:
        """The caller's message that no node has used yet, now used; '' when there is none."""
        heard, self.heard = self.heard, ""
        return heard

    def remember(self, **memo: Value) -> None:
        """Keep something until this node is left."""
        self.memo = {**self.memo, **memo}

    def forget_pending(self) -> None:
        """Stop waiting: results that still come change nothing."""
        self.pending = ()

    def summary(self) -> str:
        """The last of the talk, a line each, for the person or agent that goes on with it."""
        return "\n".join(f"{said.speaker}: {clean_text(said.text, 300)}" for said in self.utterances[-8:])

    # Moving

    def go_to(self, flow: str, node: str) -> None:
        """Stand at a node that has not acted yet."""
        self.place = self.program.places.get((flow, node))
        self.came = None
        self.attempts = 0
        self.memo = {}
        self.pending = ()

    def call_flow(self, flow: str, *, comes_back: bool) -> bool:
        """Go on in another flow, later from this node's port `next` when it comes back. False: too deep."""
        if self.place is None or flow not in self.program.entries:
            return False
        if comes_back:
            if len(self.stack) >= MAX_STACK:
                return False
            self.stack = (*self.stack, Frame(self.place.flow, self.place.id))
        self.go_to(flow, self.program.entries[flow])
        self.jumped = True
        return True

    def leave_by(self, port: str) -> None:
        """Go where `port` of the acting node leads; at a flow's end, back to the flow that called it."""
        place = self.place
        if place is None:
            return
        target = place.exits.get(port)
        if target is not None:
            self.go_to(place.flow, target)
            self.came = (place.id, port)
            return
        self.go_to("", "")
        while self.stack and self.place is None:
            frame, self.stack = self.stack[-1], self.stack[:-1]
            caller = self.program.places.get((frame.flow, frame.node))
            after = caller.exits.get("next") if caller else None
            if after is not None:
                self.go_to(frame.flow, after)
                self.came = (frame.node, "next")

    def close(self) -> tuple[State, tuple[Effect, ...]]:
        """The new state and the effects, in order."""
        place = self.place
        if self.transcript is None:
            transcript = self.state.transcript
        else:
            transcript = tuple(self.transcript[-TRANSCRIPT_ENTRIES:])
        state = State(
            seed=self.state.seed,
            channel=self.state.channel,
            language=self.language,
            status=self.status,
            flow=place.flow if place else "",
            node=place.id if place else "",
            started=self.started,
            stack=self.stack,
            variables=self.variables,
            given=self.state.given,
            attempts=self.attempts,
            memo=self.memo,
            pending=self.pending,
            transcript=transcript,
            heard=self.heard,
            sorted_by=self.sorted_by,
            effects=self.counter,
            turns=self.turns,
            steps=self.steps,
            silences=self.silences,
            held_by=self.held_by,
            outcome=self.outcome,
            language_chosen=self.language_chosen,
            approvals=self.awaiting_approval,
        )
        return state, tuple(self.effects)

    @property
    def awaiting_approval(self) -> tuple[str, ...]:
        """The effects that a person was asked about and that are still waited for."""
        if not self.approvals:
            return ()
        waiting = {effect.id for effect in self.pending}
        return tuple(identifier for identifier in self.approvals if identifier in waiting)

    @property
    def _node_id(self) -> str | None:
        return self.place.id if self.place is not None else None

    def _next_id(self) -> str:
        self.counter += 1
        return f"e{self.counter}"

    def _await(self, effect: AskModel | CallTool | SearchKnowledge | StartTimer) -> None:
        self.effects.append(effect)
        self.pending = (*self.pending, effect)
