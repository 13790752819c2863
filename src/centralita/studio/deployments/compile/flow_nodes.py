"""Each of our nodes as the nodes of a Retell conversation flow that do the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from centralita.engine import Blueprint
from centralita.engine.conditions import AnyOf, VariableIs
from centralita.engine.data import Texts
from centralita.engine.nodes.ai_answer import AiAnswerData, Exit
from centralita.engine.nodes.ask import AskData
from centralita.engine.nodes.decide import OTHERWISE, Branch, DecideData
from centralita.engine.nodes.end import EndData
from centralita.engine.nodes.extract import ExtractData
from centralita.engine.nodes.handoff import HandoffData
from centralita.engine.nodes.knowledge_answer import KnowledgeAnswerData
from centralita.engine.nodes.rate import RateData
from centralita.engine.nodes.say import SayData
from centralita.engine.nodes.set import Assignment, SetData
from centralita.engine.nodes.tool_call import ToolCallData
from centralita.engine.nodes.transfer import TransferData
from centralita.engine.nodes.wait import WaitData
from centralita.engine.values import shown
from centralita.kit.scrubbing import scrub_text
from centralita.studio.deployments.compile.calling import Functions
from centralita.studio.deployments.compile.conditions import listed, prompted, transition
from centralita.studio.deployments.compile.functions import OurFunctions
from centralita.studio.deployments.compile.layout import Layout, Place
from centralita.studio.deployments.compile.losses import e164, main_number
from centralita.studio.deployments.compile.noting import kind_of, told_of
from centralita.studio.deployments.compile.script import step_text
from centralita.studio.deployments.compile.wording import Wording

Json = dict[str, Any]
NOBODY: Final = "nobody"
_KEEP: Final = "keep"
_COPY_BELOW: Final = 2_000
_LOW: Final = {"csat": 2, "nps": 6}
_FAILED: Final = "Transfer failed"
_TOOL_FAILED: Final = "The function failed, or its result says that ok is false"


@dataclass(frozen=True, slots=True)
class Nodes:
    """Builds the nodes of one graph."""

    blueprint: Blueprint
    wording: Wording
    layout: Layout
    functions: Functions | OurFunctions | None = None

    def of(self, place: Place) -> list[Json]:  # noqa: PLR0911, PLR0912 - a return for each kind reads best
        """What a place becomes; the first of them has its id."""
        data = place.node.data
        match data:
            case AskData():
                return self._ask(place, data)
            case DecideData() if data.by == "conditions":
                return [self._branch(place, data)]
            case DecideData():
                return self._sort(place, data)
            case SetData():
                return [self._extract(place, place.id, [self._set(one) for one in data.assignments])]
            case ExtractData():
                return [self._note(place, data)]
            case AiAnswerData():
                return [self._task(place, data)]
            case KnowledgeAnswerData():
                return [self._look_up(place)]
            case TransferData():
                return [self._transfer(place, data)]
            case HandoffData():
                return [self._hand_off(place, data)]
            case WaitData():
                return self._wait(place, data)
            case RateData():
                return self._rate(place, data)
            case EndData():
                return [self._end(place, data)]
            case ToolCallData() if self.functions and (function := self.functions.of(data, _step(place))):
                return [self._calls(place, function, self.functions.say_first(data))]
            case ToolCallData():
                lead = place.go("failed", "next")
                return [self._talk(place, step_text(place.node, self.wording), **self.onward(place.id, lead))]
            case _:
                said = self.wording.pick(data.text) if isinstance(data, SayData) else ""
                return [self._says(place, said, place.go("next"))]

    # --- what they are made of ---------------------------------------------------------------------------------------

    def node(self, place: Place, kind: str, name: str | None = None, **fields: Any) -> Json:
        """A node with where it lies on the canvas."""
        lies = place.node.position
        return {
            "id": name or place.id,
            "type": kind,
            "name": scrub_text(place.node.name or place.node.kind.replace("_", " ")),
            "display_position": {"x": lies.x, "y": lies.y + _COPY_BELOW * (place.copy - 1)},
            **fields,
        }

    def onward(self, source: str, target: str) -> Json:
        """Going on by itself; where the next place listens first, when the caller has spoken."""
        if self.listens(target):
            return {"always_edge": edge(source, "always", prompted("Always"), target)}
        return {"skip_response_edge": edge(source, "on", prompted("Skip response"), target)}

    def listens(self, target: str) -> bool:
        """Whether a place says nothing of its own before the caller speaks."""
        place = self.layout.places.get(target)
        match place.node.data if place else None:
            case AiAnswerData() as data:
                return not self.wording.pick(data.opening)
            case KnowledgeAnswerData() as data:
                return not self.wording.pick(data.question)
            case DecideData() as data:
                return data.by == "intent" and not self.wording.pick(data.question)
            case WaitData():
                return True
            case _:
                return False

    def _talk(self, place: Place, text: str, name: str | None = None, **fields: Any) -> Json:
        instruction = {"type": "prompt", "text": scrub_text(text)}
        return self.node(place, "conversation", name, instruction=instruction, **fields)

    def _says(self, place: Place, text: str, target: str) -> Json:
        said = {"type": "static_text", "text": scrub_text(text)}
        return self.node(place, "conversation", instruction=said, **self.onward(place.id, target))

    def _extract(
        self,
        place: Place,
        name: str,
        variables: list[tuple[str, str]],
        edges: list[Json] | None = None,
        target: str | None = None,
        typed: Mapping[str, Json] | None = None,
    ) -> Json:
        """Remembers what was said, then goes on without a word. `typed`: what a variable is, where it is no text."""
        otherwise = edge(name, "else", prompted("Else"), target or place.go("next"))
        told = [
            {
                "type": "string",
                "name": self.wording.name(variable),
                "description": scrub_text(text),
                **(typed or {}).get(variable, {}),
            }
            for variable, text in dict(variables).items()
        ]
        return self.node(
            place,
            "extract_dynamic_variables",
            name,
            variables=told,
            edges=edges or [],
            else_edge=otherwise,
        )

    # --- one kind after the other ------------------------------------------------------------------------------------

    def _ask(self, place: Place, data: AskData) -> list[Json]:
        ways = self._answers(place, data)
        asked = step_text(place.node, self.wording)
        leaves: list[Json] = []
        if data.optional:
            lead = place.go("skipped", "next")
            leaves.append(
                edge(place.id, "skipped", prompted("The caller does not want to answer this"), lead)
            )
        if "gave_up" in place.exits:
            tries = f"The caller was asked {data.retries + 1} times and has not given an answer that fits"
            leaves.append(edge(place.id, "gave_up", prompted(tries), place.exits["gave_up"]))
        if data.unless_known and data.variable is not None:
            return self._unless_known(place, data, data.variable)
        if data.variable is None:
            edges = [edge(place.id, port, prompted(text), place.exits[port]) for port, text in ways.items()]
            if "next" in place.exits or not ways:
                edges.append(edge(place.id, "next", prompted(_answered(bool(ways))), place.go("next")))
            return [self._talk(place, asked, edges=[*edges, *leaves])]
        keep = f"{place.id}.{_KEEP}"
        edges = [edge(keep, port, prompted(text), place.exits[port]) for port, text in ways.items()]
        answered = edge(place.id, "next", prompted(_answered(some=False)), keep)
        kept = f"The caller's answer to: {self.wording.pick(data.question) or data.variable}"
        return [
            self._talk(place, asked, edges=[answered, *leaves]),
            self._extract(place, keep, [(data.variable, kept)], edges),
        ]

    def _unless_known(self, place: Place, data: AskData, variable: str) -> list[Json]:
        """The question behind a branch that goes round it."""
        asked = f"{place.id}.ask"
        talk, keep = self._ask(place, data.model_copy(update={"unless_known": False}))
        known = VariableIs(variable=variable, operator="is_filled")
        target = place.exits.get("known") or (
            str(keep["id"]) if self._answers(place, data) else place.go("next")
        )
        way = edge(place.id, "known", transition(known, self.wording), target)
        branch = self.node(
            place, "branch", edges=[way], else_edge=edge(place.id, "else", prompted("Else"), asked)
        )
        return [branch, {**talk, "id": asked}, keep]

    def _answers(self, place: Place, data: AskData) -> Mapping[str, str]:
        """Port → when it is taken, of the answers that have a way of their own."""
        if data.input.type == "yes_no":
            told = {"yes": "The caller said yes", "no": "The caller said no"}
        elif data.input.type == "choice" and not data.input.multiple:
            told = {
                option.id: f"The caller chose “{self.wording.pick(option.label) or option.id}”"
                for option in data.input.options
            }
        else:
            return {}
        return {port: text for port, text in told.items() if port in place.exits}

    def _branch(self, place: Place, data: DecideData) -> Json:
        edges = [
            edge(
                place.id,
                f"{number}",
                transition(branch.condition, self.wording)
                if branch.condition is not None
                else prompted(self._wanted(branch)),
                place.go(branch.id),
            )
            for number, branch in enumerate(data.branches)
        ]
        return self.node(
            place,
            "branch",
            edges=edges,
            else_edge=edge(place.id, "else", prompted("Else"), place.go(OTHERWISE)),
        )

    def _sort(self, place: Place, data: DecideData) -> list[Json]:
        """By what was said already; where that says nothing, by what is answered to a question."""
        ask = f"{place.id}.ask"
        question = self.wording.pick(data.question)
        text = f"Ask: “{question}”" if question else "Ask what the caller wants."

        def ways(source: str) -> list[Json]:
            return [
                edge(source, f"{number}", prompted(self._wanted(branch)), place.go(branch.id))
                for number, branch in enumerate(data.branches)
            ]

        otherwise = f"Asked {data.retries + 1} times, the caller wants none of the other things"
        return [
            self.node(
                place, "branch", edges=ways(place.id), else_edge=edge(place.id, "else", prompted("Else"), ask)
            ),
            self._talk(
                place,
                text,
                ask,
                edges=[*ways(ask), edge(ask, OTHERWISE, prompted(otherwise), place.go(OTHERWISE))],
            ),
        ]

    def _wanted(self, branch: Branch) -> str:
        said = branch.keywords.get(self.wording.language, ())
        like = f" (in words such as {listed(said)})" if said else ""
        return f"What the caller wants: {self.wording.text(branch.description) or branch.name or branch.id}{like}"

    def _note(self, place: Place, data: ExtractData) -> Json:
        variables = [(one.variable, told_of(one, data, self.wording)) for one in data.fields]
        edges: list[Json] = []
        if "missing" in place.exits and (needed := [one for one in data.fields if one.needed]):
            unknown = AnyOf(
                conditions=tuple(VariableIs(variable=one.variable, operator="is_empty") for one in needed)
            )
            when = transition(unknown, self.wording)
            edges.append(edge(place.id, "missing", when, place.exits["missing"]))
        kinds = {one.variable: kind_of(one, self.wording) for one in data.fields}
        return self._extract(place, place.id, variables, edges, typed=kinds)

    def _set(self, one: Assignment) -> tuple[str, str]:
        name, value = self.wording.name(one.variable), self.wording.text(shown(one.value))
        text = {
            "set": f"Exactly this, whatever was said: {value}",
            "clear": "An empty text, whatever was said",
            "add": f"The number {{{{{name}}}}} plus {value}",
            "subtract": f"The number {{{{{name}}}}} minus {value}",
            "take": f"The first of this list, which is then no longer in it: {value}",
            "append": f"The list {{{{{name}}}}} with {value} at its end",
        }[one.operation]
        return one.variable, text

    def _task(self, place: Place, data: AiAnswerData) -> Json:
        opening = self.wording.pick(data.opening)
        parts = (
            f"Begin by saying: “{opening}”" if opening else "",
            step_text(place.node, self.wording) or "Answer what the caller asks.",
        )
        edges = [
            edge(place.id, f"{number}", self._leaving(way), place.go(way.id))
            for number, way in enumerate(data.exits)
        ]
        if "unanswered" in place.exits:
            unknown = "The caller asks something that the facts you were given do not answer"
            edges.append(edge(place.id, "unanswered", prompted(unknown), place.exits["unanswered"]))
        if "limit" in place.exits:
            many = f"The caller has spoken more than {data.max_turns} times in this step"
            edges.append(edge(place.id, "limit", prompted(many), place.exits["limit"]))
        tools: list[Json] = [
            {"type": "end_call", "name": "end_call", "description": "End the call when it is over."}
        ]
        if data.collects:
            declared = self.blueprint.variables
            named = {variable.name: variable.description or variable.label for variable in declared}
            told = {self.wording.name(name): named.get(name) or name for name in data.collects}
            variables = [
                {"type": "string", "name": name, "description": scrub_text(text)}
                for name, text in told.items()
            ]
            tools.append(
                {
                    "type": "extract_dynamic_variable",
                    "name": "remember",
                    "description": "Remember what the caller said.",
                    "variables": variables,
                }
            )
        instruction = {"type": "prompt", "text": scrub_text("\n".join(filter(None, parts)))}
        functions = [
            found for name in data.tools if self.functions and (found := self.functions.of_answer(name))
        ]
        called: Json = {"tool_ids": functions} if functions else {}
        return self.node(place, "subagent", instruction=instruction, tools=tools, **called, edges=edges)

    def _leaving(self, way: Exit) -> Json:
        described = self.wording.text(way.description)
        said = tuple(way.phrases.get(self.wording.language, ()))
        if way.condition is not None and not described and not said:
            return transition(way.condition, self.wording)
        when = [described or (way.name or way.id if not said else "")]
        when.append(f"the caller says something like {listed(said)}" if said else "")
        return prompted(" or ".join(filter(None, when)))

    def _look_up(self, place: Place) -> Json:
        edges = [edge(place.id, "next", prompted("The question was answered"), place.go("next"))]
        if "unanswered" in place.exits:
            unknown = prompted("The facts do not answer the question")
            edges.append(edge(place.id, "unanswered", unknown, place.exits["unanswered"]))
        return self._talk(place, step_text(place.node, self.wording), edges=edges)

    def _calls(self, place: Place, function: str, say_first: Texts) -> Json:
        said = scrub_text(self.wording.pick(say_first))
        spoken: Json = {"instruction": {"type": "static_text", "text": said}} if said else {}
        failed = place.exits.get("failed")
        return self.node(
            place,
            "function",
            tool_id=function,
            tool_type="local",
            wait_for_result=True,
            speak_during_execution=bool(said),
            **spoken,
            edges=[edge(place.id, "failed", prompted(_TOOL_FAILED), failed)] if failed else [],
            else_edge=edge(place.id, "else", prompted("Else"), place.go("next")),
        )

    def _transfer(self, place: Place, data: TransferData) -> Json:
        text = self.wording.pick(data.text)
        number = self._number(data) if data.target == "phone" else ""
        lead = place.go("failed")
        if number:
            return self.passes_on(place, text, number, lead)
        said = f"Say: “{text}” " if text else ""
        return self._talk(
            place, f"{said}Say that you cannot pass the call on now.", **self.onward(place.id, lead)
        )

    def _number(self, data: TransferData) -> str:
        """A number, or a variable that the platform fills in when the call is passed on."""
        written = self.wording.text(data.to)
        if written.startswith("{{") and written.endswith("}}") and written.count("{{") == 1:
            return written
        return e164(written, self.blueprint.business.country)

    def passes_on(self, place: Place, text: str, number: str, failed: str) -> Json:
        """A node that passes the call to a telephone."""
        return self.node(place, "transfer_call", **passing_on(place.id, scrub_text(text), number, failed))

    def _hand_off(self, place: Place, data: HandoffData) -> Json:
        number = main_number(self.blueprint.business)
        lead = place.exits.get("nobody", NOBODY)
        if number:
            return self.passes_on(place, self.wording.pick(data.text), number, lead)
        return self._talk(
            place, "Say that nobody can come to the telephone now.", **self.onward(place.id, lead)
        )

    def _wait(self, place: Place, data: WaitData) -> list[Json]:
        text = "Let the caller speak. Say nothing but a short word such as “yes?”."
        keep = f"{place.id}.{_KEEP}"
        lead = keep if data.variable else place.go("next")
        first = self._talk(
            place, text, always_edge=edge(place.id, "always", prompted("Always"), lead), edges=[]
        )
        if data.variable is None:
            return [first]
        return [first, self._extract(place, keep, [(data.variable, "What the caller said last")])]

    def _rate(self, place: Place, data: RateData) -> list[Json]:
        low = f"The score is {_LOW[data.measure]} or less"
        source = f"{place.id}.{_KEEP}" if data.variable else place.id
        ways = [edge(source, "low", prompted(low), place.exits["low"])] if "low" in place.exits else []
        lead = place.go("skipped", "next")
        leaves = [edge(place.id, "skipped", prompted("The caller does not want to give a score"), lead)]
        comment = self.wording.pick(data.comment_question)
        text = step_text(place.node, self.wording) + (
            f" After the score, ask: “{comment}”" if comment else ""
        )
        if data.variable is None:
            given = edge(place.id, "next", prompted("The caller gave a score"), place.go("next"))
            return [self._talk(place, text, edges=[*ways, given, *leaves])]
        given = edge(place.id, "next", prompted("The caller gave a score"), source)
        kept = self._extract(place, source, [(data.variable, "The score, as a number")], ways)
        return [self._talk(place, text, edges=[given, *leaves]), kept]

    def _end(self, place: Place, data: EndData) -> Json:
        return self.node(place, "end", **ending(scrub_text(self.wording.pick(data.text))))


def edge(source: str, name: str, condition: Json, target: str) -> Json:
    """A way out of a node."""
    return {
        "id": f"{source}.to.{name}",
        "transition_condition": condition,
        "destination_node_id": target,
    }


def passing_on(source: str, text: str, number: str, failed: str) -> Json:
    """What a node that passes the call to a telephone has besides its name."""
    said = (
        {"type": "static_text", "text": text}
        if text
        else {"type": "prompt", "text": "Say that you pass the call on."}
    )
    return {
        "speak_during_execution": True,
        "instruction": said,
        "transfer_destination": {"type": "predefined", "number": number},
        "transfer_option": {"type": "cold_transfer"},
        "edge": edge(source, "failed", prompted(_FAILED), failed),
    }


def ending(text: str) -> Json:
    """What a node that hangs up has besides its name."""
    if not text:
        return {"speak_during_execution": False}
    return {"speak_during_execution": True, "instruction": {"type": "static_text", "text": text}}


def _step(place: Place) -> str:
    """The flow and the node, whichever of its copies this is."""
    return ".".join(place.id.split(".")[:2])


def _answered(some: bool) -> str:
    return "The caller has answered something else" if some else "The caller has answered"
