"""One question answered: search, ask the model, run its tools, say the reply; or quote, without a model."""

from __future__ import annotations

from typing import Protocol

from centralita.engine.answering.deeds import do_deed
from centralita.engine.answering.marks import cited, is_unanswered, unmarked
from centralita.engine.answering.memory import (
    SEARCH_LIMIT,
    as_result,
    exchanges,
    granted_sources,
    kept_passages,
    question_in_context,
)
from centralita.engine.answering.passages import Quote, best_quote, cite, supports
from centralita.engine.answering.prompts import history, system_prompt
from centralita.engine.arguments import faults, fitted
from centralita.engine.data import Identifier
from centralita.engine.effects import Citation, ModelMessage, ToolSpec
from centralita.engine.events import ModelReplied, Passage, ToolCall, ToolReturned
from centralita.engine.settings import FINISH, SAVE, FallbackText
from centralita.engine.turn import Turn
from centralita.engine.values import Value, bounded, clean_text

MAX_CALLS = 8
MAX_REPLY = 8_000
SUPPORTED = 0.5
# Models answer a message; before the caller's first there is none.
_BEGUN = (ModelMessage(role="user", text="(The conversation begins. Nobody has spoken yet: speak first.)"),)


class WayOut(Protocol):
    """An exit as the model is told of it."""

    @property
    def id(self) -> Identifier: ...
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...


class Brief(Protocol):
    """What a node grants for answering."""

    @property
    def prompt(self) -> str: ...
    @property
    def use_knowledge(self) -> bool: ...
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def tools(self) -> tuple[str, ...]: ...
    @property
    def collects(self) -> tuple[str, ...]: ...
    @property
    def exits(self) -> tuple[WayOut, ...]: ...
    @property
    def model(self) -> str: ...
    @property
    def style(self) -> str: ...


def begin_answer(turn: Turn, brief: Brief, question: str) -> str | None:
    """Take up `question`; the port to leave by, or None to stay."""
    previous = turn.memo.get("question")
    query = question_in_context(question, previous)
    turn.memo = {"question": question, "query": query}
    sources = granted_sources(turn, brief.sources) if brief.use_knowledge else ()
    if sources and question.strip():
        turn.search(query, sources, SEARCH_LIMIT)
        return None
    return ask(turn, brief)


def ask(turn: Turn, brief: Brief) -> str | None:
    """Ask the model with what was found, or answer by quoting when there is none to ask."""
    if not turn.program.settings.model_connected or brief.style == "quote":
        return answer_by_quote(turn, otherwise="unanswered")
    turn.ask_model(
        system_prompt(turn, brief.prompt, kept_passages(turn), tools=bool(brief.tools)),
        (*(history(turn) or _BEGUN), *exchanges(turn.memo.get("rounds"))),
        tools=_specs(turn, brief),
        model=brief.model,
    )
    return None


def answer_by_quote(turn: Turn, *, otherwise: FallbackText) -> str | None:
    """Say the best passage with its citation. When none answers: the port `unanswered`, or say so."""
    quote = _quote(turn)
    _forget(turn)
    if quote is not None:
        turn.trace("quoted", score=quote.score, title=quote.citation.title)
        turn.say(
            turn.wording("quote", title=quote.citation.title, place=quote.citation.place, quote=quote.text),
            citations=(quote.citation,),
        )
        return None
    keep_unanswered(turn)
    if turn.has_exit("unanswered"):
        return "unanswered"
    turn.say(turn.wording(otherwise))
    return None


def _quote(turn: Turn) -> Quote | None:
    """What answers the question by itself, else the question in its context."""
    passages = kept_passages(turn)
    asked = (turn.memo.get("question"), turn.memo.get("query"))
    quotes = (best_quote(question, passages) for question in asked if isinstance(question, str))
    return next((quote for quote in quotes if quote is not None), None)


