"""The steps of a flow of Rasa, and the branches nested in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from centralita.studio.imports.domain.drawing import MOST_OPTIONS, Drawing, Sheet
from centralita.studio.imports.domain.shape import at, listed, objects, text
from centralita.studio.imports.formats.predicates import condition_of
from centralita.studio.imports.formats.rasa_domain import Domain
from centralita.studio.imports.formats.requests import Request
from centralita.studio.imports.formats.talking import ALWAYS, NEVER, Told, Way, judge, talk

Json = Mapping[str, Any]
Made = dict[str, Any]
_SLOT: Final = re.compile(r"(?<!\{)\{([A-Za-z_]\w{0,99})\}(?!\})")
_TRUTHS: Final = frozenset({"true", "false"})
_END: Final = frozenset({"END", "end", ""})


def slotted(drawing: Drawing, said: str) -> str:
    """Rasa writes {slot}; two braces make it a variable of ours."""
    return _SLOT.sub(lambda match: "{{" + drawing.variable(match[1]) + "}}", said)


class Steps:
    """Draws one flow. Steps follow one another unless they say where to go."""

    def __init__(self, drawing: Drawing, sheet: Sheet, flow: Json, domain: Domain) -> None:
        self.drawing, self.sheet, self.flow, self.domain = drawing, sheet, flow, domain
        self.count = 0

    @cached_property
    def slots(self) -> dict[str, str]:
        """By what it is called here: a slot that buttons fill."""
        return {self.drawing.variable(slot): slot for slot in self.domain.labels}

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
            if "noop" not in step:
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
                ways.append(Way(target, name=said[:80], condition=self._condition(said, name)))
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
        way = Way(then or text(step, "then") or after, name=said[:80], condition=self._condition(said, name))
        judge(self.sheet, key, name, [way], otherwise=otherwise or text(step, "else") or after)

    def _condition(self, said: str, name: str) -> Made:
        self.drawing.looked_through(2 * len(said))
        found = condition_of(said, self._slot)
        if found is None:
            self.sheet.lose("condition", name, text=said)
        return self._as_labelled(found) if found else NEVER

    def _as_labelled(self, condition: Made) -> Made:
        """A slot that a button fills holds here what the button is called."""
        if "conditions" in condition:
            return {**condition, "conditions": [self._as_labelled(one) for one in condition["conditions"]]}
        if "condition" in condition:
            return {**condition, "condition": self._as_labelled(condition["condition"])}
        slot = self.slots.get(condition.get("variable", ""), "")
        label = self.domain.labels.get(slot, {}).get(str(condition.get("value", "")))
        return {**condition, "value": label} if label and not self._is_truth(slot) else condition

    def _is_truth(self, slot: str) -> bool:
        values = {value.lower() for value in self.domain.labels.get(slot, {})}
        return bool(values) and values <= _TRUTHS

    def _slot(self, name: str) -> str | None:
        head, _, slot = name.partition(".")
        return self.drawing.variable(slot) if head == "slots" and slot else None

    def _words(self, said: str) -> str:
        return slotted(self.drawing, said)

    def _collect(self, step: Json, key: str, name: str, after: str) -> None:
        slot = text(step, "collect")
        utter = text(step, "utter") or f"utter_ask_{slot}"
        said = self._words(self.domain.text(utter))
        fallback = f"{slot.replace('_', ' ').capitalize()}?"
        data: Made = {
            "question": self.drawing.question(said, self.sheet, name, fallback),
            "variable": self.drawing.variable(slot, about=text(step, "description")),
            "input": self._input(slot, utter),
        }
        self.sheet.add(key, "ask", name, data)
        last, port = key, "next"
        for number, rejection in enumerate(objects(step, "rejections")[:10]):
            condition = self._condition(text(rejection, "if"), name)
            said_again = self._words(self.domain.text(text(rejection, "utter")))
            again = f"{key} refuses {number + 1}"
            self.sheet.add(again, "say", name, {"text": self.drawing.texts(said_again or "…")})
            self.sheet.link(again, "next", key)
            way = Way(again, name=text(rejection, "if")[:80], condition=condition)
            check = judge(self.sheet, f"{key} checks {number + 1}", name, [way])
            self.sheet.link(last, port, check)
            last, port = check, "otherwise"
        self._next(step, last, name, port, after)

    def _input(self, slot: str, utter: str) -> Made:
        told = self.domain.slots.get(slot, {})
        kind = text(told, "type")
        buttons = self.domain.buttons(utter)
        values = [text(one) for one in listed(told, "values") if text(one)]
        if kind == "bool" or self._is_truth(slot):
            return {"type": "yes_no"}
        if kind in {"float", "int", "integer"} and not buttons:
            return {"type": "number"}
        labels = [title for title, _ in buttons] or (values if kind == "categorical" else [])
        if not labels:
            return {"type": "text"}
        options = [
            {"id": f"option-{number + 1}", "label": self.drawing.texts(label)}
            for number, label in enumerate(labels[:MOST_OPTIONS])
        ]
        return {"type": "choice", "options": options}

    def _action(self, step: Json, key: str, name: str, after: str) -> None:
        action = text(step, "action")
        if action in self.domain.responses or action.startswith("utter_"):
            said = self._words(self.domain.text(action))
            if not said:
                self.sheet.lose("question_made", name, text=action)
            self.sheet.add(key, "say", name, {"text": self.drawing.texts(said or action)})
            self._next(step, key, name, "next", after)
        elif action in {"action_listen", "action_restart", "action_session_start"}:
            self.sheet.add(key, "wait" if action == "action_listen" else "set", name, {})
            self._next(step, key, name, "next", after)
        elif action in {"action_human_handoff", "action_handoff"}:
            self.sheet.add(key, "handoff", name, {})
        else:
            # What it does is code elsewhere: a tool without an address, to be filled in.
            tool = Request(self.drawing, action, self.sheet, name).made(
                label=action, about=action, method="POST", address=""
            )
            self.sheet.add(key, "tool_call", name, {"tool": tool})
            on = f"{key} on"
            self.sheet.add(on, "set", name, {"assignments": []})
            self.sheet.link(key, "next", on)
            self.sheet.link(key, "failed", on)
            self._next(step, on, name, "next", after)

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
                    said = self.drawing.words(self._words(text(value)))[:4_000]
                    made.append({"variable": own, "operation": "set", "value": said})
        self.sheet.add(key, "set", name, {"assignments": made[:50]})

    def _other(self, step: Json, key: str, name: str, after: str) -> None:
        target = text(step, "call") or text(step, "link")
        sheet = self.drawing.sheets.get(f"flow {target}")
        if target == "pattern_human_handoff":
            self.sheet.add(key, "handoff", name, {})
            return
        if sheet is None:
            self.sheet.lose("other_agent", name, text=target)
            self.sheet.add(key, "set", name, {"assignments": []})
        else:
            data = {"flow": sheet.id, "comes_back": "call" in step}
            self.sheet.add(key, "go_to_flow", name, data)
        if "call" in step or sheet is None:
            self._next(step, key, name, "next", after)
