"""What all nodes of a conversation flow of Retell do: speak, lead on, and tell what is not taken over. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.retell_edges import Edges, asked
from centralita.studio.imports.formats.talking import ALWAYS, Told, Way, judge, position, sort, talk

Json = Mapping[str, Any]
_FAILS: Final = re.compile(
    r"\b(?:error|errors|fail|fails|failed|failure|unsuccessful|falla|fallo|erro|falha)\b", re.IGNORECASE
)
_WORKS: Final = re.compile(
    r"\b(?:result|success|succeeded|successful|completed|finished|done)\b", re.IGNORECASE
)
# What these are to say, they say only when that is switched on; the text of others is no speech at all.
_ASIDE: Final = frozenset({"function", "code", "mcp", "sms", "press_digit"})


@dataclass(frozen=True, slots=True)
class Shared:
    """What all nodes of a flow share: its tools by id, its components' flows, the documents that it knows."""

    drawing: Drawing
    tools: dict[str, Json]
    knowledge: Sequence[str]
    components: dict[str, str] = field(default_factory=dict)


class Step:
    """One node, and what any of them may do."""

    def __init__(
        self, flow: Shared, sheet: Sheet, node: Json, everywhere: Sequence[Way] = (), *, inner: bool = False
    ) -> None:
        """`everywhere`: what is heard in any node of the flow, and where it leads. `inner`: it is a component's."""
        self.flow, self.drawing, self.sheet, self.node = flow, flow.drawing, sheet, node
        self.everywhere, self.inner = everywhere, inner
        self.key = text(node, "id") or text(node, "name")
        self.name = text(node, "name") or text(node, "type").replace("_", " ")
        self.at = position(at(node, "display_position"))
        self.said = text(node, "instruction", "text")
        self.written = text(node, "instruction", "type") == "static_text"
        # Steps that do something say their text only where that is switched on.
        self.speaks = at(node, "speak_during_execution") is not False
        self.edges = Edges(self.drawing, node, self.lose)

    def lose(self, code: str, **data: str) -> None:
        self.sheet.lose(code, self.name, **data)

    def is_heard_everywhere(self) -> None:
        setting = fields(self.node, "global_node_setting")
        if not setting:
            return
        led = any(way.target == self.key for way in self.everywhere)
        self.lose(
            "heard_everywhere" if led else "intent_lost", text=asked(at(setting, "condition")) or self.name
        )
        for back in objects(setting, "go_back_conditions"):
            said = text(back, "transition_condition", "prompt")
            self.lose("setting", text=f"go_back_conditions: {said}")

    def with_everywhere(self, ways: Sequence[Way]) -> list[Way]:
        """Its own ways first, then those of every node, as far as there is room."""
        led = {self.key, *(way.target for way in ways)}
        return [*ways, *(way for way in self.everywhere if way.target not in led)]

    def ours(self) -> dict[str, str]:
        """The written text; of a prompt nothing can be said word for word."""
        return self.drawing.texts(self.said) if self.written else {}

    def below(self, rows: int) -> dict[str, float] | None:
        return None if self.at is None else {"x": self.at["x"], "y": self.at["y"] + 150.0 * rows}

    def judge(self, key: str, sums: Sequence[Way], words: Sequence[Way], lead: str) -> None:
        rest = f"{key} sorts" if words else lead
        judge(self.sheet, key, self.name, sums, otherwise=rest, at=self.below(2))
        if words:
            sort(self.sheet, rest, self.name, "", words, otherwise=lead or self.key, at=self.below(3))

    def says_before(self, *, written: bool = False) -> str:
        """Say first what the step is to say while it does something; the key of the step that does it.

        A written text needs a step of its own only where the step that does it cannot say it: `written`.
        """
        if not self.said.strip() or not self.speaks or (self.written and not written):
            return self.key
        does = f"{self.key} does"
        if self.written:
            self.sheet.add(self.key, "say", self.name, {"text": self.ours()}, self.at)
            self.sheet.link(self.key, "next", does)
        else:
            told = Told(self.said, ways=[Way(does, name="next", condition=ALWAYS)])
            talk(self.sheet, self.key, self.name, told, self.at)
        return does

    def goes_on(self, lead: str, key: str = "") -> None:
        """Nothing is done here; what leads here leads on."""
        node = self.sheet.add(key or self.key, "set", self.name, {"assignments": []}, self.below(bool(key)))
        self.sheet.link(node, "next", lead)

    def passes(self, code: str, **data: str) -> None:
        """It is not done here. Its ways are kept, so that whoever makes up for it finds where each leads."""
        self.lose(code, **data)
        if text(self.node, "type") in _ASIDE and at(self.node, "speak_during_execution") is not True:
            self.speaks = False
        if code == "node" and self.said.strip():
            # Nobody knows whether a step of an unknown kind says its text or follows it.
            self.speaks = False
            self.lose("words", text=self.said)
        does = self.says_before(written=True)
        after, failing = self.after(self.edges.ways(), done=False)
        self.goes_on(after or failing, "" if does == self.key else does)

    def after(self, ways: Sequence[Way], *, done: bool = True) -> tuple[str, str]:
        """Where it leads when something went well, and where when it failed. `done`: there is a result to judge by.

        A way for when it fails is the port that is taken then; nobody has to be asked whether it did.
        """
        key, lead = f"{self.key} after", self.edges.lead()
        failing = [way for way in ways if way.condition is None and _FAILS.search(way.when)]
        failed = failing[0].target if failing else lead
        ways = [way for way in ways if way not in failing]
        sums = [way for way in ways if way.condition is not None]
        words = [way for way in ways if way.condition is None]
        if len(words) == 1 and (failing or not done or _WORKS.search(words[0].when)):
            lead, words = words[0].target, []
        if sums:
            self.judge(key, sums, words, lead)
        elif words:
            sort(self.sheet, key, self.name, "", words, otherwise=lead, at=self.below(1))
        return (key if sums or words else lead), failed

    def hears(self, lead: str) -> str:
        """A step that waits for an answer, whatever it is; its key."""
        waits = self.sheet.add(f"{self.key} hears", "wait", "…", {"until": "message"}, self.below(1))
        self.sheet.link(waits, "next", lead)
        return waits