def handle_reply(turn: Turn, brief: Brief, reply: ModelReplied) -> str | None:
    """Say what the model says and do what it asks for, as far as the node grants it."""
    turn.trace(
        "model",
        model=clean_text(reply.model, 200),
        tokens_in=bounded(reply.tokens_in),
        tokens_out=bounded(reply.tokens_out),
        finish=reply.finish,
    )
    said, missed = say_reply(turn, reply.text), is_unanswered(reply.text)
    if not reply.tool_calls:
        return _answered(turn, said=said, missed=missed)
    if any(
        call.name in brief.tools and do_deed(turn, call.name, said=said)
        for call in reply.tool_calls[:MAX_CALLS]
    ):
        if missed:
            keep_unanswered(turn)
        _forget(turn)
        return None
    calls: list[Value] = []
    chosen: str | None = None
    waiting = 0
    for call in reply.tool_calls[:MAX_CALLS]:
        result, effect = "", ""
        if call.name == FINISH:
            chosen = chosen or _chosen_exit(brief, call)
            result = '{"ok": true}' if chosen else '{"error": "no such exit"}'
        elif call.name == SAVE:
            result = _save(turn, brief, call)
        else:
            result, effect = _start_tool(turn, brief, call, quiet=bool(waiting or said))
            waiting += bool(effect)
        calls.append(
            {
                "id": clean_text(call.id, 200),
                "name": clean_text(call.name, 100),
                "arguments": bounded(call.arguments),
                "result": result,
                "effect": effect,
            }
        )
    if chosen is not None:
        if missed:
            keep_unanswered(turn)
        return chosen
    rounds = turn.memo.get("rounds")
    turn.remember(rounds=[*(rounds if isinstance(rounds, list) else []), calls])
    if waiting:
        return None
    only_saved = all(call.name == SAVE for call in reply.tool_calls)
    if only_saved and (said or missed):
        return _answered(turn, said=said, missed=missed)
    return _ask_again(turn, brief)


def collect_result(turn: Turn, brief: Brief, event: ToolReturned) -> str | None:
    """Keep a tool's result; when none is still awaited, ask the model again."""
    rounds = turn.memo.get("rounds")
    if not isinstance(rounds, list) or not rounds:
        return None
    result = (
        as_result(event.result)
        if event.ok
        else as_result({"error": clean_text(event.error or "failed", 500)})
    )
    name = _called_by(rounds[-1], event.effect_id)
    said = False
    if event.ok:
        turn.keep_outputs(name, event.result)
    else:
        said = turn.say_failed(name)
    last = [
        {**call, "result": result}
        if isinstance(call, dict) and call.get("effect") == event.effect_id
        else call
        for call in (rounds[-1] if isinstance(rounds[-1], list) else [])
    ]
    # What is to be said of a failure is said: the model would only say it again, in other words.
    silent = said and turn.memo.get("silent", True) is True
    turn.remember(rounds=[*rounds[:-1], last], silent=silent)
    turn.trace("tool_returned", ok=event.ok, result=clean_text(result, 500))
    if turn.pending:
        return None
    if silent:
        _forget(turn)
        return None
    turn.memo = {key: value for key, value in turn.memo.items() if key != "silent"}
    return _ask_again(turn, brief)


def _called_by(calls: Value, effect_id: str) -> str:
    """The name of the tool that this effect called."""
    found = (call for call in calls if isinstance(call, dict)) if isinstance(calls, list) else iter(())
    return next((str(call.get("name")) for call in found if call.get("effect") == effect_id), "")


def say_reply(turn: Turn, text: str) -> bool:
    """Say the model's words, with the passages they rest on; whether there were any."""
    passages = kept_passages(turn)
    text = clean_text(text, MAX_REPLY)
    words = unmarked(text)
    turn.say(words, citations=_citations(cited(text, passages) or _supporting(words, passages)))
    return bool(words)


def keep_unanswered(turn: Turn) -> None:
    """Keep the question, for whoever looks after the knowledge. Nothing where nobody asked."""
    question = turn.memo.get("question")
    if isinstance(question, str) and question.strip():
        turn.trace("unanswered")
        turn.record("unanswered", question=question)


