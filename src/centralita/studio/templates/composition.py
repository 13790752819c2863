"""A template's plan and its words become the blueprint that an agent begins with.

A plan says what is asked for and where it leads; `data/<industry>/plan.json` holds it. The words are looked up in the
template's own, then in those of its industry, then in those that all share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from centralita.studio.templates.drawing import Flow, Json
from centralita.studio.templates.equipment import CHECK, LOOK_UP, Call, check, equipment, look_up
from centralita.studio.templates.wording import Lexicon, Plan

LONGEST_REASON = 200
_OWN_VARIABLES = {"when": "preferred_time"}
# What the person who takes over sees anyway, or cannot read.
_NOT_IN_REASON = {"name", "phone", "email"}


def compose(
    plan: Plan, fields: Mapping[str, Any], lexicon: Lexicon, tools: Mapping[str, Any] | None = None
) -> Json:
    """The blueprint of a plan, without its name and languages. `fields`: what may be asked; `tools`: what may be
    called, by id. Its tools are granted by name only: whoever makes the agent makes them.
    """
    composer = _Composer(plan, fields, lexicon, tools or {})
    return {
        "persona": lexicon.texts("persona"),
        "ai_notice": lexicon.texts("ai_notice"),
        "entry_flow": "main",
        "knowledge": [{"id": "all", "name": lexicon.name("names", "everything")}],
        "variables": composer.variables(),
        "tools": [tool.granted() for tool in equipment(plan, tools or {}, lexicon)],
        "flows": [flow.document() for flow in composer.flows()],
    }


@dataclass(frozen=True, slots=True)
class _Composer:
    plan: Plan
    fields: Mapping[str, Any]
    words: Lexicon
    tools: Mapping[str, Any]

    def variables(self) -> list[Json]:
        about = self.plan.get("about")
        return [{"name": about, "label": self.words.name("names", f"about_{about}")}] if about else []

    def flows(self) -> list[Flow]:
        forms = [self._form(branch) for branch in self.plan["branches"] if "form" in branch]
        last = [] if self.plan.get("goodbye") else [self._goodbye()]
        return [self._main(), *forms, self._person(), *last]

    def _label(self, key: str) -> str:
        return self.words.name("names", key)

    def _main(self) -> Flow:
        flow = Flow("main", self._label("flow_main"))
        first = self._opening(flow)
        row = len(flow.nodes)
        flow.add("route", "decide", self._label("route"), self._route(), row=row)
        flow.add(
            "answer",
            "knowledge_answer",
            self._label("answer"),
            {"unanswered_text": self.words.texts("unanswered"), "variable": "question"},
            row=row + 1,
        )
        flow.add("more", "say", self._label("more"), {"text": self.words.texts("more")}, row=row + 2)
        for source, port in first:
            flow.link(source, port, "route")
        flow.link("route", "otherwise", "answer")
        flow.link("answer", "next", "more")
        flow.link("more", "next", "route")
        for column, branch in enumerate(self._routed(), start=1):
            flow.link("route", branch["id"], self._reach(flow, branch, column, row + 1))
        last = len(self._routed()) + 1
        flow.link("route", "person", self._jump(flow, "person", self._label("flow_person"), last, row + 1))
        goodbye = self.plan.get("goodbye")
        if goodbye is None:
            name = self._label("flow_goodbye")
            flow.link("route", "goodbye", self._jump(flow, "goodbye", name, last + 1, row + 1))
        return flow

    def _opening(self, flow: Flow) -> list[tuple[str, str]]:
        """The first nodes; the ports that lead on to the route."""
        greetings = ["greeting"]
        about = self.plan.get("about")
        if about:
            known = {"kind": "variable", "variable": about, "operator": "is_filled"}
            branch = {"id": "known", "name": self._label("known"), "condition": known}
            flow.add("begin", "decide", self._label("begin"), {"by": "conditions", "branches": [branch]})
            greetings = ["greeting", "greeting_known"]
        for column, node in enumerate(greetings):
            flow.add(
                node,
                "say",
                self._label(node),
                {"text": self.words.texts(node)},
                column=column,
                row=bool(about),
            )
        if about:
            flow.link("begin", "otherwise", "greeting")
            flow.link("begin", "known", "greeting_known")
        gate = self.plan.get("gate")
        if gate is None:
            return [(node, "next") for node in greetings]
        row = len(greetings) + 1
        flow.add(
            "gate",
            "ask",
            self._label("gate"),
            {"question": self.words.texts("gate"), "input": {"type": "yes_no"}, "retries": 1},
            row=row,
        )
        for node in greetings:
            flow.link(node, "next", "gate")
        refused = self._refused(flow, gate, row)
        flow.link("gate", "no", refused)
        flow.link("gate", "gave_up", refused)
        if not self.plan.get("pitch"):
            return [("gate", "next")]
        flow.add("pitch", "say", self._label("pitch"), {"text": self.words.texts("pitch")}, row=row + 1)
        flow.link("gate", "next", "pitch")
        return [("pitch", "next")]

    def _refused(self, flow: Flow, gate: Plan, row: int) -> str:
        """Where a "no" to the first question leads."""
        if "no" in gate:
            return self._reach(flow, self._branch(gate["no"]), 2, row)
        callback, otherwise = (self._branch(name) for name in gate["later"])
        data = {
            "by": "intent",
            "question": self.words.texts("later"),
            "retries": 0,
            "branches": [self._choice("later_words", callback["id"])],
        }
        flow.add("later", "decide", self._label("later"), data, column=1, row=row)
        flow.link("later", callback["id"], self._reach(flow, callback, 2, row))
        flow.link("later", "otherwise", self._reach(flow, otherwise, 3, row))
        return "later"

    def _routed(self) -> list[Plan]:
        return [branch for branch in self.plan["branches"] if branch.get("routed", True)]

    def _branch(self, branch: str) -> Plan:
        found: Plan = next(one for one in self.plan["branches"] if one["id"] == branch)
        return found

    def _route(self) -> Json:
        branches = [self._intent(branch["id"]) for branch in self._routed()]
        branches.append(self._choice("person_words", "person"))
        if self.plan.get("goodbye") is None:
            branches.append(self._choice("goodbye_words", "goodbye"))
        return {"by": "intent", "branches": branches, "retries": 0}

    def _intent(self, branch: str) -> Json:
        return {
            "id": branch,
            "name": self.words.name("branches", branch, "name"),
            "description": self.words.name("branches", branch, "about"),
            "keywords": self.words.phrases("branches", branch, "words"),
        }

    def _choice(self, words: str, target: str) -> Json:
        return {
            "id": target,
            "name": self.words.name(words, "name"),
            "description": self.words.name(words, "about"),
            "keywords": self.words.phrases(words, "words"),
        }

    def _reach(self, flow: Flow, branch: Plan, column: int, row: int) -> str:
        """The node of the main flow that begins this branch, made when it is not there yet."""
        key, name = branch["id"], self.words.name("branches", branch["id"], "name")
        if "form" in branch:
            return self._jump(flow, key, name, column, row)
        node = f"on_{key}"
        if any(one["id"] == node for one in flow.nodes):
            return node
        text = self.words.texts("branches", key, "text")
        if "ending" in branch:
            data = {"text": text, "outcome": branch["ending"]}
            return flow.add(node, "end", name, data, column=column, row=row)
        flow.add(node, "say", name, {"text": text}, column=column, row=row)
        flow.link(node, "next", self._jump(flow, "person", self._label("flow_person"), column, row + 1))
        return node

    def _jump(self, flow: Flow, target: str, name: str, column: int, row: int) -> str:
        node = f"to_{target}"
        if any(one["id"] == node for one in flow.nodes):
            return node
        data = {"flow": target, "comes_back": False}
        return flow.add(node, "go_to_flow", f"→ {name}", data, column=column, row=row)

    def _form(self, branch: Plan) -> Flow:
        key, form = branch["id"], branch["form"]
        flow = Flow(key, self.words.name("branches", key, "name"))
        asked: list[str] = form["fields"]
        following = [*asked[1:], "confirm" if form.get("confirm", True) else "done"]
        if form.get("then") == "person":
            following[-1] = LOOK_UP if "look_up" in form else self._to_person
        wanted = form.get("check")
        for name, after in zip(asked, following, strict=True):
            checked = wanted is not None and wanted["after"] == name
            self._ask(flow, name, CHECK if checked else after)
            if checked:
                check(flow, self._call(wanted), back=wanted.get("back", name), after=after)
        if form.get("then") == "person":
            row = len(asked)
            person = self._jump(flow, "person", self._label("flow_person"), 1, row)
            if "look_up" in form:
                look_up(flow, self._call(form["look_up"]), otherwise=person, after=self._ended(flow, row + 2))
            return flow
        row = len(asked)
        if form.get("confirm", True):
            data = {"question": self._summary(asked), "input": {"type": "yes_no"}, "variable": "confirmed"}
            flow.add("confirm", "ask", self._label("confirm"), data, row=row)
            flow.add(
                "again", "say", self._label("again"), {"text": self.words.texts("again")}, column=1, row=row
            )
            flow.link("confirm", "next", "done")
            flow.link("confirm", "no", "again")
            flow.link("again", "next", asked[0])
        text = self.words.texts("branches", key, "done")
        flow.add("done", "say", self._label("done"), {"text": text}, row=row + 1)
        flow.link("done", "next", self._ended(flow, row + 2, form["outcome"]))
        return flow

    def _ended(self, flow: Flow, row: int, outcome: str = "answered") -> str:
        """The rating where the plan asks for one, and the end; the first of the two."""
        data = {"text": self.words.texts("farewell"), "outcome": outcome}
        if not self.plan.get("rating", True):
            return flow.add("request_end", "end", self._label("end"), data, row=row + 1)
        flow.add("request_rating", "rate", self._label("rating"), {"measure": "csat"}, row=row)
        flow.add("request_end", "end", self._label("end"), data, row=row + 1)
        flow.link("request_rating", "next", "request_end")
        return "request_rating"

    def _call(self, wanted: Plan) -> Call:
        """What a form asks a tool, in the words of the template."""
        tool = wanted["tool"]
        return Call(
            plan=self.tools[tool],
            tool=tool,
            arguments={name: f"{{{{{self._variable(field)}}}}}" for name, field in wanted["with"].items()},
            words=self.words,
        )

    _to_person = "to_person"

    def _ask(self, flow: Flow, name: str, after: str) -> None:
        asked = self.fields[name]
        row = len([node for node in flow.nodes if node["kind"] == "ask"])
        expected = dict(asked["input"])
        if expected["type"] == "choice":
            expected["options"] = [self._option(name, option) for option in asked["options"]]
        data: Json = {
            "question": self.words.texts("fields", name, "ask"),
            "variable": self._variable(name),
            "input": expected,
        }
        if asked.get("optional"):
            data["optional"] = True
            data["skip_phrases"] = self.words.phrases("skip_words")
        if expected["type"] == "datetime":
            data["retries"] = 3
        flow.add(name, "ask", self.words.name("fields", name, "name"), data, row=row)
        flow.link(name, "next", after)
        if expected["type"] != "text":
            jump = self._jump(flow, "person", self._label("flow_person"), 1, row + 1)
            if after != jump:
                flow.link(name, "gave_up", jump)
        for column, (option, notice) in enumerate(asked.get("notices", {}).items(), start=2):
            node = f"{name}_{notice}"
            label = self.words.name("notices", notice, "name")
            flow.add(
                node,
                "say",
                label,
                {"text": self.words.texts("notices", notice, "text")},
                column=column,
                row=row,
            )
            flow.link(name, option, node)
            flow.link(node, "next", after)

    def _option(self, name: str, option: str) -> Json:
        words = self.words.phrases("fields", name, "options", option)
        return {
            "id": option,
            "label": {language: said[0] for language, said in words.items()},
            "synonyms": {language: said[1:] for language, said in words.items()},
        }

    def _variable(self, name: str) -> str:
        return _OWN_VARIABLES.get(name, name)

    def _told(self, asked: Sequence[str]) -> list[str]:
        """The variables of these questions that a person can read back."""
        return [
            self._variable(name)
            for name in asked
            if not self.fields[name].get("optional") and self.fields[name]["input"]["type"] != "yes_no"
        ]

    def _summary(self, asked: Sequence[str]) -> dict[str, str]:
        listed = ", ".join(f"{{{{{name}}}}}" for name in self._told(asked))
        return {
            language: text.replace("[…]", listed) for language, text in self.words.texts("confirm").items()
        }

    def _reason(self) -> str:
        asked = [
            name for branch in self.plan["branches"] for name in branch.get("form", {}).get("fields", ())
        ]
        reason = self._label("handoff_reason")
        for name in dict.fromkeys(self._told([name for name in asked if name not in _NOT_IN_REASON])):
            more = f"{reason} {{{{{name}}}}}"
            reason = more if len(more) <= LONGEST_REASON else reason
        return reason

    def _person(self) -> Flow:
        flow = Flow("person", self._label("flow_person"))
        opened = {"id": "open", "name": self._label("open"), "condition": {"kind": "hours", "open": True}}
        flow.add("open_now", "decide", self._label("open_now"), {"by": "conditions", "branches": [opened]})
        data: Json = {"text": self.words.texts("handoff"), "reason": self._reason(), "wait_seconds": 300}
        flow.add("handoff", "handoff", self._label("handoff"), {**data, "urgent": True}, row=1)
        for node, row in (("callback_phone", 1), ("callback_noted", 2), ("callback_end", 3)):
            content: Json = {"text": self.words.texts("callback_noted")}
            if node == "callback_phone":
                content = {
                    "question": self.words.texts(node),
                    "variable": "phone",
                    "input": {"type": "phone"},
                }
            elif node == "callback_end":
                content = {"text": self.words.texts("farewell"), "outcome": "callback_requested"}
            kind = {"callback_phone": "ask", "callback_noted": "say", "callback_end": "end"}[node]
            flow.add(node, kind, self._label(node), content, column=1, row=row)
        flow.add(
            "person_more",
            "say",
            self._label("person_more"),
            {"text": self.words.texts("back_with_you")},
            row=2,
        )
        end = {"text": self.words.texts("farewell"), "outcome": "answered"}
        if self.plan.get("goodbye"):
            flow.add("person_end", "end", self._label("end"), end, row=3)
        else:
            self._jump(flow, "goodbye", self._label("flow_goodbye"), 0, 3)
        flow.link("open_now", "open", "handoff")
        flow.link("open_now", "otherwise", "callback_phone")
        flow.link("handoff", "nobody", "callback_phone")
        flow.link("handoff", "returned", "person_more")
        flow.link("callback_phone", "next", "callback_noted")
        flow.link("callback_phone", "gave_up", "callback_end")
        flow.link("callback_noted", "next", "callback_end")
        flow.link("person_more", "next", "person_end" if self.plan.get("goodbye") else "to_goodbye")
        return flow

    def _goodbye(self) -> Flow:
        flow = Flow("goodbye", self._label("flow_goodbye"))
        end = {"text": self.words.texts("farewell"), "outcome": "answered"}
        if not self.plan.get("rating", True):
            flow.add("end", "end", self._label("end"), end)
            return flow
        flow.add("rating", "rate", self._label("rating"), {"measure": "csat", "variable": "rating"})
        flow.add("sorry", "say", self._label("sorry"), {"text": self.words.texts("sorry")}, column=1, row=0)
        flow.add("end", "end", self._label("end"), end, row=1)
        flow.link("rating", "next", "end")
        flow.link("rating", "low", "sorry")
        flow.link("sorry", "next", "end")
        return flow
