"""From bytes to an agent: which kind of file it is, what is drawn of it, and whether that would pass the checks. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

from centralita.kit import documents
from centralita.kit.documents import DocumentBroken
from centralita.kit.scrubbing import Scrubber
from centralita.studio.imports.domain import agent_file
from centralita.studio.imports.domain.agent_file import scrubbed_values
from centralita.studio.imports.domain.drawn import Drawn, ReadTool
from centralita.studio.imports.domain.faults import Fault, Unreadable
from centralita.studio.imports.domain.loading import MOST_IN_YAML, Files, load
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

# The surest marks first: what is told apart by one field alone comes last.
FORMATS: Final[tuple[ModuleType, ...]] = (typebot, voiceflow, botpress, dify, elevenlabs, rasa, retell, vapi)
OWN: Final = "centralita"
_ENVELOPES: Final = ("data", "result", "response", "payload", "content", "results", "items")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came in, and what is made of it."""

    format: str
    version: str
    drawn: Drawn


def read(parts: Iterable[tuple[str, bytes]], guess: Callable[[str], str]) -> Reading:
    """Files by name as one agent. `guess` tells a text's language. Raises Unreadable and nothing else."""
    files = load(parts)
    if any(agent_file.is_one(document) for document in files.values()):
        return Reading(OWN, str(agent_file.VERSION), _own(agent_file.parse(files)))
    for looked_at in (files, _unwrapped(files)):
        for kind in FORMATS:
            if kind.recognise(looked_at):
                drawing, version = kind.draw(looked_at)
                return Reading(kind.NAME, str(version)[:20], drawing.finished(kind.NAME, guess))
    raise Unreadable(Fault("unknown_kind", data={"found": _told(files)}))


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
        tools=tuple(ReadTool(tool.name, tool.label, tool.definition, tool.cases) for tool in file.tools),
        losses=(),
        secrets=scrubber.found,
        scenarios=file.scenarios,
        about=file.agent.model_dump(mode="json"),
    )


def _unwrapped(files: Files) -> Files:
    """What lies in the envelope of an API's answer: `{"data": [...]}` and the like."""
    inside: dict[str, Any] = {}
    for name, document in files.items():
        for envelope in _ENVELOPES:
            found = document.get(envelope) if isinstance(document, Mapping) else None
            rows = found if isinstance(found, list) else _as_documents(found)
            inside |= {
                f"{name}#{number}": row for number, row in enumerate(rows[:50]) if isinstance(row, Mapping)
            }
    return inside


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
