"""An agent of ours being drawn from somebody else's file. Whatever is asked of it, what comes out is a blueprint. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from centralita import engine
from centralita.engine.data import MAX_TEXT
from centralita.engine.values import bounded
from centralita.kit.scrubbing import Scrubber, names_a_secret
from centralita.studio.imports.domain import placeholders
from centralita.studio.imports.domain.drawn import Drawn, ReadTool, granted
from centralita.studio.imports.domain.faults import Fault, Unreadable
from centralita.studio.imports.domain.losses import Loss
from centralita.studio.imports.domain.naming import Names
from centralita.studio.imports.domain.placing import needed_ports, placed
from centralita.studio.imports.domain.shape import LONGEST_TEXT
from centralita.studio.tools.domain.definition import ToolDefinition
from centralita.studio.tools.domain.packed import PackedSignIn

Json = dict[str, Any]
MOST_LOSSES: Final = 500
MOST_NODES: Final = 2_000
MOST_FLOWS: Final = 100
MOST_VARIABLES: Final = 300
MOST_TOOLS: Final = 100
MOST_TEXT: Final = 3_000_000
# What even the shortest text costs, in characters.
_EACH: Final = 20
_VARIABLES_NAMED: Final = 1_500
MOST_OPTIONS: Final = 40
# So many a message may pass through where steps are repeated for each of a list.
MOST_STEPS: Final = 500
# Texts are written under this while the language is not known.
LANGUAGE: Final = "und"
SPOKEN: Final = frozenset({"en", "es", "pt"})
_QUESTION: Final = {
    "en": "What would you like to tell us?",
    "es": "¿Qué quiere decirnos?",
    "pt": "O que gostaria de nos dizer?",
}
_END: Final = {"en": "End", "es": "Fin", "pt": "Fim"}


@dataclass(slots=True)
class Sheet:
    """One flow. Nodes are known by the keys of the file; a link may name a key that is drawn later."""

    drawing: "Drawing"
    id: str
    name: str
    nodes: dict[str, Json] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    # Keys of the file that are no node here, and the key that stands for each.
    stands_for: dict[str, str] = field(default_factory=dict)
    entry: str = ""
    # Where the file says no more, the conversation is over; without it, the flow goes back to where it came from.
    ends: bool = False
    names: Names = field(default_factory=Names)

    def add(self, key: str, kind: str, name: str, data: Json, at: Mapping[str, Any] | None = None) -> str:
        """A node; its key. `at` is where it lay in the file, if it lay anywhere."""
        if key in self.nodes:
            key = f"{key} ({len(self.nodes)})"
        if self.drawing.full():
            return key
        self.drawing.nodes += 1
        self.nodes[key] = {
            "id": self.names.identifier(key, f"node-{len(self.nodes) + 1}"),
            "kind": kind,
            "name": self.drawing.label(name),
            "data": data,
            **({"position": {"x": _side(at.get("x")), "y": _side(at.get("y"))}} if at else {}),
        }
        self.entry = self.entry or key
        return key

    def link(self, source: str, port: str, target: str) -> None:
        """A way out. One that leads nowhere is told when the flow is finished."""
        if target:
            self.links.append((source, port, target))

    def lose(self, code: str, node: str = "", **data: str) -> None:
        """Something of this flow that is not taken over as it was."""
        self.drawing.lose(code, self.name, node, **data)

    def resolved(self, key: str) -> str:
        """The key of the node that is meant; the key itself where none is."""
        seen: set[str] = set()
        while key not in self.nodes and key in self.stands_for and key not in seen:
            seen.add(key)
            key = self.stands_for[key]
        return key

    def document(self) -> Json:
        """The flow as a blueprint has it: dead ends taken away, places given."""
        edges: list[Json] = []
        taken: set[tuple[str, str]] = set()
        for source, port, named in self.links:
            target = self.resolved(named)
            if source not in self.nodes or (source, port) in taken:
                continue
            if target not in self.nodes:
                self.lose("target_missing", self.nodes[source]["name"])
                continue
            taken.add((source, port))
            edges.append(
                {
                    "id": f"e{len(edges) + 1}",
                    "source": self.nodes[source]["id"],
                    "port": port,
                    "target": self.nodes[target]["id"],
                }
            )
        if self.ends:
            self._end(edges, taken)
        self._name_apart()
        nodes = list(self.nodes.values())
        first = self.resolved(self.entry)
        entry = self.nodes[first]["id"] if first in self.nodes else None
        placed(nodes, edges, entry)
        return {"id": self.id, "name": self.name, "entry": entry, "nodes": nodes, "edges": edges[:8_000]}

    def _end(self, edges: list[Json], taken: set[tuple[str, str]]) -> None:
        """Lead every way out that leads nowhere to one end."""
        loose = [
            (node["id"], port)
            for key, node in self.nodes.items()
            for port in needed_ports(node)
            if (key, port) not in taken
        ]
        if not loose or self.drawing.nodes >= MOST_NODES:
            return
        # Below everything, so that it lies on nothing.
        places = [node["position"] for node in self.nodes.values() if "position" in node]
        at = None
        if len(places) == len(self.nodes):
            lowest = max(place["y"] for place in places)
            at = {"x": sum(place["x"] for place in places) / len(places), "y": min(lowest + 200, 1e6)}
        key = self.add("end", "end", self.drawing.end_name, {}, at)
        end = self.nodes[key]["id"]
        for source, port in loose:
            edges.append({"id": f"e{len(edges) + 1}", "source": source, "port": port, "target": end})

    def _name_apart(self) -> None:
        """Nodes of one name are told apart by a number, as the canvas does it."""
        seen: dict[str, int] = {}
        for node in self.nodes.values():
            name = node["name"]
            seen[name] = seen.get(name, 0) + 1
            if name and seen[name] > 1:
                node["name"] = f"{name[:190]} {seen[name]}"


class Drawing:
    """All of it: flows, variables, tools, what is lost. Every text that goes in loses its secrets first."""

    def __init__(self, name: str) -> None:
        self.scrubber = Scrubber()
        self.variables = Names()
        self.tool_names = Names()
        self.sheets: dict[str, Sheet] = {}
        self.sheet_names = Names()
        self.losses: list[Loss] = []
        self.tools: dict[str, ReadTool] = {}
        self.declared: dict[str, Json] = {}
        # By tool: the arguments that are a variable's value, for the model that fills them in.
        self.given: dict[str, dict[str, str]] = {}
        self.said: list[str] = []
        self.nodes = 0
        # Characters of all texts that were looked through.
        self.read = 0
        self.name = name
        self.persona = ""
        self.greeting = ""
        self.language = ""
        self.entry_sheet = ""
        self.most_steps: int | None = None
        self.knows = False
        self.end_name = "End"
        # What other builders know of the moment, as the engine calls it.
        self.aliases = {"now": "now", "today": "today", "last_message": "last_message"}
        # The flow and the step that are being drawn, as people know them; for what is told of a text.
        self.standing = ("", "")
        self._lost: set[tuple[str, ...]] = set()
        self._questions: list[Json] = []

    # --- texts -------------------------------------------------------------------------------------------------------

    def plain(self, text: str) -> str:
        """A text without secrets. Raises Unreadable when all of them together are more than any agent says."""
        text = text[:LONGEST_TEXT]
        self.looked_through(len(text) + _EACH)
        return self.scrubber.text(text)[:MAX_TEXT]

    def looked_through(self, characters: int) -> None:
        """Count what was looked through. Raises Unreadable when it is more than any agent says."""
        self.read += characters
        if self.read > MOST_TEXT:
            raise Unreadable(Fault("too_much_text", data={"limit": f"{MOST_TEXT // 1_000_000} MB"}))

    def label(self, text: str) -> str:
        """A name for people, in one line."""
        return " ".join(self.plain(text).split())[:200]

    def words(self, text: str, known: Callable[[str], str | None] | None = None) -> str:
        """A text with its {{variables}} called as they are here. `known` finds a name that the file has in another way."""
        text = self.plain(text)

        def replaced(match: re.Match[str]) -> str:
            inner = match[1]
            found = known(inner.strip()) if known is not None else None
            if found is None and inner.strip() not in self.variables.given:
                found = self._alias(inner.strip())
            if found is None:
                found = self._named(inner)
            if found is None:
                self.lose("placeholder", *self.standing, text=match[0][:80])
                return ""
            return "{{" + found + "}}"

        text = placeholders.PLACEHOLDER.sub(replaced, text)
        # What still looks like the beginning of a variable would be a broken template.
        return text[:MAX_TEXT]

    def _named(self, inner: str) -> str | None:
        """The variable between two braces; None for what is more than one."""
        placeholder = placeholders.read(inner)
        if placeholder is None or placeholder.moment:
            return placeholder.moment if placeholder else None
        known = self._alias(placeholder.name) if placeholder.filtered else None
        return known or self.variable(placeholder.name, default=placeholder.default)

    def _alias(self, name: str) -> str | None:
        """What the moment is called here; `current_time_Europe/Madrid` is `current_time` in a place."""
        found = self.aliases.get(name)
        if found is None and "/" in name:
            found = next((own for theirs, own in self.aliases.items() if name.startswith(f"{theirs}_")), None)
        return found

    def speaks(self, codes: Iterable[str]) -> None:
        """The languages that the file names, the main one first. One that no agent speaks here is told."""
        bases = list(dict.fromkeys(code.strip().partition("-")[0].lower() for code in codes if code.strip()))
        self.language = bases[0] if bases and bases[0] in SPOKEN else self.language
        foreign = [base for base in bases[:1] if base not in {*SPOKEN, "multi"}]
        if foreign:
            self.lose("language_foreign", text=foreign[0])
        if bases[1:]:
            self.lose("language", text=", ".join(bases[1:])[:100])

    def texts(self, text: str, known: Callable[[str], str | None] | None = None) -> dict[str, str]:
        """A text that customers hear; nothing where there is none."""
        text = self.words(text, known).strip()
        if not text:
            return {}
        if len(self.said) < 400:
            self.said.append(text[:500])
        return {LANGUAGE: text}

    def phrases(self, words: Iterable[str]) -> dict[str, list[str]]:
        """Words that are listened for."""
        kept = list(dict.fromkeys(self.plain(word).strip()[:120] for word in words))
        kept = [word for word in kept if word][:100]
        return {LANGUAGE: kept} if kept else {}

    def question(self, text: str, sheet: Sheet, node: str, fallback: str = "") -> dict[str, str]:
        """A question; where the file has none, the fallback or one that fits anything, which is told."""
        texts = self.texts(text)
        if not texts and fallback:
            texts = self.texts(fallback)
            self.lose("question_made", sheet.name, node, text=fallback)
        if not texts:
            texts = {LANGUAGE: ""}
            self._questions.append({"texts": texts, "flow": sheet.name, "node": node})
        return texts

    # --- things ------------------------------------------------------------------------------------------------------

    def sheet(self, key: str, name: str) -> Sheet:
        """A flow, made when it is first asked for."""
        if key not in self.sheets:
            identifier = self.sheet_names.identifier(key, f"flow-{len(self.sheets) + 1}")
            self.sheets[key] = Sheet(self, identifier, self.label(name) or identifier)
        return self.sheets[key]

    def variable(
        self, original: str, *, label: str = "", default: object = None, about: str = "", apart: bool = False
    ) -> str:
        """What a variable of the file is called here. `apart`: it is declared, and no other is meant by its name."""
        if len(self.declared) > _VARIABLES_NAMED and original not in self.variables.given:
            # Far more than fit, which is told at the end: no time is spent on their names.
            return "value"
        name = self.variables.variable(original.strip() or "value", apart=apart)
        declared = self.declared.setdefault(name, {"name": name})
        if default not in (None, "", [], {}):
            secret = names_a_secret(original)
            if secret:
                self.scrubber.found += 1
                self.lose("secret", text=original[:80])
            else:
                value = bounded(default)
                declared["default"] = self.plain(value) if isinstance(value, str) else value
        if label or ("label" not in declared and original.strip() != name):
            declared["label"] = self.label(label or original)
        if about:
            declared["description"] = self.label(about)
        return name

    def tool(
        self, original: str, label: str, definition: ToolDefinition, sign_in: PackedSignIn | None = None
    ) -> str:
        """A tool of the organization that the file describes; what it is called here."""
        name = self.tool_names.tool(original)
        if len(self.tools) < MOST_TOOLS:
            self.tools.setdefault(
                name, ReadTool(name, self.label(label)[:120] or name, definition, sign_in=sign_in)
            )
        else:
            self.cut("tools", str(MOST_TOOLS))
        return name

    def lose(self, code: str, flow: str = "", node: str = "", **data: str) -> None:
        """Note what is not taken over as it was; the same thing once."""
        key = (code, flow, node, *data.values())
        # That there is more than fits is told however much else is.
        if (len(self.losses) >= MOST_LOSSES and code != "cut") or key in self._lost:
            return
        self._lost.add(key)
        told = {name: self.scrubber.text(text)[:300] for name, text in data.items()}
        self.losses.append(Loss(code, flow, self.label(node), told))

    def others(self, names: Sequence[str]) -> None:
        """Note that more agents came in than the one that is drawn."""
        if names:
            self.lose("others", text=", ".join(dict.fromkeys(names)))

    def full(self) -> bool:
        """Whether no further node fits, which is noted."""
        if self.nodes >= MOST_NODES:
            self.cut(f"{MOST_NODES} nodes", str(MOST_NODES))
        return self.nodes >= MOST_NODES

    def goes_round(self) -> None:
        """Steps are repeated for each of a list: a message may pass through as many as any may."""
        self.most_steps = MOST_STEPS

    def cut(self, what: str, limit: str) -> None:
        """Note that there was more than fits."""
        self.lose("cut", text=what, limit=limit)

    # --- what comes of it --------------------------------------------------------------------------------------------

    def finished(self, kind: str, guess: Callable[[str], str]) -> Drawn:
        """The agent. `guess` tells the language of a text. Raises Unreadable when there is nothing to say."""
        if not self.nodes and not self.persona:
            raise Unreadable(Fault("nothing_to_say", data={"kind": kind}))
        language = self.language or guess("\n".join([*self.said, self.persona])) or "en"
        for asked in self._questions:
            made = _QUESTION.get(language, _QUESTION["en"])
            asked["texts"][LANGUAGE] = made
            self.lose("question_made", asked["flow"], asked["node"], text=made)
        self.end_name = _END.get(language, _END["en"])
        sheets = [sheet for sheet in self.sheets.values() if sheet.nodes]
        if len(sheets) > MOST_FLOWS:
            self.cut("flows", str(MOST_FLOWS))
        if len(self.declared) > MOST_VARIABLES:
            self.cut("variables", str(MOST_VARIABLES))
        document: Json = {
            "name": self.label(self.name),
            "languages": [LANGUAGE],
            "default_language": LANGUAGE,
            "persona": {LANGUAGE: self.persona} if self.persona else {},
            "greeting": {LANGUAGE: self.greeting} if self.greeting else {},
            "flows": [sheet.document() for sheet in sheets[:MOST_FLOWS]],
            "entry_flow": self.sheets[self.entry_sheet].id if self.entry_sheet in self.sheets else None,
            "variables": list(self.declared.values())[:MOST_VARIABLES],
            "tools": [granted(tool) for tool in self.tools.values()],
            "knowledge": [{"id": "all", "name": "All"}] if self.knows else [],
        }
        if self.most_steps is not None:
            document["guardrails"] = {"max_steps": self.most_steps}
        try:
            blueprint = engine.Blueprint.model_validate(document)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            path = ".".join(str(part) for part in first["loc"])[:200]
            raise Unreadable(Fault("too_big", data={"path": path, "reason": first["msg"][:200]})) from None
        return Drawn(
            self.label(self.name)[:120],
            language,
            blueprint,
            tuple(self.tools.values()),
            tuple(self.losses),
            self.scrubber.found,
        )


def _side(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return round(min(max(float(value), -1e6), 1e6), 1)
