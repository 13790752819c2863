"""A template's plan and its words become the blueprint that an agent begins with.

A plan says what is asked for and where it leads; `data/<industry>/plan.json` holds it. The words are looked up in the
template's own, then in those of its industry, then in those that all share.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from centralita.studio.templates.asking import Asking
from centralita.studio.templates.drawing import Flow, Json
from centralita.studio.templates.equipment import CHECK, call_of, granted
from centralita.studio.templates.forms import Forms
from centralita.studio.templates.wording import Lexicon, Plan

LONGEST_REASON = 200
# What the person who takes over sees anyway, or cannot read.
_NOT_IN_REASON = {"name", "phone", "email"}
# Holds always: an answer is left as soon as it is given, so that the next message is sorted anew.
_ALWAYS: Json = {"kind": "all", "conditions": []}


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
        "tools": granted(plan, tools or {}, lexicon),
        "flows": [flow.document() for flow in composer.flows()],
    }


@dataclass(frozen=True, slots=True)
class _Composer:
    plan: Plan
    fields: Mapping[str, Any]
    words: Lexicon
    tools: Mapping[str, Any]

    def variables(self) -> list[Json]:
        """What is known from elsewhere when a conversation begins."""
        about = self.plan.get("about")
        if about is None:
            return []
        reference = {"name": "booking_reference", "label": self._label("about_reference")}
        return [{"name": about, "label": self._label(f"about_{about}")}, reference]

    def flows(self) -> list[Flow]:
        forms = Forms(self.plan, self.fields, self.words, self.tools).flows()
        last = [] if self.plan.get("goodbye") else [self._goodbye()]
        return [self._main(), *forms, self._person(), *last]

    def _label(self, key: str) -> str:
        return self.words.name("names", key)

    def _main(self) -> Flow:
        flow = Flow("main", self._label("flow_main"))
        for source, port in self._opening(flow):
            flow.link(source, port, "route")
        flow.add("route", "decide", self._label("route"), self._route())
        for branch in self._routed():
            flow.link("route", branch["id"], self._reach(flow, branch))
        self._open_question(flow)
        person = flow.jump("person", self._label("flow_person"))
        flow.link("route", "person", person)
        if self.plan.get("goodbye") is None:
            flow.link("route", "goodbye", flow.jump("goodbye", self._label("flow_goodbye")))
        return flow

    def _open_question(self, flow: Flow) -> None:
        """What is asked besides is answered by a model from what is known, or quoted from it where there is none."""
        data = {
            "prompt": self._task(),
            "tools": self._consulted(),
            "exits": [
                {"id": "person", **self._way("needs_person")},
                {"id": "asked_back", **self._way("asked_back")},
                {"id": "answered", **self._way("answered"), "condition": _ALWAYS},
            ],
        }
        flow.add("answer", "ai_answer", self._label("answer"), data)
        flow.add("unknown", "say", self._label("unknown"), {"text": self.words.texts("unanswered")})
        flow.add("more", "say", self._label("more"), {"text": self.words.texts("more")})
        flow.link("route", "otherwise", "answer")
        person = flow.jump("person", self._label("flow_person"))
        for port, target in (
            ("person", person),
            ("asked_back", "route"),
            ("answered", "more"),
            ("unanswered", "unknown"),
            ("limit", person),
        ):
            flow.link("answer", port, target)
        flow.link("unknown", "next", "more")
        flow.link("more", "next", "route")

    def _task(self) -> str:
        """What a model is to do with a question: the same for all of a purpose, within the limits of the industry."""
        return "\n\n".join(
            (
                self.words.name("tasks", self.plan["purpose"]),
                self.words.name("tasks", "all"),
                self.words.name("limits"),
            )
        )

    def _way(self, way: str) -> Json:
        return {
            "name": self.words.name("exits", way, "name"),
            "description": self.words.name("exits", way, "about"),
        }

    def _consulted(self) -> list[str]:
        """The tools that change nothing and that a question may need: whether something is free."""
        checks = (branch.get("form", {}).get(CHECK) for branch in self.plan["branches"])
        return list(dict.fromkeys(wanted["tool"] for wanted in checks if wanted is not None))

    def _opening(self, flow: Flow) -> list[tuple[str, str]]:
        """The first nodes; the ports that lead on to the route."""
        flow.add("greeting", "say", self._label("greeting"), {"text": self.words.texts("greeting")})
        gate = self.plan.get("gate")
        if gate is None:
            return [("greeting", "next")]
        question = {"question": self.words.texts("gate"), "input": {"type": "yes_no"}, "retries": 1}
        flow.add("gate", "ask", self._label("gate"), question)
        flow.link("greeting", "next", "gate")
        flow.add("pitch", "say", self._label("pitch"), {"text": self.words.texts("pitch")})
        flow.link("gate", "next", self._about(flow))
        if "no" in gate:
            flow.link("gate", "no", self._reach(flow, self._branch(gate["no"])))
            flow.link("gate", "gave_up", flow.jump("person", self._label("flow_person")))
        else:
            later = self._later(flow, gate["later"])
            flow.link("gate", "no", later)
            flow.link("gate", "gave_up", later)
        return [("pitch", "next")]

    def _about(self, flow: Flow) -> str:
        """What it is about, where that is known: told only to who it is for."""
        about = self.plan.get("about")
        if about is None:
            return "pitch"
        known = {"kind": "variable", "variable": about, "operator": "is_filled"}
        branch = {"id": "known", "name": self._label("known"), "condition": known}
        flow.add("begin", "decide", self._label("begin"), {"by": "conditions", "branches": [branch]})
        flow.add("about", "say", self._label("about"), {"text": self.words.texts("about")})
        flow.link("begin", "known", "about")
        flow.link("begin", "otherwise", "pitch")
        flow.link("about", "next", "pitch")
        return "begin"

    def _later(self, flow: Flow, branches: list[str]) -> str:
        """Where a "no" to whether they have a minute leads; the last of the branches is taken where none fits."""
        *named, last = (self._branch(name) for name in branches)
        data = {
            "by": "intent",
            "question": self.words.texts("later"),
            "retries": 0,
            "branches": [
                self._choice("later_words", branch["id"])
                if branch["id"] == "callback"
                else self._intent(branch["id"])
                for branch in named
            ],
        }
        flow.add("later", "decide", self._label("later"), data)
        for branch in named:
            flow.link("later", branch["id"], self._reach(flow, branch))
        flow.link("later", "otherwise", self._reach(flow, last))
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

    def _reach(self, flow: Flow, branch: Plan) -> str:
        """The node of the main flow that begins this branch, made when it is not there yet."""
        key, name = branch["id"], self.words.name("branches", branch["id"], "name")
        if "form" in branch or "manage" in branch:
            return flow.jump(key, name)
        node = f"on_{key}"
        if flow.has(node):
            return node
        text = self.words.texts("branches", key, "text")
        if "ending" not in branch:
            flow.add(node, "say", name, {"text": text})
            flow.link(node, "next", flow.jump("person", self._label("flow_person")))
            return node
        end = {"text": text, "outcome": branch["ending"]}
        if "tell" not in branch:
            return flow.add(node, "end", name, end)
        call = call_of(branch["tell"], self.tools, self.words)
        data = {"tool": call.tool, "arguments": dict(call.arguments)}
        flow.add(node, "tool_call", self.words.name("tools", call.tool, "label"), data)
        flow.add(f"{key}_end", "end", name, end)
        flow.link(node, "next", f"{key}_end")
        flow.link(node, "failed", f"{key}_end")
        return node

    def _reason(self) -> str:
        asked = [
            name for branch in self.plan["branches"] for name in branch.get("form", {}).get("fields", ())
        ]
        reason = self._label("handoff_reason")
        asking = Asking(self.fields, self.words)
        for name in dict.fromkeys(asking.told([name for name in asked if name not in _NOT_IN_REASON])):
            more = f"{reason} {{{{{name}}}}}"
            reason = more if len(more) <= LONGEST_REASON else reason
        return reason

    def _person(self) -> Flow:
        flow = Flow("person", self._label("flow_person"))
        opened = {"id": "open", "name": self._label("open"), "condition": {"kind": "hours", "open": True}}
        farewell = self.words.texts("farewell")
        phone = {
            "question": self.words.texts("callback_phone"),
            "variable": "phone",
            "input": {"type": "phone"},
        }
        noted = self.words.texts("callback_noted")
        handoff = {"text": self.words.texts("handoff"), "reason": self._reason(), "wait_seconds": 300}
        for node, kind, data in (
            ("open_now", "decide", {"by": "conditions", "branches": [opened]}),
            ("handoff", "handoff", {**handoff, "urgent": True}),
            ("callback_phone", "ask", phone),
            ("callback_noted", "say", {"text": noted}),
            ("callback_end", "end", {"text": farewell, "outcome": "callback_requested"}),
            ("person_more", "say", {"text": self.words.texts("back_with_you")}),
        ):
            flow.add(node, kind, self._label(node), data)
        flow.link("open_now", "open", "handoff")
        flow.link("open_now", "otherwise", "callback_phone")
        flow.link("handoff", "nobody", "callback_phone")
        flow.link("handoff", "returned", "person_more")
        flow.link("callback_phone", "next", "callback_noted")
        flow.link("callback_phone", "gave_up", "callback_end")
        flow.link("callback_noted", "next", "callback_end")
        if self.plan.get("goodbye"):
            flow.add("person_end", "end", self._label("end"), {"text": farewell, "outcome": "answered"})
            flow.link("person_more", "next", "person_end")
        else:
            flow.link("person_more", "next", flow.jump("goodbye", self._label("flow_goodbye")))
        return flow

    def _goodbye(self) -> Flow:
        flow = Flow("goodbye", self._label("flow_goodbye"))
        end = {"text": self.words.texts("farewell"), "outcome": "answered"}
        if not self.plan.get("rating", True):
            flow.add("end", "end", self._label("end"), end)
            return flow
        flow.add("rating", "rate", self._label("rating"), {"measure": "csat", "variable": "rating"})
        flow.add("sorry", "say", self._label("sorry"), {"text": self.words.texts("sorry")})
        flow.add("end", "end", self._label("end"), end)
        flow.link("rating", "next", "end")
        flow.link("rating", "low", "sorry")
        flow.link("sorry", "next", "end")
        return flow
