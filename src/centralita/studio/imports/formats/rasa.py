"""Rasa CALM: flows with the domain that their texts and slots are in, as one file or as several. Pure."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from centralita.studio.imports.domain.drawing import Drawing, Sheet
from centralita.studio.imports.domain.loading import Files
from centralita.studio.imports.domain.separating import One, together
from centralita.studio.imports.domain.shape import at, fields, listed, objects, text
from centralita.studio.imports.formats import rasa_mantle
from centralita.studio.imports.formats.rasa_conditions import Conditions
from centralita.studio.imports.formats.rasa_domain import Domain
from centralita.studio.imports.formats.rasa_memory import Memory, heard_by_the_way
from centralita.studio.imports.formats.rasa_noting import Noting
from centralita.studio.imports.formats.rasa_patterns import OWN, Patterns
from centralita.studio.imports.formats.rasa_saying import slotted
from centralita.studio.imports.formats.rasa_steps import Steps
from centralita.studio.imports.formats.talking import ALWAYS, Told, Way, judge, sort, talk

NAME: Final = "rasa"
Json = Mapping[str, Any]
# What lies where a bot is at home.
_AT_HOME: Final = frozenset({"config", "domain", "endpoints", "credentials"})
# What a flow says of itself, and what only counts where a model chooses among very many flows.
_KNOWN: Final = frozenset(
    {"name", "description", "steps", "if", "nlu_trigger", "run_pattern_completed", "always_include_in_prompt"}
    | {"id", "metadata", "file_path", "persisted_slots"}
)


def recognise(files: Files) -> bool:
    """Whether one of them holds flows with steps, or an agent with skills."""
    return any(_flows(document) for document in files.values()) or rasa_mantle.recognise(files)


def apart(files: Files) -> list[One]:
    """The files of each bot, where there are folders with a configuration each; what lies outside of them is shared."""
    homes = {_folder(path) for path in files if PurePosixPath(_slashed(path)).stem in _AT_HOME}
    homes = {one for one in homes if not any(one != other and one.startswith(other) for other in homes)}
    inside = {
        home: [path for path in files if _slashed(path).startswith(home)]
        for home in sorted(homes)
        if recognise({path: one for path, one in files.items() if _slashed(path).startswith(home)})
    }
    own = {path for paths in inside.values() for path in paths}
    rest = {path: one for path, one in files.items() if path not in own}
    if len(inside) < 2 or recognise(rest):
        return together(files)
    return [
        One(home.strip("/"), {**rest, **{path: files[path] for path in paths}})
        for home, paths in inside.items()
    ]


def _slashed(path: str) -> str:
    return path.replace("\\", "/")


def _folder(path: str) -> str:
    return _slashed(path)[: _slashed(path).rfind("/") + 1]


def draw(files: Files) -> tuple[Drawing, str]:
    """The drawing. In front of the flows stands a step that hears which of them somebody wants."""
    if not any(_flows(document) for document in files.values()):
        return rasa_mantle.draw(files), "Mantle"
    drawing = Drawing("Rasa")
    domain = Domain(files)
    flows: dict[str, Json] = {}
    for document in files.values():
        for key, flow in _flows(document).items():
            flows.setdefault(key, flow)
    patterns = Patterns(flows, domain, files)
    main = drawing.sheet("main", "main")
    drawing.entry_sheet = "main"
    own = {key: flow for key, flow in flows.items() if not key.startswith(OWN)}
    for key, flow in own.items():
        drawing.sheet(f"flow {key}", text(flow, "name") or key)
    for slot, told in domain.slots.items():
        begins = at(told, "initial_value")
        drawing.variable(slot, default=domain.labels.get(slot, {}).get(str(begins), begins))
    memory = Memory(own, domain)
    beside = heard_by_the_way(domain, own)
    noting = Noting(domain, memory, beside)
    ways: list[Way] = []
    for key, flow in own.items():
        Steps(drawing.sheet(f"flow {key}", key), key, flow, patterns, memory, noting).draw()
        if _may_begin(flow):
            name = text(flow, "name") or key
            examples = [one for trigger in objects(flow, "nlu_trigger") for one in domain.examples(trigger)]
            about = text(flow, "description") or name
            ways.append(Way(f"to {key}", about, name, phrases=[name, *examples]))
    _tell(drawing, domain, patterns, own, [slot for slot in beside if not memory.by_model(slot)])
    greeting = patterns.greeting()
    question = patterns.after() or ("" if greeting else domain.text("utter_help"))
    otherwise = _otherwise(main, patterns)
    sort(main, "what", "main", slotted(drawing, question), ways, otherwise=otherwise)
    retry = drawing.texts(slotted(drawing, patterns.not_understood()))
    if "what" in main.nodes:  # among too many steps it may not have fitted
        main.nodes["what"]["data"]["retry_text"] = retry
    main.entry = "what"
    if greeting:
        # Said once; what is asked after each flow is another text.
        main.add("greeting", "say", "main", {"text": drawing.texts(slotted(drawing, greeting))})
        main.link("greeting", "next", "hears")
        main.entry = "greeting"
    led = {way.target for way in ways}
    _lead(own, led, Conditions(drawing, main, domain), memory, noting, otherwise)
    if any(target == "hears" for _, _, target in main.links):
        main.add("hears", "wait", "main", {"until": "message"})
        main.link("hears", "next", "what")
    return drawing, "CALM"


def _may_begin(flow: Json) -> bool:
    """Whether somebody may want a flow, and not only another flow leads to it."""
    return text(flow, "if").strip().lower() != "false" and at(flow, "if") is not False


def _tell(
    drawing: Drawing, domain: Domain, patterns: Patterns, flows: Mapping[str, Json], beside: list[str]
) -> None:
    """What the bot has and no step of it shows. `beside`: slots that come of what was said, and not by a model."""
    for pattern in patterns.lost():
        drawing.lose("setting", text=pattern)
    if domain.rephrases():
        drawing.lose("setting", text="rephrase")
    if domain.languages():
        drawing.lose("language", text=", ".join(domain.languages())[:100])
    for slot in beside:
        drawing.lose("slot", text=slot)
    for key, flow in flows.items():
        for name in flow:
            if name not in _KNOWN:
                drawing.lose("setting", text(flow, "name") or key, text=str(name))


def _otherwise(main: Sheet, patterns: Patterns) -> str:
    """Where somebody is led who wants what no flow is for: to what is known, or to be told so; else asked again."""
    if patterns.searched is not None:
        main.lose("knowledge", "search", text=patterns.searched)
        way = Way("hears", name="next", condition=ALWAYS)
        return talk(main, "search", "search", Told("", knowledge=True, ways=[way], speaks_first=True))
    said = main.drawing.texts(slotted(main.drawing, patterns.not_understood()))
    if not said:
        return "what"
    main.add("not understood", "say", "main", {"text": said})
    main.link("not understood", "next", "hears")
    return "not understood"


def _lead(
    flows: Mapping[str, Json],
    led: set[str],
    conditions: Conditions,
    memory: Memory,
    noting: Noting,
    otherwise: str,
) -> None:
    """A step to each flow that may be wanted, and back. One that is guarded is entered where its condition holds."""
    main, drawing = conditions.sheet, conditions.drawing
    for key, flow in flows.items():
        if f"to {key}" not in led:
            continue
        if drawing.full():
            break
        name = text(flow, "name") or key
        guard = text(flow, "if").strip()
        enter = f"enter {key}"
        first = noting.at_entry(main, f"hears {key}" if guard else f"to {key}", name, key) or enter
        if first == enter and not guard:
            first = enter = f"to {key}"
        elif first != enter:
            main.link(first, "next", enter)
        if guard:
            way = Way(first, name=guard[:80], condition=conditions.read(guard, name))
            judge(main, f"to {key}", name, [way], otherwise=otherwise)
        main.add(enter, "go_to_flow", name, {"flow": drawing.sheets[f"flow {key}"].id, "comes_back": True})
        forgotten = [
            {"variable": drawing.variable(slot), "operation": "clear"}
            if value is None or not isinstance(value, str | int | float)
            else {"variable": drawing.variable(slot), "operation": "set", "value": value}
            for slot, value in memory.forgets(key).items()
        ]
        if forgotten:
            main.add(f"after {key}", "set", name, {"assignments": forgotten[:50]})
            main.link(enter, "next", f"after {key}")
        asks_on = at(flow, "run_pattern_completed") is not False
        main.link(f"after {key}" if forgotten else enter, "next", "what" if asks_on else "hears")


def _flows(document: Any) -> dict[str, Json]:
    found = fields(document, "flows")
    return {
        str(key): flow for key, flow in found.items() if isinstance(flow, Mapping) and listed(flow, "steps")
    }
