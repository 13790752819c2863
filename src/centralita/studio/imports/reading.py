"""From bytes to agents: which kind of file it is, what is drawn of it, and whether that would pass the checks. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any, Final

from centralita.kit import documents
from centralita.kit.documents import MOST_VALUES, DocumentBroken
from centralita.kit.scrubbing import Scrubber
from centralita.studio.imports.domain import agent_file
from centralita.studio.imports.domain.agent_file import scrubbed_values
from centralita.studio.imports.domain.drawing import MOST_TEXT
from centralita.studio.imports.domain.drawn import Drawn, ReadTool
from centralita.studio.imports.domain.faults import Fault, Unreadable
from centralita.studio.imports.domain.loading import MOST_IN_YAML, Files, load, text_of
from centralita.studio.imports.domain.locating import tree
from centralita.studio.imports.domain.separating import One, weight
from centralita.studio.imports.domain.shape import first, text
from centralita.studio.imports.formats import (
    botpress,
    dify,
    elevenlabs,
    rasa,
    retell,
    typebot,
    vapi,
    voiceflow,
)
from centralita.studio.imports.sifting import sifted

# The surest marks first: what is told apart by one field alone comes last.
FORMATS: Final[tuple[ModuleType, ...]] = (typebot, voiceflow, botpress, dify, elevenlabs, rasa, retell, vapi)
OWN: Final = "centralita"
MOST_AGENTS: Final = 40
"""So many are read of what came in at once."""
_MOST_LEFT: Final = 200
# What an agent is called whose files give it no name.
_NAMELESS: Final = frozenset(
    {"Typebot", "Retell", "ElevenLabs", "Vapi", "Voiceflow", "Dify", "Botpress", "Rasa"}
)
_PLACE: Final = re.compile(r"#\d+$")
_MOST_ROWS: Final = 500
_ENVELOPES: Final = (
    "data",
    "result",
    "response",
    "payload",
    "content",
    "results",
    "items",
    "list",
    "records",
)
# What a whole account is kept in, each kind of thing under its name.
_SHELVES: Final = (
    "agents",
    "assistants",
    "squads",
    "workflows",
    "typebots",
    "bots",
    "chatbots",
    "apps",
    "projects",
)
_BESIDE: Final = ("tools", "llms", "retell_llms", "conversation_flows", "flows")


@dataclass(frozen=True, slots=True)
class Reading:
    """One agent that came in, and what is made of it. `path`: the document that it goes by."""

    format: str
    version: str
    drawn: Drawn
    path: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """One agent that came in and of which nothing could be made, as it calls itself."""

    name: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All agents that came in: those that can be made, and those that cannot."""

    readings: tuple[Reading, ...]
    left: tuple[Left, ...]


def read(parts: Iterable[tuple[str, bytes]], guess: Callable[[str], str]) -> Reading:
    """Files by name as one agent, the first. `guess` tells a text's language. Raises Unreadable and nothing else."""
    left: list[Left] = []
    for one in _each(list(parts), guess):
        if isinstance(one, Reading):
            return one
        left.append(one)
    raise Unreadable(*(fault for one in left for fault in one.faults))


def read_all(parts: Iterable[tuple[str, bytes]], guess: Callable[[str], str]) -> Found:
    """Files by name as the agents that are in them. Raises Unreadable when nothing can be made of any of them."""
    readings: list[Reading] = []
    left: list[Left] = []
    names: Counter[str] = Counter()
    for one in _each(list(parts), guess):
        if isinstance(one, Reading):
            names[one.drawn.name] += 1
            readings.append(_numbered(one, names[one.drawn.name]))
        elif len(left) < _MOST_LEFT:
            left.append(one)
    if not readings:
        raise Unreadable(*(fault for one in left[:MOST_AGENTS] for fault in one.faults))
    return Found(tuple(readings), tuple(left))


def _numbered(reading: Reading, number: int) -> Reading:
    """One of several of a name, so that they are told apart."""
    drawn = reading.drawn
    if number == 1:
        return reading
    return replace(reading, drawn=replace(drawn, name=f"{drawn.name[:110]} {number}"))


