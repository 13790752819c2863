"""What all flows of a bot of Botpress 12 share: what is said, and what is understood. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.shape import at, fields, first, listed, objects, text

Json = Mapping[str, Any]
_TEXTS: Final = ("text", "title", "message", "body")
_MEDIA: Final = ("image", "video", "audio", "file", "url")
# In which variable a choice leaves what was picked.
_PICKED: Final = re.compile(r"skill-choice-ret(?:-\w{1,40})?")
_HEARD: Final = re.compile(r"event\.(?:preview|payload\.text|text)\b")
# What is read of a call's answer, by the variable that keeps it.
_ANSWERED: Final = re.compile(r"\.([\w-]{1,80})\.((?:body|status|headers)(?:\.\w{1,60}|\[\d{1,3}\]){0,8})")
# As an utterance has a slot: [Paris](city).
_MARKED: Final = re.compile(r"\[([^\[\]]{1,200})\]\([^()]{1,100}\)")


@dataclass(frozen=True, slots=True)
class Said:
    """What an element says: its text, what can be picked (title, value), its files, and its further wordings."""

    text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    media: tuple[str, ...] = ()
    others: int = 0
    # Whether the element is among the files at all.
    known: bool = True


class Bot:
    """What all flows of a bot share: what is said, and what is understood."""

    def __init__(self, files: Files) -> None:
        self.language = ""
        self.languages: set[str] = set()
        self.content: dict[str, Json] = {}
        # What elements say, once it was asked for: many steps may say one.
        self._said: dict[str, Said] = {}
        self.intents: dict[str, list[str]] = {}
        self.entities: dict[str, Json] = {}
        self.positions: dict[str, Json] = {}
        self.questions = 0
        self.skills: dict[str, Json] = {}
        # Slots that a step asks for; what is read of any other was heard by the way.
        self.asked: set[str] = set()
        # Variables of choices that something else reads.
        self.recalled: set[str] = set()
        # By the variable of a call's answer: the paths of what is read of it.
        self.answers: dict[str, set[str]] = {}
        # Whether what was said last is read anywhere but right after it was heard, and the variable that keeps it then.
        self.echoes = False
        self.heard = ""
        # The nodes of each flow.
        self.nodes: dict[str, set[str]] = {}
        # By flow: the nodes at which other flows begin it, and the variable that says so.
        self.begins: dict[str, dict[str, str]] = {}
        for path, document in files.items():
            self._take(path, document)

    def _take(self, path: str, document: Any) -> None:
        if path.endswith(".ui.json"):
            self.positions[path.removesuffix(".ui.json")] = fields(document)
            return
        rows = document if isinstance(document, list) else objects(document, "content") or [document]
        for one in rows:
            if not isinstance(one, Mapping):
                continue
            if isinstance(one.get("formData"), Mapping):
                self.content[text(one, "id")] = fields(one, "formData")
                keys = (str(key) for key in fields(one, "formData"))
                self.languages |= {key.rpartition("$")[2] for key in keys if "$" in key}
            elif objects(one, "data", "questions") or fields(one, "data", "questions"):
                self.questions += 1
            elif "utterances" in one and text(one, "name"):
                said = at(one, "utterances")
                lines = (
                    said
                    if isinstance(said, list)
                    else listed(said, self.language)
                    or [line for lines in fields(said).values() if isinstance(lines, list) for line in lines]
                )
                self.intents[text(one, "name")] = [
                    _MARKED.sub(r"\1", text(line)) for line in lines if text(line)
                ][:30]
            elif text(one, "type") in {"list", "pattern"} and text(one, "name"):
                self.entities[text(one, "name")] = one

    def reads(self, flows: Mapping[str, Json]) -> None:
        """Note what flows ask for and read of one another."""
        self.skills = {name: flow for name, flow in flows.items() if fields(flow, "skillData")}
        self.asked = {text(flow, "skillData", "slotName") for flow in self.skills.values()} - {""}
        written: list[str] = []
        for name, flow in flows.items():
            self.nodes[name] = {text(node, "name") for node in objects(flow, "nodes")}
            if name not in self.skills:
                written += self._written(flow)
        for form in self.content.values():
            written += [value for value in form.values() if isinstance(value, str)]
        self.echoes = self.echoes or any(_HEARD.search(one) for one in written)
        self.recalled.update(name for one in written for name in _PICKED.findall(one))
        self.answers = {
            name: set[str]() for flow in self.skills.values() if (name := text(flow, "skillData", "variable"))
        }
        for one in written:
            for name, path in _ANSWERED.findall(one):
                if name in self.answers:
                    self.answers[name].add(path)

    def _written(self, flow: Json) -> list[str]:
        """Conditions and instructions of a flow; not those that keep a message as soon as it is heard."""
        written: list[str] = []
        for node in objects(flow, "nodes"):
            heard = [text(one) for one in listed(node, "onReceive")]
            if text(node, "type") != "skill-call":
                written += [text(way, "condition") for way in objects(node, "next")]
            written += [text(one) for one in listed(node, "onEnter")]
            written += heard[1:] if heard and "setVariable" in heard[0] else heard
        return written

    def commonest(self) -> str:
        """The language that most of it is in."""
        counts = dict.fromkeys(self.languages, 0)
        for form in self.content.values():
            for key in form:
                if str(key).rpartition("$")[2] in counts:
                    counts[str(key).rpartition("$")[2]] += 1
        return max(sorted(counts), key=lambda code: counts[code]) if counts else ""

    def of(self, form: Json, name: str) -> Any:
        """A field of a content element in the bot's language; in another where there is none."""
        found = form.get(f"{name}${self.language}", form.get(name))
        if found not in (None, "", []):
            return found
        return next((form[key] for key in form if str(key).partition("$")[0] == name and form[key]), found)

    def element(self, written: str) -> Said:
        """What an element says, by its id as an instruction has it."""
        identifier = written.removeprefix("#!").removeprefix("!").removeprefix("#")
        if identifier not in self._said:
            form = self.content.get(identifier)
            self._said[identifier] = Said(known=False) if form is None else self.form(form)
        return self._said[identifier]

    def form(self, form: Json) -> Said:
        """What a content element's fields say."""
        names = (*_TEXTS, *_MEDIA, "subtitle", "address")
        found = {name: self.of(form, name) for name in names}
        rows = [*objects(self.of(form, "choices")), *objects(self.of(form, "options"))]
        choices = [
            (first(row, "title", "label", "text"), first(row, "value", "title", "label")) for row in rows
        ]
        links, buttons = self._actions(self.of(form, "actions"))
        lines = [first(found, *_TEXTS), text(found["subtitle"]), text(found["address"]), *links]
        media = [first(found, *_MEDIA)]
        for card in objects(self.of(form, "items")):
            links, more = self._actions(self.of(card, "actions"))
            lines += [text(self.of(card, "title")), text(self.of(card, "subtitle")), *links]
            media.append(first({name: self.of(card, name) for name in _MEDIA}, *_MEDIA))
            buttons += more
        return Said(
            "\n".join(line for line in lines if line),
            tuple(row for row in [*choices, *buttons] if row[0]),
            tuple(dict.fromkeys(address for address in media if address)),
            len(listed(self.of(form, "variations"))),
        )

    def _actions(self, actions: Any) -> tuple[list[str], list[tuple[str, str]]]:
        """A card's buttons: those that open something, as lines, and those that say something."""
        links, buttons = [], []
        for action in objects(actions):
            title = text(self.of(action, "title"))
            address = text(self.of(action, "url"))
            if address:
                links.append(f"{title}: {address}" if title else address)
            else:
                said = first({name: self.of(action, name) for name in ("text", "payload")}, "text", "payload")
                buttons.append((title, said or title))
        return links, buttons
