"""Where a node of Botpress 12 leads: by what was wanted, by what is known, or anyway. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from centralita.studio.imports.domain.shape import text
from centralita.studio.imports.formats.botpress_step import Step
from centralita.studio.imports.formats.talking import Way, judge, sort

Json = Mapping[str, Any]
ALWAYS: Final = frozenset({"true", "always", ""})
_INTENT: Final = re.compile(
    r"\(?\s*event\.nlu\.intent\.(?:name\s*={2,3}\s*[\"'`]([^\"'`]{1,120})[\"'`]|is\(\s*[\"'`]([^\"'`]{1,120})[\"'`]\s*\))\s*\)?"
)
_SURE: Final = re.compile(r"\(?\s*event\.nlu\.intent\.confidence\s*>=?\s*[\d.]{1,10}\s*\)?")


def lead(node: Step, transitions: Sequence[Json], *, listens: bool) -> None:
    """The ways out of what was drawn last: in their order, as far as nothing leads on anyway."""
    parts: list[tuple[bool, list[Way]]] = []
    otherwise = ""
    always = False
    own = [*transitions, *(node.flow.everywhere if listens else ())]
    for position, transition in enumerate(own):
        said = text(transition, "condition").strip()
        if always:
            # The first way that can be taken is: what stands behind one that always can never was.
            if position < len(transitions) and text(transition, "node") and said not in ALWAYS:
                node.lose("way_never_taken", text=said)
            continue
        if position >= len(transitions):
            node.flow.heard = True
        if said in ALWAYS:
            otherwise = target(node, transition)
            always = True
        elif intents(said) == ["none"]:
            # It is wanted where nothing else is.
            otherwise = otherwise or target(node, transition)
        else:
            _take(node, transition, parts)
    always = always or bool(otherwise)
    if not node.last and not parts:
        node.add("set", {"assignments": []})
    if not otherwise and not always and not (parts and parts[-1][0]):
        # Where nothing is said to follow, the conversation is over; what nobody wanted is asked for again.
        otherwise = end_of(node)
    _draw(node, parts, otherwise, always=always)


def _take(node: Step, transition: Json, parts: list[tuple[bool, list[Way]]]) -> None:
    """Put a way behind those before it. What is wanted is found out once, so that these ways stand together."""
    said = text(transition, "condition").strip()
    to = target(node, transition)
    name = text(transition, "caption") or said
    called = intents(said)
    made: list[Way] = []
    for intent in called:
        node.lose("intent", text=intent)
        told = node.flow.bot.intents.get(intent, [])
        made.append(Way(to, intent.replace("-", " ").replace("_", " "), intent, phrases=told))
    if not called:
        found = node.flow.condition(said)
        if found is None:
            node.lose("condition", text=said)
        made.append(Way(to, name=name[:80], condition=found))
    place = next((ways for wanted, ways in reversed(parts) if wanted), None) if called else None
    if place is None and (not parts or parts[-1][0] != bool(called)):
        parts.append((bool(called), []))
    (parts[-1][1] if place is None else place).extend(made)


def _draw(node: Step, parts: Sequence[tuple[bool, list[Way]]], otherwise: str, *, always: bool) -> None:
    keys = [
        node.name if not node.last and position == 0 else f"{node.name} {_STEPS[wanted]}{position or ''}"
        for position, (wanted, _) in enumerate(parts)
    ]
    if not parts:
        for port in node.ports:
            node.sheet.link(node.last, port, otherwise)
        return
    for position, (wanted, ways) in enumerate(parts):
        following = keys[position + 1] if position + 1 < len(parts) else otherwise
        if wanted:
            again = position + 1 == len(parts) and not always
            after = keys[position] if again else following
            step = sort(node.sheet, keys[position], node.name, "", ways, otherwise=after, at=node.below())
            if not again and step in node.sheet.nodes:
                # What nobody wanted leads on at once: what is said then is the bot's own.
                node.sheet.nodes[step]["data"]["retries"] = 0
        else:
            step = judge(node.sheet, keys[position], node.name, ways, otherwise=following, at=node.below())
        if position == 0:
            node.join(step)


_STEPS: Final = {True: "sorts", False: "decides"}


def intents(condition: str) -> list[str]:
    """What has to be wanted for a way to be taken; nothing where it is judged by something else."""
    parts = [part for part in condition.split("&&") if not _SURE.fullmatch(part.strip())]
    if len(parts) != 1:
        return []
    found = [_INTENT.fullmatch(part.strip()) for part in parts[0].strip().split("||")]
    return [match[1] or match[2] for match in found if match] if all(found) else []


def sorts(node: Step, transitions: Sequence[Json]) -> bool:
    """Whether one of the ways out is taken by what somebody wants."""
    every = [*transitions, *node.flow.everywhere]
    return any(intents(text(transition, "condition").strip()) for transition in every)


def target(node: Step, transition: Json) -> str:
    """The key that a transition leads to. What only goes back to where it came from leads nowhere here."""
    said = text(transition, "node")
    if said in {"END", "end", ""}:
        return end_of(node)
    if said.startswith("#"):
        return _back(node, said.strip("#"))
    if said.endswith(".flow.json") or ".flow.json#" in said:
        return _elsewhere(node, *said.replace(".flow.json", "", 1).split("#", 1))
    return said


def _back(node: Step, inner: str) -> str:
    """The key of what goes back to one node of the flow that it came from: of the only one that has it, or its own."""
    if not inner:
        return ""
    own = node.flow.name
    others = [name for name, nodes in node.flow.bot.nodes.items() if inner in nodes and name != own]
    if len(others) == 1:
        return _elsewhere(node, others[0], inner)
    if inner in node.flow.bot.nodes.get(own, ()):
        return inner
    node.lose("target_missing")
    return ""


def back_of(node: Step) -> str:
    """The one step of a flow from which it goes back to where it came from."""
    if "back" not in node.sheet.nodes:
        first = node.sheet.entry
        node.sheet.add("back", "set", "#", {"assignments": []})
        node.sheet.entry = first
    return "back"


def end_of(node: Step) -> str:
    """The one end of a flow, where the conversation is over. A skill's flow goes back to where it was called."""
    if node.flow.comes_back:
        return ""
    if "END" not in node.sheet.nodes:
        first = node.sheet.entry
        node.sheet.add("END", "end", "END", {})
        node.sheet.entry = first
    return "END"


def _elsewhere(node: Step, name: str, inner: str = "") -> str:
    """The key of the step that goes to another flow, or to one node of it."""
    sheet, drawing = node.sheet, node.drawing
    other = drawing.sheets.get(f"flow {name}")
    key = f"to {name}#{inner}" if inner else f"to {name}"
    if key in sheet.nodes:
        return key
    if other is sheet and inner:
        return inner
    begins = sheet.entry
    if other is None:
        node.lose("other_agent", text=name)
        sheet.add(key, "set", name, {"assignments": []})
        sheet.link(key, "next", end_of(node))
        sheet.entry = begins
        return key
    sheet.add(key, "go_to_flow", name, {"flow": other.id, "comes_back": True})
    if inner:
        # The other flow is told at which node to begin.
        wanted = drawing.variable("begins at", apart=True)
        before = f"{key} told"
        told = {"variable": wanted, "operation": "set", "value": f"{name}#{inner}"}
        sheet.add(before, "set", f"{name} · {inner}", {"assignments": [told]})
        sheet.link(before, "next", key)
        sheet.stands_for[key] = before
        node.flow.bot.begins.setdefault(name, {})[inner] = wanted
        key = before
    sheet.entry = begins
    return key