def _each(parts: Sequence[tuple[str, bytes]], guess: Callable[[str], str]) -> Iterator[Reading | Left]:
    """Each agent in turn, as long as there is time for it."""
    files = load(parts)
    found = list(_apart(files))
    if not found:
        raise Unreadable(Fault("unknown_kind", data={"found": _told(files)}))
    counts = {"count": str(len(found)), "limit": str(MOST_AGENTS)}
    values, texts = MOST_VALUES, MOST_TEXT
    weights: dict[int, int] = {}
    for number, (kind, one) in enumerate(found):
        name = _called(one)
        if number >= MOST_AGENTS:
            yield Left(name, (Fault("too_many_agents", name, counts),))
            continue
        # What is shared is looked at again for each: together they may take as long as the largest one alone.
        for document in one.files.values():
            if id(document) not in weights:
                weights[id(document)] = weight(document)
            values -= weights[id(document)]
        if number and (values < 0 or texts < 0):
            yield Left(name, (Fault("too_much_together", name),))
            continue
        try:
            if kind is None:
                own = agent_file.parse(one.files, tree(*text_of(parts, one.path)))
                yield Reading(OWN, str(agent_file.VERSION), sifted(_own(own)), one.path)
                continue
            drawing, version = kind.draw(one.files)
            texts -= drawing.read
            if len(found) > 1 and drawing.name in _NAMELESS:
                # Among others it goes by where it lay.
                drawing.name = _PLACE.sub("", one.path).rpartition("/")[2].partition(".")[0] or drawing.name
            yield Reading(kind.NAME, str(version)[:20], sifted(drawing.finished(kind.NAME, guess)), one.path)
        except Unreadable as error:
            texts -= MOST_TEXT if any(fault.code == "too_much_text" for fault in error.faults) else 0
            yield Left(name, error.faults)


def _apart(files: Files) -> Iterator[tuple[ModuleType | None, One]]:
    """Each agent with its kind; of ours, none. What belongs to no kind is beside all of them."""
    own = {path for path, document in files.items() if agent_file.is_one(document)}
    for path in sorted(own, key=list(files).index):
        yield None, One(path, {path: files[path]})
    files = _unwrapped({path: document for path, document in files.items() if path not in own})
    kinds = {path: _kind({path: document}) for path, document in files.items()}
    present = [kind for kind in FORMATS if kind in kinds.values()]
    if len(present) < 2:
        present = [kind for kind in [_kind(files)] if kind is not None]
    for kind in present:
        several = len(present) > 1
        looked_at = {
            path: document for path, document in files.items() if not several or kinds[path] in {kind, None}
        }
        for one in kind.apart(looked_at):
            yield kind, one


def _kind(files: Files) -> ModuleType | None:
    return next((kind for kind in FORMATS if kind.recognise(files)), None)


def _called(one: One) -> str:
    """What an agent calls itself, before anything is made of it."""
    document: Any = one.files.get(one.path)
    named = first(document, "name", "agent_name") or next(
        (
            found
            for inside in ("app", "typebot", "project", "agent", "assistant")
            if (found := text(document, inside, "name"))
        ),
        "",
    )
    return " ".join(Scrubber().text(named or one.path).split())[:120]


def _own(file: agent_file.AgentFile) -> Drawn:
    # What was taken out when the file was written is not there to be counted again; what somebody wrote into it is.
    scrubber = Scrubber()
    scrubbed = scrubbed_values(file.model_dump(mode="json"), scrubber)
    if scrubber.found:
        file = agent_file.AgentFile.model_validate(scrubbed)
    return Drawn(
        name=file.agent.name,
        language=file.blueprint.main_language,
        blueprint=file.blueprint,
        tools=tuple(
            ReadTool(tool.name, tool.label, tool.definition, tool.cases, tool.sign_in) for tool in file.tools
        ),
        losses=(),
        secrets=scrubber.found,
        scenarios=file.scenarios,
        about=file.agent.model_dump(mode="json"),
    )


def _unwrapped(files: Files) -> Files:
    """Documents, and what lies in a list or in the envelope of an API's answer: `{"data": [...]}` and the like."""
    found: dict[str, Any] = {}
    for path, document in files.items():
        rows = [] if _kind({path: document}) is not None else _rows(document)
        opened = {f"{path}#{number}": row for number, row in enumerate(rows, 1)}
        found |= (
            opened
            if any(_kind({inner: row}) is not None for inner, row in opened.items())
            else {path: document}
        )
    return found


def _rows(document: Any) -> list[Any]:
    """The objects in a list, in an envelope, or on the shelves of a whole account."""
    if isinstance(document, list):
        return [row for row in document[:_MOST_ROWS] if isinstance(row, Mapping)]
    rows: list[Any] = []
    for envelope in (*_ENVELOPES, *_SHELVES, *_BESIDE):
        inside = document.get(envelope) if isinstance(document, Mapping) else None
        rows += inside if isinstance(inside, list) else _as_documents(inside)
    return [row for row in rows[:_MOST_ROWS] if isinstance(row, Mapping)]


def _as_documents(found: object) -> list[Any]:
    """What an API answers with: an object, or the text of a whole file."""
    if not isinstance(found, str) or "\n" not in found:
        return [found]
    try:
        return [documents.plain(one)[0] for one in documents.documents(found, most=MOST_IN_YAML)]
    except DocumentBroken:
        return []


def _told(files: Files) -> str:
    """What the first file holds, for whoever wonders."""
    document: Any = next(iter(files.values()))
    if isinstance(document, Mapping):
        keys = ", ".join(str(key)[:40] for key in list(document)[:8])
        return keys or "{}"
    return type(document).__name__