def _answered(turn: Turn, *, said: bool, missed: bool) -> str | None:
    """The question is dealt with. One that nothing answers is kept, and leaves by `unanswered` where that leads on."""
    if not said and not missed:
        turn.record("stuck", reason="empty_answer")
        return answer_by_quote(turn, otherwise="unanswered")
    if missed:
        keep_unanswered(turn)
    _forget(turn)
    if missed and turn.has_exit("unanswered"):
        return "unanswered"
    if not said:
        turn.say(turn.wording("unanswered"))
    return None


def _supporting(reply: str, passages: tuple[Passage, ...]) -> list[Passage]:
    best = max(passages, key=lambda passage: supports(reply, passage), default=None)
    return [best] if best is not None and supports(reply, best) >= SUPPORTED else []


def _citations(passages: list[Passage]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cite(passage) for passage in passages))


def _forget(turn: Turn) -> None:
    """Keep of an answered question only its words, which a follow-up may need."""
    turn.memo = {"question": turn.memo.get("question")}


def _ask_again(turn: Turn, brief: Brief) -> str | None:
    rounds = turn.memo.get("rounds")
    if isinstance(rounds, list) and len(rounds) > turn.program.guardrails.max_tool_rounds:
        turn.trace("too_many_tool_rounds", rounds=len(rounds))
        turn.record("stuck", reason="too_many_tool_rounds")
        return answer_by_quote(turn, otherwise="unavailable")
    return ask(turn, brief)


def _chosen_exit(brief: Brief, call: ToolCall) -> str | None:
    wanted = call.arguments.get("exit")
    if wanted is None and len(brief.exits) == 1:
        return brief.exits[0].id
    return next((way.id for way in brief.exits if way.id == wanted), None)


def _save(turn: Turn, brief: Brief, call: ToolCall) -> str:
    refused: list[str] = []
    for name, value in list(call.arguments.items())[:50]:
        if name in brief.collects:
            turn.set(name, value)
        else:
            refused.append(clean_text(name, 80))
    return as_result({"error": f"not wanted: {', '.join(refused)}"} if refused else {"ok": True})


def _start_tool(turn: Turn, brief: Brief, call: ToolCall, *, quiet: bool) -> tuple[str, str]:
    """The result when the call is refused, or the id of the effect when it is started; `quiet`: something was said."""
    tool = turn.program.tools.get(call.name) if call.name in brief.tools else None
    if tool is None:
        turn.trace("tool_refused", tool=clean_text(call.name, 100), reason="not granted")
        return as_result({"error": "this tool is not available"}), ""
    arguments = fitted(
        {clean_text(name, 200): bounded(value) for name, value in call.arguments.items()}, tool.parameters
    )
    wrong = faults(arguments, tool.parameters)
    if wrong:
        turn.trace("tool_refused", tool=tool.name, reason="; ".join(wrong))
        return as_result({"error": "; ".join(wrong)}), ""
    if not quiet:
        turn.say(turn.text(tool.say_first))
    turn.trace("tool", tool=tool.name, arguments=arguments)
    return "", turn.call_tool(tool.name, arguments)


def _specs(turn: Turn, brief: Brief) -> tuple[ToolSpec, ...]:
    known = turn.program.tools
    specs = [
        ToolSpec(tool.name, tool.description, tool.parameters) for tool in map(known.get, brief.tools) if tool
    ]
    if brief.collects:
        properties: dict[str, Value] = {
            name: {"description": "as the caller said it"} for name in brief.collects
        }
        schema: dict[str, Value] = {"type": "object", "properties": properties, "additionalProperties": False}
        specs.append(ToolSpec(SAVE, "Keep what the caller has told, as soon as it is known.", schema))
    if brief.exits:
        ways = "; ".join(f"{way.id}: {way.description or way.name}" for way in brief.exits)
        choices: list[Value] = [way.id for way in brief.exits]
        exit_schema: dict[str, Value] = {"type": "string", "enum": choices}
        specs.append(
            ToolSpec(
                FINISH,
                f"Leave this step when one of these has come true. {ways}",
                {"type": "object", "properties": {"exit": exit_schema}, "required": ["exit"]},
            )
        )
    return tuple(specs)
