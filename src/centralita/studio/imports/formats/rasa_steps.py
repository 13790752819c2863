"""The steps of a flow of Rasa, and the branches nested in them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Sheet
from centralita.studio.imports.domain.shape import at, listed, objects, text
from centralita.studio.imports.formats.conditions import variable_is
from centralita.studio.imports.formats.rasa_asking import answer_of, mask_of, rejections_of
from centralita.studio.imports.formats.rasa_conditions import Conditions, variables
from centralita.studio.imports.formats.rasa_memory import Memory
from centralita.studio.imports.formats.rasa_noting import Noting
from centralita.studio.imports.formats.rasa_patterns import Patterns
from centralita.studio.imports.formats.rasa_saying import Sayings, slotted
from centralita.studio.imports.formats.requests import Request
from centralita.studio.imports.formats.talking import ALWAYS, Told, Way, judge, talk

Json = Mapping[str, Any]
Made = dict[str, Any]
# What a step may say that has a place here.
_KNOWN: Final = frozenset(
    {
        "id",
        "next",
        "collect",
        "utter",
        "description",
        "rejections",
        "ask_before_filling",
        "action",
        "set_slots",
    }
    | {"call", "link", "if", "then", "else", "noop", "generation_prompt", "metadata", "exit_if", "mapping"}
    | {"mcp_server", "reset_after_flow_ends", "force_slot_filling"}
)
# What Rasa does by itself: some of it happens here anyway.
_QUIET: Final = frozenset(
    {"action_listen", "action_session_start", "action_restart", "action_clean_stack", "action_cancel_flow"}
    | {"action_continue_interrupted_flow", "action_deactivate_loop"}
)
_HOUSE: Final = _QUIET | frozenset(
    {"action_default_fallback", "action_back", "action_clarify_flows", "action_correct_flow_slot"}
    | {
        "action_run_slot_rejections",
        "action_trigger_chitchat",
        "action_repeat_bot_messages",
        "action_send_text",
    }
    | {"action_two_stage_fallback", "action_unlikely_intent", "action_extract_slots", "action_set_language"}
    | {"action_cancel_interrupted_flows", "action_reply_from_context"}
)
_END: Final = frozenset({"END", "end", ""})


class Steps:
    """Draws one flow. Steps follow one another unless they say where to go."""

    def __init__(
        self, sheet: Sheet, key: str, flow: Json, patterns: Patterns, memory: Memory, noting: Noting
    ) -> None:
        """`key`: of the flow."""
        drawing, domain = sheet.drawing, memory.domain
        self.drawing, self.sheet, self.key, self.flow, self.domain = drawing, sheet, key, flow, domain
        self.patterns, self.memory, self.noting = patterns, memory, noting
        self.says = Sayings(drawing, sheet, domain)
        self.conditions = Conditions(drawing, sheet, domain)
        self.count = 0

    def draw(self) -> None:
        """All of them."""
        self._sequence(objects(self.flow, "steps"))

    def _sequence(self, steps: list[Json], onward: str = "") -> str:
        """The key of the first; each leads to the one after it, the last one onward."""
        keys = []
        for step in steps:
            self.count += 1
            keys.append(text(step, "id") or f"{self._called(step)} {self.count}")
        for number, (step, key) in enumerate(zip(steps, keys, strict=True)):
            after = keys[number + 1] if number + 1 < len(keys) else onward
            self._step(step, key, after)
        return keys[0] if keys else ""

    @staticmethod
    def _called(step: Json) -> str:
        for kind in ("collect", "action", "call", "link", "noop", "set_slots"):
            if kind in step:
                return text(step, kind) or kind
        return "step"

    def _step(self, step: Json, key: str, after: str) -> None:
        name = text(step, "id") or self._called(step)
        for part, value in step.items():
            if part not in _KNOWN and value not in (None, False, "", [], {}):
                self.sheet.lose("setting", name, text=str(part)[:80])
        if "collect" in step:
            self._collect(step, key, name, after)
        elif "action" in step:
            self._action(step, key, name, after)
        elif "set_slots" in step:
            self._set(step, key, name)
            self._next(step, key, name, "next", after)
        elif "call" in step or "link" in step:
            self._other(step, key, name, after)
        elif "if" in step:
            self._judges(step, key, name, after)
        elif "generation_prompt" in step:
            self.sheet.lose("model_step", name)
            told = Told(
                self._words(text(step, "generation_prompt")),
                ways=[Way(f"{key} on", name="next", condition=ALWAYS)],
            )
            talk(self.sheet, key, name, told)
            self.sheet.add(f"{key} on", "set", name, {"assignments": []})
            self._next(step, f"{key} on", name, "next", after)
        else:
            if not {"noop", "next"} & set(step):
                self.sheet.lose("node", name, kind=", ".join(str(part) for part in step)[:80])
            self.sheet.add(key, "set", name, {"assignments": []})
            self._next(step, key, name, "next", after)

    def _next(self, step: Json, key: str, name: str, port: str, after: str) -> None:
        """Lead a port of a node where the step says: on, to a step by its id, or by conditions."""
        told = at(step, "next")
        if not isinstance(told, list):
            target = text(step, "next") if "next" in step else after
            self.sheet.link(key, port, "" if target in _END else target)
            return
        ways: list[Way] = []
        otherwise = ""
        for branch in objects(told):
            then = at(branch, "then") if "if" in branch else at(branch, "else")
            target = self._sequence(objects(then)) if isinstance(then, list) else text(then)
            target = "" if target in _END else target
            if "if" in branch:
                said = text(branch, "if")
                ways.append(Way(target, name=said[:80], condition=self.conditions.read(said, name)))
            else:
                otherwise = target
        if not ways:
            self.sheet.link(key, port, otherwise)
            return
        decision = judge(self.sheet, f"{key} decides", name, ways, otherwise=otherwise)
        self.sheet.link(key, port, decision)

    def _judges(self, step: Json, key: str, name: str, after: str) -> None:
        """A condition that stands among the steps, as some write it: what is in it, then what comes after it."""
        said = text(step, "if")
        then = self._sequence(objects(step, "then"), after)
        otherwise = self._sequence(objects(step, "else"), after)
        way = Way(
            then or text(step, "then") or after, name=said[:80], condition=self.conditions.read(said, name)
        )
        judge(self.sheet, key, name, [way], otherwise=otherwise or text(step, "else") or after)

    def _words(self, said: str) -> str:
        return slotted(self.drawing, said)

    def _collect(self, step: Json, key: str, name: str, after: str) -> None:
        slot = text(step, "collect")
        utter = text(step, "utter") or f"utter_ask_{slot}"
        said = self._words(self.domain.text(utter))
        self.says.shown(utter, name)
        fallback = f"{slot.replace('_', ' ').capitalize()}?"
        data: Made = {
            "question": self.drawing.question(said, self.sheet, name, fallback),
            "variable": self.drawing.variable(slot, about=text(step, "description")),
            "input": answer_of(self.drawing, self.domain, self.conditions, slot, utter),
        }
        # What is known already is not asked for; where an answer may be refused, what is known may be, too.
        known = self.memory.may_know(step)
        rejections = rejections_of(step, self.domain, slot)
        masks = [one for one in rejections if mask_of(one, slot)] if data["input"]["type"] == "text" else []
        if masks:
            # Refused by its form: the question itself takes no other.
            data["input"]["mask"] = mask_of(masks[0], slot)
            data["retry_text"] = self.says.words(text(masks[0], "utter"), name)
            rejections = [one for one in rejections if one is not masks[0]]
        asks = f"{key} asks" if known and rejections else key
        if asks != key:
            way = Way(f"{key} checks 1", name=slot, condition=variable_is(data["variable"], "is_filled"))
            judge(self.sheet, key, name, [way], otherwise=asks)
        self.sheet.add(
            asks, "ask", name, {**data, **({"unless_known": True} if known and not rejections else {})}
        )
        last, port = asks, "next"
        if also := self.noting.after(self.sheet, f"{key} hears", name, self.key, step):
            self.sheet.link(asks, "next", also)
            last = also
            if known and not rejections:
                # Whoever is not asked has said nothing to listen to.
                last = self.sheet.add(f"{key} on", "set", name, {"assignments": []})
                self.sheet.link(also, "next", last)
                self.sheet.link(asks, "known", last)
        for number, rejection in enumerate(rejections[:10]):
            condition = self.conditions.read(text(rejection, "if"), name)
            again = f"{key} refuses {number + 1}"
            self.sheet.add(again, "say", name, {"text": self.says.words(text(rejection, "utter"), name)})
            self.sheet.link(again, "next", asks)
            way = Way(again, name=text(rejection, "if")[:80], condition=condition)
            check = judge(self.sheet, f"{key} checks {number + 1}", name, [way])
            self.sheet.link(last, port, check)
            last, port = check, "otherwise"
        self._next(step, last, name, port, after)

    def _action(self, step: Json, key: str, name: str, after: str) -> None:
        action = text(step, "action")
        if action in self.domain.responses or action.startswith("utter_"):
            self.says.said(action, key, name)
            self._next(step, key, name, "next", after)
        elif action in {"action_human_handoff", "action_handoff"}:
            self._hand_off(key, name)
        elif action == "action_hangup":
            self.sheet.add(key, "end", name, {})
        elif action == "action_trigger_search":
            self.sheet.lose("knowledge", name, text=self.patterns.searched or action)
            on = Way(f"{key} on", name="next", condition=ALWAYS)
            talk(self.sheet, key, name, Told("", knowledge=True, ways=[on]))
            self._passes(step, f"{key} on", name, after)
        elif action in _HOUSE:
            if action not in _QUIET:
                self.sheet.lose("node", name, kind=action)
            self.sheet.add(key, "wait" if action == "action_listen" else "set", name, {})
            self._next(step, key, name, "next", after)
        else:
            self._tool(step, key, name, after, tool=action)

    def _passes(self, step: Json, key: str, name: str, after: str) -> None:
        self.sheet.add(key, "set", name, {"assignments": []})
        self._next(step, key, name, "next", after)

    def _hand_off(self, key: str, name: str) -> None:
        said = self.drawing.texts(self._words(self.patterns.handoff()))
        self.sheet.add(key, "handoff", name, {"text": said})

    def _tool(
        self,
        step: Json,
        key: str,
        name: str,
        after: str,
        *,
        tool: str,
        sent: Mapping[str, str] | None = None,
        result: str = "",
    ) -> None:
        """What it does is code elsewhere: a tool without an address, to be filled in."""
        request = Request(self.drawing, tool, self.sheet, name)
        made = request.made(label=tool, about=tool, method="POST", address="", body=sent)
        data: Made = {"tool": made, "arguments": request.call}
        if result:
            data["result_variable"] = self.drawing.variable(result)
        self.sheet.add(key, "tool_call", name, data)
        on = f"{key} on"
        self.sheet.link(key, "next", on)
        self.sheet.link(key, "failed", on)
        self._passes(step, on, name, after)

    def _set(self, step: Json, key: str, name: str) -> None:
        made: list[Made] = []
        for row in objects(step, "set_slots"):
            for slot, value in row.items():
                own = self.drawing.variable(str(slot))
                if value is None:
                    made.append({"variable": own, "operation": "clear"})
                elif isinstance(value, bool | int | float):
                    made.append({"variable": own, "operation": "set", "value": value})
                else:
                    plain = self.conditions.label(str(slot), text(value)) or text(value)
                    said = self.drawing.words(self._words(plain))[:4_000]
                    made.append({"variable": own, "operation": "set", "value": said})
        self.sheet.add(key, "set", name, {"assignments": made[:50]})

    def _other(self, step: Json, key: str, name: str, after: str) -> None:
        target = text(step, "call") or text(step, "link")
        sheet = self.drawing.sheets.get(f"flow {target}")
        if target == "pattern_human_handoff":
            self._hand_off(key, name)
        elif "mcp_server" in step:
            self._calls(step, key, name, after)
        elif sheet is not None:
            data = {"flow": sheet.id, "comes_back": "call" in step}
            self.sheet.add(key, "go_to_flow", name, data)
            if "call" in step:
                self._next(step, key, name, "next", after)
        elif "call" in step and (target in self.domain.agents or "exit_if" in step):
            self._delegates(step, key, name, after, target)
        else:
            self.sheet.lose("other_agent", name, text=target)
            self._passes(step, key, name, after)

    def _calls(self, step: Json, key: str, name: str, after: str) -> None:
        """A tool of a server: slots go in by name, and of what comes back the whole is kept."""
        tool = text(step, "call")
        sent = {
            text(row, "param"): f"{{{{{self.drawing.variable(text(row, 'slot'))}}}}}"
            for row in objects(step, "mapping", "input")
            if text(row, "param") and text(row, "slot")
        }
        outputs = objects(step, "mapping", "output")
        for row in outputs:
            if text(row, "value"):
                self.sheet.lose("tool_answer", name, tool=tool, text=text(row, "value"))
        result = next((text(row, "slot") for row in outputs), "")
        self._tool(step, key, name, after, tool=tool, sent=sent, result=result)

    def _delegates(self, step: Json, key: str, name: str, after: str, agent: str) -> None:
        """A sub-agent goes on until one of its conditions holds; without any, it answers once for each time."""
        told = [text(one) for one in listed(step, "exit_if") if text(one)]
        self.sheet.lose("agent_made", name, text=agent)
        on = f"{key} on"
        ways = [Way(on, name=one[:80], condition=self.conditions.read(one, name)) for one in told]
        collects = [
            variable
            for way in ways
            for variable in variables(way.condition)
            if variable in self.drawing.declared
        ]
        ways = ways or [
            Way(on, name="next", when="What was to be done here is done, or something else is wanted")
        ]
        about = self.domain.agents.get(agent, "") or agent.replace("_", " ")
        talk(self.sheet, key, name, Told(self._words(about), collects=collects, ways=ways))
        self._passes(step, on, name, after)
