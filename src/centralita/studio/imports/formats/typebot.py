"""Typebot, versions 3 to 6: the file that its editor exports, and what its API gives. Pure.

In the oldest files groups are called blocks, and blocks steps; from 6 the start is an event beside the groups.
"""

from collections.abc import Mapping
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.separating import One, grouped, led, spread
from centralita.studio.imports.domain.shape import at, fields, objects, text
from centralita.studio.imports.formats.typebot_groups import Groups
from centralita.studio.imports.formats.typebot_links import Links, ids_of, linked_from

NAME: Final = "typebot"
Json = Mapping[str, Any]


def recognise(files: Files) -> bool:
    """Whether one of them is a typebot."""
    return bool(_typebots(files))


def apart(files: Files) -> list[One]:
    """Each typebot with those that it links to."""
    files = spread(files, lambda document: bool(_typebots({"": document})))
    bots = {path: found[0] for path, document in files.items() if (found := _typebots({"": document}))}
    paths = {one: path for path, bot in reversed(bots.items()) for one in ids_of(bot)}
    leads = {path: [paths[one] for one in linked_from(bot) if one in paths] for path, bot in bots.items()}
    groups = led(leads)
    # The one that nobody leads to comes first, wherever it lay.
    order = dict.fromkeys([*(path for group in groups for path in group), *files])
    return grouped({path: files[path] for path in order}, bots, groups)


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing, and which version of the format it was."""
    typebot, *others = _typebots(files) or [{}]
    drawing = Drawing(text(typebot, "name") or "Typebot")
    told = text(typebot, "version")
    # It is written since 3; what has events began with 6.
    version = told or ("6" if "events" in typebot else "3")
    meta = fields(typebot, "settings", "metadata")
    drawing.name = text(typebot, "name") or text(meta, "title") or "Typebot"
    drawing.entry_sheet = "main"
    links = Links(drawing, typebot, others)
    Groups(drawing, typebot, "main", links).draw()
    while links.waiting:
        key, other, group = links.waiting.pop(0)
        Groups(drawing, other, key, links).draw(group)
    drawing.others([text(other, "name") or text(other, "id") or "?" for other in links.unused()])
    if at(typebot, "settings", "whatsApp", "startCondition"):
        drawing.lose("setting", text="whatsApp.startCondition")
    return drawing, version


def _typebots(files: Files) -> list[Json]:
    """Each once: what an API gives may hold one as it is drawn and as it was published."""
    return [
        found
        for document in files.values()
        if (found := next((one for one in _inside(document) if _is_one(one)), None)) is not None
    ]


def _inside(document: Any) -> tuple[Any, ...]:
    """Where one may lie in what came in."""
    return (document, at(document, "typebot"), at(document, "publishedTypebot"), at(document, 0))


def _is_one(one: Any) -> bool:
    return isinstance(one, Mapping) and _looks_like_one(one)


def _looks_like_one(one: Json) -> bool:
    groups = objects(one, "groups") or objects(one, "blocks")
    inner = any("blocks" in group or "steps" in group or "stepIds" in group for group in groups)
    return (inner or bool(objects(one, "events"))) and ("edges" in one or "variables" in one)
