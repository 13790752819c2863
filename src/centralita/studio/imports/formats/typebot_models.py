"""A typebot's language models: those that talk, those that note values, and those that only decide. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from centralita.studio.imports.domain.shape import at, listed, objects, text
from centralita.studio.imports.formats.conditions import operator_of
from centralita.studio.imports.formats.noting import LONG, RESULT, Wanted, input_of
from centralita.studio.imports.formats.talking import ALWAYS, LONGEST_WHEN
from centralita.studio.imports.formats.typebot_run import Run, Sorting

Json = Mapping[str, Any]
Made = dict[str, Any]
MODELS: Final = frozenset(
    (
        "openai",
        "anthropic",
        "mistral",
        "groq",
        "together-ai",
        "open-router",
        "deepseek",
        "perplexity",
        "dify-ai",
    )
)
_TALKS: Final = frozenset(("", "create chat completion", "create chat message", "ask assistant"))
_ONLY_VARIABLE: Final = re.compile(r"\{\{[^{}]*\}\}")
_NAMES: Final = re.compile(r"\{\{\s*([^{}]{1,200}?)\s*\}\}")
# Where one thing that a model is told ends and the next begins.
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
# With which a word of a model is looked for.
_LOOKED_FOR: Final = frozenset({"equals", "contains", "starts_with", "ends_with"})


def models_of(blocks: list[Json]) -> set[str]:
    """The ids of the variables that models of these blocks answer into."""
    return {
        text(row, "variableId")
        for block in blocks
        if text(block, "type").lower() in MODELS
        for row in objects(block, "options", "responseMapping")
        if text(row, "valueToExtract") in {"", "Message content"}
        and text(row, "item") in {"", "Message content"}
    }


def has_model(blocks: list[Json]) -> bool:
    """Whether a model talks in one of these blocks."""
    return any(text(block, "type").lower() in MODELS for block in blocks)


def silent(blocks: Sequence[Json], names: Mapping[str, str]) -> tuple[dict[str, Sorting], set[str]]:
    """Of the variables that models answer into and nobody is shown, by their ids: those by which only is decided

    where to go, with what the model was asked; and all of them. `names`: what the file calls each.
    """
    shown = {name for block in blocks for name in _NAMES.findall(_shown(block))}
    unseen = {one for one in models_of(list(blocks)) if one in names and names[one] not in shown}
    looked_for, otherwise = set[str](), set[str]()
    for block in blocks:
        for item in objects(block, "items"):
            comparisons = objects(item, "content", "comparisons")
            found = looked_for if len(comparisons) == 1 and _looks_for(comparisons[0]) else otherwise
            found.update(text(comparison, "variableId") for comparison in comparisons)
    sorting: dict[str, Sorting] = {}
    for block in blocks:
        task, examples = _asked_of(block)
        if task:
            sorting |= {
                one: Sorting(task, examples) for one in models_of([block]) & unseen & (looked_for - otherwise)
            }
    return sorting, unseen - otherwise


def _shown(block: Json) -> str:
    """What a block shows of itself, or gives on to what does, as it is written."""
    kind = text(block, "type").lower()
    if kind == "text":
        return str(at(block, "content") or "")
    if kind == "set variable":
        return f"{text(block, 'options', 'expressionToEvaluate')} {text(block, 'options', 'item')}"
    return str(at(block, "items") or "") if kind.endswith(" input") else ""


def _looks_for(comparison: Json) -> bool:
    """Whether one word is looked for."""
    operator = operator_of(text(comparison, "comparisonOperator") or "Equal to")
    return operator in _LOOKED_FOR and bool(text(comparison, "value").strip())


def _asked_of(block: Json) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a model is told to do, and the examples that it is given: what is said, and what it answers."""
    rows = objects(block, "options", "messages")
    said = [(text(row, "role"), text(row, "content").strip()) for row in rows]
    examples = tuple(
        (asked, told)
        for (role, asked), (answers, told) in pairwise(said)
        if role == "user" and answers == "assistant" and asked and told
    )
    first = next((told for role, told in said if role == "user" and not _ONLY_VARIABLE.fullmatch(told)), "")
    return "\n".join(_instructions(block)) or first, examples


def decides(run: Run, key: str, items: Sequence[Json]) -> bool:
    """Draw a condition on nothing but a model's word as a step that goes by what is wanted; whether it is one."""
    ways: list[tuple[str, Sorting]] = []
    for item in items:
        comparisons = objects(item, "content", "comparisons")
        one = comparisons[0] if len(comparisons) == 1 else {}
        sorting = run.groups.sorted.get(run.groups.variable(text(one, "variableId")) or "")
        if sorting is None or not _looks_for(one):
            return False
        ways.append((text(one, "value").strip(), sorting))
    if not ways:
        return False
    branches = []
    for position, (word, sorting) in enumerate(ways):
        run.drawing.looked_through(len(sorting.task))
        told = [part.strip() for part in _SENTENCE.split(sorting.task) if word.lower() in part.lower()]
        run.lose("condition_told", text=word)
        branches.append(
            {
                "id": f"way-{position + 1}",
                "name": run.drawing.label(word)[:120],
                "description": run.drawing.words(" ".join(told[:3]))[:LONGEST_WHEN],
                "keywords": run.drawing.phrases(said for said, answer in sorting.examples if word in answer),
            }
        )
    # What fits none of them leads on at once, as it did.
    data = {"by": "intent", "branches": branches, "retries": 0}
    lead(run, run.add(key, "decide", data, ports=("otherwise",)), items)
    return True


