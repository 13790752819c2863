"""The flows that take something: what is asked, whether it can be had, what is read back, and what is done with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from centralita.studio.templates.asking import Asking
from centralita.studio.templates.drawing import Flow, Json
from centralita.studio.templates.equipment import (
    CHECK,
    LOOK_UP,
    MESSAGE,
    Call,
    call_of,
    check,
    deed,
    leave_message,
    look_up,
    taken,
)
from centralita.studio.templates.wording import Lexicon, Plan

_DEED: Final = "deed"


@dataclass(frozen=True, slots=True)
class Forms:
    """What draws the forms of a plan. `fields`: what may be asked; `tools`: what may be called, by id."""

    plan: Plan
    fields: Mapping[str, Any]
    words: Lexicon
    tools: Mapping[str, Any]

    def flows(self) -> Iterator[Flow]:
        """A flow for each branch that asks something."""
        for branch in self.plan["branches"]:
            if "form" in branch:
                yield self._form(branch)
            elif "manage" in branch:
                yield self._manage(branch)

    @property
    def _asking(self) -> Asking:
        return Asking(self.fields, self.words)

    def _label(self, key: str) -> str:
        return self.words.name("names", key)

    def _person(self, flow: Flow) -> str:
        return flow.jump("person", self._label("flow_person"))

    def _form(self, branch: Plan) -> Flow:
        form = branch["form"]
        flow = Flow(branch["id"], self.words.name("branches", branch["id"], "name"))
        confirmed = form.get("confirm", True) and form.get("then") != "person"
        following = "confirm" if confirmed else self._next_of(form)
        self._questions(flow, form, following)
        if form.get("then") == "person":
            if LOOK_UP in form:
                after = self._ended(flow, "answered")
                look_up(flow, self._call(form[LOOK_UP]), otherwise=self._person(flow), after=after)
            return flow
        if confirmed:
            self._confirm(flow, form)
        if _DEED in form:
            self._deed(flow, branch)
        told = self._asking.message(flow.name, form["fields"])
        if self.plan.get("about"):
            told["message"] += f'. {{{{{self.plan["about"]} | default: "–"}}}}'
        leave_message(flow, self.words, told, after="done", otherwise=self._person(flow))
        flow.add("done", "say", self._label("done"), {"text": self._text(branch, "done")})
        flow.link("done", "next", self._ended(flow, form["outcome"]))
        return flow

    def _next_of(self, form: Plan) -> str:
        if form.get("then") == "person":
            return LOOK_UP if LOOK_UP in form else "to_person"
        return _DEED if _DEED in form else MESSAGE

    def _questions(self, flow: Flow, form: Plan, following: str) -> None:
        """Each field in turn; after the one that a check is about, the check."""
        asked: list[str] = form["fields"]
        wanted = form.get(CHECK)
        for name, after in zip(asked, [*asked[1:], following], strict=True):
            if wanted is None or wanted["after"] != name:
                self._asking.ask(flow, name, after=after, otherwise="to_person")
                continue
            self._asking.ask(flow, name, after=CHECK, otherwise="to_person")
            check(flow, self._call(wanted), back=wanted.get("back", name), after=after)
        self._person(flow)

    def _confirm(self, flow: Flow, form: Plan) -> None:
        """Read back what was understood; what is wrong is asked for once more, and nothing else."""
        asked: list[str] = form["fields"]
        question = {"question": self._asking.summary(asked), "input": {"type": "yes_no"}}
        flow.add("confirm", "ask", self._label("confirm"), {**question, "variable": "confirmed"})
        flow.link("confirm", "next", self._next_of(form))
        if len(asked) == 1:
            flow.add("again", "say", self._label("again"), {"text": self.words.texts("again")})
            flow.link("confirm", "no", "again")
            flow.link("again", "next", asked[0])
            return
        flow.add("fix", "ask", self._label("fix"), self._asking.which(asked))
        flow.link("confirm", "no", "fix")
        flow.link("fix", "next", "confirm")
        flow.link("fix", "gave_up", "to_person")
        wanted = form.get(CHECK)
        for name in asked:
            checked = wanted is not None and name in wanted["with"].values()
            after = f"fix_{CHECK}" if checked else "confirm"
            flow.link(
                "fix", name, self._asking.ask(flow, name, after=after, otherwise="to_person", again=True)
            )
        if wanted is not None:
            back = f"fix_{wanted.get('back', wanted['after'])}"
            check(flow, self._call(wanted), back=back, after="confirm", node=f"fix_{CHECK}")

    def _deed(self, flow: Flow, branch: Plan) -> None:
        """Have a tool do it; where it cannot, people are told, and where it says no, it is asked for once more."""
        wanted = branch["form"][_DEED]
        call = self._call(wanted)
        refused = taken(flow, call, _DEED, back=wanted["back"]) if "back" in wanted else MESSAGE
        deed(flow, call, _DEED, done="did", refused=refused, failed=MESSAGE)
        flow.add("did", "say", self._label("did"), {"text": self._text(branch, "did")})
        flow.link("did", "next", self._ended(flow, wanted["outcome"]))

    def _manage(self, branch: Plan) -> Flow:
        """Find what somebody has booked, and move it, cancel it or leave it. Where nobody can say, people are told."""
        manage, key = branch["manage"], branch["id"]
        flow = Flow(key, self.words.name("branches", key, "name"))
        find = manage["find"]
        asked: list[str] = manage["fields"]
        for name, after in zip(asked, [*asked[1:], "find"], strict=True):
            self._asking.ask(flow, name, after=after, otherwise="to_person")
        person = self._person(flow)
        found = self._call(find)
        deed(flow, found, "find", done="which", refused="not_found", failed="change")
        ways = [way for way in ("move", "cancel", "other") if way in manage] + ["keep"]
        self._which(flow, key, ways)
        flow.link("which", "gave_up", person)
        if "move" in manage:
            self._move(flow, branch)
        if "cancel" in manage:
            self._cancel(flow, branch)
        if "other" in manage:
            flow.link("which", "other", "change")
        self._said(flow, branch, "kept", "answered")
        flow.link("which", "keep", "kept")
        flow.link("which", "next", "change")
        flow.add("not_found", "say", self._label("not_found"), {"text": found.says("not_found")})
        flow.link("not_found", "next", "change")
        self._asking.ask(flow, "change", after=MESSAGE, otherwise=person)
        moved: list[str] = manage.get("move", {}).get("fields", [])
        told = self._asking.message(flow.name, [*asked, *moved, "change"])
        told["message"] += '. {{wish | default: "–"}}'
        leave_message(flow, self.words, told, after="done", otherwise=person)
        self._said(flow, branch, "done", branch["manage"]["outcome"])
        return flow

    def _which(self, flow: Flow, key: str, ways: list[str]) -> None:
        options = []
        for way in ways:
            words = self.words.phrases("branches", key, "ways", way)
            options.append(
                {
                    "id": way,
                    "label": {language: said[0] for language, said in words.items()},
                    "synonyms": {language: said[1:] for language, said in words.items()},
                }
            )
        data: Json = {
            "question": self.words.texts("branches", key, "found"),
            "input": {"type": "choice", "options": options},
            "variable": "wish",
        }
        flow.add("which", "ask", self._label("which"), data)

    def _move(self, flow: Flow, branch: Plan) -> None:
        move = branch["manage"]["move"]
        asked: list[str] = move["fields"]
        flow.link("which", "move", asked[0])
        following = CHECK if CHECK in move else "sure_move"
        for name, after in zip(asked, [*asked[1:], following], strict=True):
            self._asking.ask(flow, name, after=after, otherwise="to_person")
        if CHECK in move:
            check(flow, self._call(move[CHECK]), back=asked[0], after="sure_move")
        self._sure(flow, "sure_move", self._asking.summary(asked), yes="move", no=asked[0])
        call = self._call(move["by"])
        deed(
            flow, call, "move", done="moved", refused=taken(flow, call, "move", back=asked[0]), failed=MESSAGE
        )
        self._said(flow, branch, "moved", move["outcome"])

    def _cancel(self, flow: Flow, branch: Plan) -> None:
        cancel = branch["manage"]["cancel"]
        flow.link("which", "cancel", "sure_cancel")
        self._sure(flow, "sure_cancel", self._text(branch, "sure"), yes="cancel", no="kept")
        deed(flow, self._call(cancel), "cancel", done="cancelled", refused=MESSAGE, failed=MESSAGE)
        self._said(flow, branch, "cancelled", cancel["outcome"])

    def _sure(self, flow: Flow, node: str, question: dict[str, str], *, yes: str, no: str) -> None:
        flow.add(node, "ask", self._label("confirm"), {"question": question, "input": {"type": "yes_no"}})
        flow.link(node, "next", yes)
        flow.link(node, "no", no)

    def _said(self, flow: Flow, branch: Plan, node: str, outcome: str) -> None:
        """Say how it came out, and end."""
        flow.add(node, "say", self._label(node), {"text": self._text(branch, node)})
        flow.link(node, "next", self._ended(flow, outcome))

    def _ended(self, flow: Flow, outcome: str) -> str:
        """The rating where the plan asks for one, and the end; the first of the two."""
        end = f"end_{outcome}"
        if not flow.has(end):
            data = {"text": self.words.texts("farewell"), "outcome": outcome}
            flow.add(end, "end", self._label("end"), data)
        if not self.plan.get("rating", True):
            return end
        rating = f"rating_{outcome}"
        if not flow.has(rating):
            flow.add(rating, "rate", self._label("rating"), {"measure": "csat"})
            flow.link(rating, "next", end)
        return rating

    def _text(self, branch: Plan, name: str) -> dict[str, str]:
        return self.words.texts("branches", branch["id"], name)

    def _call(self, wanted: Plan) -> Call:
        return call_of(wanted, self.tools, self.words)
