"""Rasa Mantle: an agent in words, with skills that are Markdown each, told when they are meant. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.markdown import BODY
from centralita.studio.imports.domain.shape import at, fields, listed, text
from centralita.studio.imports.formats.talking import Told, Way, http_tool, talk

Json = Mapping[str, Any]
_BACK: Final = "What was to be done here is done, or something else is wanted"


def recognise(files: Files) -> bool:
    """Whether there is a skill, or an agent with an orchestrator."""
    return any(_is_skill(path, one) or _is_agent(one) for path, one in files.items())


def draw(files: Files) -> Drawing:
    """A step that hears what is wanted, and one for each skill."""
    agent = next((fields(one) for one in files.values() if _is_agent(one)), {})
    skills = {path: fields(one) for path, one in files.items() if _is_skill(path, one)}
    drawing = Drawing(text(agent, "agent", "name") or "Rasa")
    drawing.speaks([text(agent, "agent", "language")])
    rules = [f"- {text(one)}" for one in listed(agent, "rules") if text(one)]
    persona = [text(agent, "agent", "persona").strip(), "\n".join(rules)]
    drawing.persona = drawing.words("\n\n".join(part for part in persona if part))
    sheet = drawing.sheet("main", drawing.name)
    ways = [
        Way(path, text(skill, "description").strip() or text(skill, "name"), text(skill, "name"))
        for path, skill in skills.items()
    ]
    talk(sheet, "main", drawing.name, Told("", ways=ways, speaks_first=False))
    sheet.entry = "main"
    for path, skill in skills.items():
        told = Told(
            text(skill, BODY),
            tools=_tools(drawing, sheet, skill),
            collects=_remembered(drawing, files.get(f"{_folder(path)}memory.yml")),
            ways=[Way("main", _BACK, "back")],
        )
        talk(sheet, path, text(skill, "name") or path, told)
    return drawing


def _is_skill(path: str, document: Any) -> bool:
    named = path.replace("\\", "/").rpartition("/")[2].lower() in {"skill.md", "skill.markdown"}
    return named and bool(text(document, "description")) and BODY in document


def _is_agent(document: Any) -> bool:
    return bool(fields(document, "orchestrator")) and bool(fields(document, "agent"))


def _folder(path: str) -> str:
    return path[: len(path) - len(path.replace("\\", "/").rpartition("/")[2])]


def _tools(drawing: Drawing, sheet: Sheet, skill: Json) -> list[str]:
    """Those that it names. What they do is code elsewhere: tools without an address, to be filled in."""
    named = [str(name) for row in listed(skill, "tool_constraints") for name in fields(row)]
    named += [text(one) for one in [*listed(skill, "tools"), *listed(skill, "import_tools")] if text(one)]
    return [
        http_tool(
            drawing,
            sheet,
            text(skill, "name"),
            name=name.rpartition(":")[2],
            about=name,
            method="POST",
            address="",
            parameters=None,
        )
        for name in dict.fromkeys(named)
    ]


def _remembered(drawing: Drawing, memory: Any) -> list[str]:
    """What it notes of the conversation: what the model may fill in."""
    kept = fields(memory, "schema")
    rows = {str(name): one for part in kept.values() for name, one in fields(part).items()}
    return [
        drawing.variable(name, about=text(one, "description"))
        for name, one in rows.items()
        if at(one, "llm_settable") is not False
    ]