def lead(run: Run, node: str, items: Iterable[Json]) -> None:
    """The ways out of a decision, one for each item."""
    for position, item in enumerate(items):
        branch = f"way-{position + 1}"
        run.groups.places.setdefault(text(item, "id"), node)
        if not run.way(node, branch, text(item, "outgoingEdgeId") or text(item, "edgeId")):
            # A branch without a way of its own goes on with the group.
            run.open.append((node, branch))


def _passed(run: Run, key: str) -> None:
    """What leads here leads on."""
    run.add(key, "set", {"assignments": []}, f"{run.title} …")


def _instructions(block: Json) -> list[str]:
    """What a model is told before anybody says anything."""
    options = at(block, "options")
    said = [
        text(message, "content")
        for message in objects(options, "messages")
        if text(message, "role") in {"system", "developer", ""} and text(message, "content")
    ]
    said += [text(options, "instructions"), text(options, "systemPrompt"), text(options, "systemMessage")]
    return [part for part in said if part]


def _exchange(run: Run, options: Any, *, told: bool) -> list[str]:
    """What the messages before the talk itself say: the first of them often is the whole task."""
    rows = [
        (text(message, "role"), text(message, "content").strip())
        for message in objects(options, "messages")
        if text(message, "role") in {"user", "assistant"} and text(message, "content").strip()
    ]
    # A message that only is a variable is what somebody says while it runs.
    if not any(not _ONLY_VARIABLE.fullmatch(content) for _, content in rows):
        return []
    first = [] if told or rows[0][0] != "user" else [rows.pop(0)[1]]
    if not rows:
        return first
    run.lose("examples")
    return [*first, "\n".join(f"{role.capitalize()}: {content}" for role, content in rows)]


def add(run: Run, key: str, block: Json) -> None:
    options = at(block, "options")
    kept = [own for one in sorted(models_of([block])) if (own := run.groups.variable(one))]
    if kept and set(kept) <= set(run.groups.sorted):
        # Its word is looked for where the way goes on: it is said to nobody.
        _passed(run, key)
        return
    said = _instructions(block)
    task = "\n\n".join(part for part in [*said, *_exchange(run, options, told=any(said))] if part)
    if kept and set(kept) <= set(run.groups.sorted) | run.groups.unseen:
        # Its word only goes to others.
        if not task:
            run.lose("model_silent")
            _passed(run, key)
            return
        run.lose("extract")
        if text(options, "model"):
            run.lose("model", text=text(options, "model"))
        results = [Wanted(own, RESULT, dict(LONG)) for own in kept]
        run.notes(key, results, source="conversation", prompt=run.drawing.words(task))
        return
    wanted = text(options, "task") or text(options, "action")
    if wanted.lower() == "generate variables":
        _notes(run, key, options)
        return
    if not task and wanted.lower() not in _TALKS:
        run.lose("integration", kind=f"{text(block, 'type')} · {wanted}")
        _passed(run, key)
        return
    run.lose("model_step")
    if not task:
        run.lose("instructions_elsewhere")
    if text(options, "model"):
        run.lose("model", text=text(options, "model"))
    # One message is answered, as one call did; what the model says is heard at once.
    done = {"id": "done", "name": "OK", "condition": ALWAYS}
    data = {"prompt": run.drawing.words(task), "exits": [done], "use_knowledge": False, "speaks_first": True}
    run.add(key, "ai_answer", data, ports=("done",))


def _notes(run: Run, key: str, options: Any) -> None:
    """Values that a model finds in what was said, or in what it is shown."""
    wanted = []
    for row in objects(options, "variablesToExtract"):
        variable = run.groups.variable(text(row, "variableId"))
        if variable is not None:
            choices = [text(one) for one in listed(row, "values")]
            kind = input_of(run.drawing, text(row, "type"), choices)
            needed = at(row, "isRequired") is not False
            wanted.append(Wanted(variable, text(row, "description"), kind, needed=needed))
    # With variables in it the prompt shows what is to be read; without any it says how to read what was said.
    prompt = run.drawing.words(text(options, "prompt"))
    shown = "{{" in prompt
    if text(options, "model"):
        run.lose("model", text=text(options, "model"))
    run.notes(
        key,
        wanted,
        source="text" if shown else "conversation",
        text=prompt if shown else "",
        prompt="" if shown else prompt,
    )
