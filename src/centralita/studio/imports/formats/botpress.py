"""Botpress 12: a bot's archive, or its flows alone. Pure.

An archive holds `flows/*.flow.json`, what is said in `content-elements/*.json`, and what is understood in `intents/`.
"""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.separating import One, together
from centralita.studio.imports.domain.shape import fields, objects, text
from centralita.studio.imports.formats import botpress_node
from centralita.studio.imports.formats.botpress_content import Bot
from centralita.studio.imports.formats.botpress_flow import BotFlow
from centralita.studio.imports.formats.botpress_skills import kind_of
from centralita.studio.imports.formats.conditions import variable_is
from centralita.studio.imports.formats.talking import MOST_BRANCHES, Way, judge

NAME: Final = "botpress"
Json = Mapping[str, Any]


def recognise(files: Files) -> bool:
    """Whether one of them is a flow with a start and nodes that enter and lead on."""
    return bool(_flows(files))


def apart(files: Files) -> list[One]:
    """The files of each bot: what `data/bots` holds is a folder each."""
    folders = {
        before: path
        for path, document in files.items()
        for before, mark, _ in [path.replace("\\", "/").partition("flows/")]
        if mark and _flows({path: document})
    }
    if len(folders) < 2:
        return together(files)
    found = []
    for folder, path in folders.items():
        kept = {path: one for path, one in files.items() if path.replace("\\", "/").startswith(folder)}
        found.append(One(folder.strip("/") or path, kept))
    return found


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing: each flow of the bot is one here, in the same bot."""
    bot = Bot(files)
    config = next((fields(one) for one in files.values() if _is_config(one)), {})
    drawing = Drawing(text(config, "name") or "Botpress")
    bot.language = text(config, "defaultLanguage") or bot.commonest()
    languages = bot.languages - {bot.language}
    if languages:
        drawing.lose("language", text=", ".join(sorted(languages)[:10]))
    if bot.questions:
        drawing.lose("questions", text=str(bot.questions))
    drawing.speaks([bot.language])
    flows = _flows(files)
    bot.reads(flows)
    if bot.echoes:
        bot.heard = drawing.variable("said", apart=True)
    main = "main" if "main" in flows else next(iter(flows))
    drawing.entry_sheet = f"flow {main}"
    for name in (main, *flows):
        # What a skill does is drawn where it stands; the flow that Botpress keeps for it says nothing of its own.
        if kind_of(flows[name]) == "" and (name != "error" or len(flows) == 1):
            drawing.sheet(f"flow {name}", name)
    for name, flow in flows.items():
        if f"flow {name}" in drawing.sheets:
            botpress_node.draw(BotFlow(drawing, drawing.sheets[f"flow {name}"], name, flow, bot))
    for name, nodes in bot.begins.items():
        _begin_at(drawing.sheets[f"flow {name}"], name, nodes)
    if "error" in flows and "flow error" not in drawing.sheets:
        drawing.lose("trigger", text="error")
    return drawing, "12"


def _begin_at(sheet: Sheet, name: str, nodes: Mapping[str, str]) -> None:
    """In front of a flow: begin at the node that another flow asked for, once."""
    usual = sheet.entry
    ways = []
    for node, variable in nodes.items():
        if sheet.resolved(node) not in sheet.nodes:
            sheet.lose("target_missing", node)
            continue
        cleared = f"begins at {node}"
        sheet.add(cleared, "set", node, {"assignments": [{"variable": variable, "operation": "clear"}]})
        sheet.link(cleared, "next", node)
        ways.append(Way(cleared, name=node, condition=variable_is(variable, "equals", f"{name}#{node}")))
    for start in range(0, len(ways), MOST_BRANCHES):
        usual = judge(
            sheet, f"begins {start}", sheet.name, ways[start : start + MOST_BRANCHES], otherwise=usual
        )
    sheet.entry = usual


def _flows(files: Files) -> dict[str, Json]:
    """Flows by their name without the ending, in whatever they came: one a file, or a list in one."""
    found: dict[str, Json] = {}
    for path, document in files.items():
        rows = document if isinstance(document, list) else objects(document, "flows") or [document]
        for one in rows:
            if isinstance(one, Mapping) and "startNode" in one and _looks_like_one(one):
                plain = path.replace("\\", "/").rpartition("flows/")[2] or path
                name = text(one, "name") or text(one, "location") or plain
                found.setdefault(plain_name(name), {**one, "path": path})
    return found


def _looks_like_one(flow: Json) -> bool:
    nodes = objects(flow, "nodes")
    return any("next" in node or "onEnter" in node or "onReceive" in node for node in nodes)


def _is_config(document: Any) -> bool:
    return isinstance(document, Mapping) and "defaultLanguage" in document and "name" in document


def plain_name(name: str) -> str:
    """A flow's name without its ending."""
    return name.strip().removesuffix(".flow.json").removesuffix(".json")
